//! What a project needs of what lies around it, where a lock file of uv tells.

use super::{Local, Surroundings, WorkspaceError};
use crate::names::{DistributionName, ProjectPath};
use crate::project::contents::Contents;
use crate::project::files::Files;
use crate::project::lock::Lock;
use crate::project::metadata::{self, Documents, Metadata};
use crate::project::{LockedSource, Origin, ProjectError};
use indexmap::IndexMap;
use std::path::{Path, PathBuf};

/// The lock file that tells.
pub(in crate::project) struct Locked<'a> {
    /// What it holds.
    pub(in crate::project) lock: &'a Lock,
    /// The folder that it lies in.
    pub(in crate::project) root: &'a Path,
    /// The member of the workspace that is meant; none where it is the project beside the lock.
    pub(in crate::project) member: Option<&'a DistributionName>,
}

impl Surroundings {
    /// What the project at `root` needs of what lies around it: the folders and archives that the lock file installs. None
    /// where there are none, and the lock file lies beside the project. `asked` is the folder that its owner wants as
    /// the context.
    pub(in crate::project) fn locked(
        root: &Path,
        locked: &Locked<'_>,
        asked: Option<&Path>,
    ) -> Result<Option<Self>, ProjectError> {
        let canonical = |path: &Path| {
            path.canonicalize()
                .map_err(|error| WorkspaceError::unreadable(&path.display().to_string(), &error))
        };
        let (real, base) = (canonical(root)?, canonical(locked.root)?);
        let mut found: IndexMap<DistributionName, PathBuf> = IndexMap::new();
        for package in locked.lock.reachable(locked.member) {
            let (LockedSource::Directory { path, .. } | LockedSource::File { path }) = &package.source else {
                continue;
            };
            let place = base.join(path).canonicalize().map_err(|_| WorkspaceError::Missing {
                name: package.name.clone(),
                path: path.clone(),
                origin: Origin::line(locked.lock.file.clone(), package.origin.line.unwrap_or_default()),
            })?;
            if place != real {
                found.insert(package.name.clone(), place);
            }
        }
        if found.is_empty() && asked.is_none() && real == base {
            return Ok(None);
        }
        let context = match asked {
            Some(asked) => canonical(asked)?,
            None => common(&real, base.as_path(), &found, locked.lock),
        };
        let below = |path: &Path| -> Result<ProjectPath, WorkspaceError> {
            let outside = || WorkspaceError::Outside { path: path.display().to_string() };
            let inside = path.strip_prefix(&context).ok().and_then(Path::to_str).ok_or_else(outside)?;
            ProjectPath::root().join(inside).map_err(|_| outside())
        };
        found.sort_keys();
        let mut local = IndexMap::new();
        for (name, place) in found {
            let (contents, metadata) = if place.is_dir() { read(&place)? } else { Default::default() };
            local.insert(name, Local { path: below(&place)?, contents, metadata, needs: Vec::new() });
        }
        let (folder, lock) = (below(&real)?, Some(below(&base)?));
        Ok(Some(Self { folder, local, lock, has_unused_lock: false }))
    }
}

/// The innermost folder that holds all of it: the project, the lock file, every folder that this names.
fn common(project: &Path, base: &Path, found: &IndexMap<DistributionName, PathBuf>, lock: &Lock) -> PathBuf {
    let named = lock.packages.iter().filter_map(|package| match &package.source {
        LockedSource::Directory { path, .. } | LockedSource::Virtual { path } => {
            base.join(path).canonicalize().ok()
        }
        _ => None,
    });
    let mut context = base.to_path_buf();
    for path in named.chain(found.values().cloned()).chain([project.to_path_buf()]) {
        while !path.starts_with(&context) && context.pop() {}
    }
    context
}

/// What a folder holds, and what it says about its own build.
fn read(folder: &Path) -> Result<(Contents, Metadata), ProjectError> {
    let unread = |fault| ProjectError::Root { root: folder.to_path_buf(), fault };
    let files = Files::new(folder).map_err(unread)?;
    let entries = files.list(&ProjectPath::root()).map_err(unread)?;
    let documents = Documents::read(&files, &entries)?;
    let table = documents.pyproject_table()?;
    let (mut metadata, declared) = metadata::read(&files, &entries, &documents, &table)?;
    let closures = crate::project::closure::Closures::new(&files, None);
    metadata.build_system = declared.build.as_ref().map(|build| build.read(&closures)).transpose()?;
    let code: Vec<ProjectPath> = metadata.packages.iter().map(|package| package.path.clone()).collect();
    let contents = Contents::read(&files, &entries, &documents.texts(), &code);
    Ok((contents, metadata))
}
