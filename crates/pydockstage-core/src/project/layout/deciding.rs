use super::Reading;
use crate::names::ProjectPath;
use crate::project::options::LockWish;
use crate::project::{LockKind, Note, ProjectError, SetsError};

/// Which lock file says what is installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::project) struct Deciding {
    pub(in crate::project) kind: LockKind,
    pub(in crate::project) file: ProjectPath,
    /// Whether it is that of the workspace, which lies in the workspace's folder and not in the project's.
    pub(in crate::project) is_around: bool,
}

/// How the programs begin what they write, and that make requirements files from other sources than a lock file
/// (pip-tools documentation, "Example usage"; uv documentation, "Locking environments").
const COMPILED: [&str; 2] = ["pip-compile", "uv pip compile"];

impl Reading<'_> {
    /// The lock file that decides: the only one, or the one of the installer that the owner named. None where nothing
    /// is locked, and where the owner named requirements files.
    pub(in crate::project) fn deciding(&self) -> Result<Option<Deciding>, ProjectError> {
        let found = self.lock_files();
        let options = self.options;
        let names_files = options.requirements_directory.is_some()
            || options.sets.values().any(|parts| !parts.files.is_empty());
        let of = |kind: LockKind| found.iter().find(|deciding| deciding.kind == kind).cloned();
        match options.lock {
            LockWish::None => Ok(None),
            LockWish::IfThere(_) | LockWish::Any if names_files => Ok(None),
            LockWish::IfThere(kind) => Ok(of(kind)),
            LockWish::Of(kind) if names_files => Err(SetsError::FilesBesideLock { kind }.into()),
            LockWish::Of(kind) => of(kind).map(Some).ok_or_else(|| SetsError::NoLock { kind }.into()),
            LockWish::Any => {
                let files = || found.iter().map(|deciding| deciding.file.clone()).collect::<Vec<_>>();
                let kinds = || found.iter().map(|deciding| deciding.kind).collect::<Vec<_>>();
                match found.as_slice() {
                    [] => Ok(None),
                    [only] => {
                        self.requirements_beside(only)?;
                        Ok(Some(only.clone()))
                    }
                    _ => Err(SetsError::TwoLocks { files: files(), kinds: kinds() }.into()),
                }
            }
        }
    }

    /// The same where nothing beside the project decides, and the workspace around it has a lock file: that of uv, which
    /// locks all members together (uv documentation, "Using workspaces").
    pub(in crate::project) fn of_workspace(&self) -> Result<Option<Deciding>, ProjectError> {
        let lock = Deciding {
            kind: LockKind::Uv,
            file: crate::names::own(LockKind::Uv.file_name()),
            is_around: true,
        };
        self.requirements_beside(&lock)?;
        Ok(Some(lock))
    }

    /// Whether the lock file of a workspace may decide, where there is none beside the project.
    pub(in crate::project) fn asks_workspace(&self) -> bool {
        let options = self.options;
        let names_files = options.requirements_directory.is_some()
            || options.sets.values().any(|parts| !parts.files.is_empty());
        !names_files && matches!(options.lock, LockWish::Any | LockWish::IfThere(LockKind::Uv))
    }

    /// The lock files at the root, one of each kind.
    fn lock_files(&self) -> Vec<Deciding> {
        let is_there = |kind: LockKind, name: &str| {
            name == kind.file_name()
                || kind == LockKind::Pylock
                    && name.starts_with("pylock.")
                    && name.strip_suffix(".toml").is_some()
        };
        let mut found = Vec::new();
        for kind in LockKind::ALL {
            let mut names = self.root.iter().filter(|(name, is_folder)| !is_folder && is_there(kind, name));
            if let Some((name, _)) = names.next()
                && let Ok(file) = name.parse()
            {
                found.push(Deciding { kind, file, is_around: false });
            }
        }
        found
    }

    /// Requirements files beside the lock file: those that a compiler of requirements wrote lock the same project a
    /// second time, and others are told as not used.
    fn requirements_beside(&self, lock: &Deciding) -> Result<(), ProjectError> {
        let Some((_, files)) = self.requirements_files()? else { return Ok(()) };
        for file in files.values() {
            let Ok(read) = self.files.read(file) else { continue };
            let head: Vec<&str> = read.text.lines().take(8).filter(|line| line.starts_with('#')).collect();
            if head.iter().any(|line| COMPILED.iter().any(|program| line.contains(program))) {
                let (lock, kind) = (lock.file.clone(), lock.kind);
                return Err(SetsError::LockAndCompiled { lock, kind, file: file.clone() }.into());
            }
        }
        if let Some(file) = files.values().next() {
            self.closures.note(Note::UnusedRequirements { file: file.clone(), lock: lock.file.clone() });
        }
        Ok(())
    }
}
