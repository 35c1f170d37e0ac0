use super::{Lock, LockKind, NoBinary, Roots, read};
use crate::names::{DistributionName, ProjectPath};
use crate::project::ProjectError;
use crate::project::files::Files;
use crate::project::metadata::Documents;
use crate::project::metadata::toml_view::TomlView;
use std::path::Path;

/// Reads every lock file among `root`, what lies at the project's root: sorted by kind, then by name. `pyproject` is its
/// pyproject.toml.
pub(in crate::project) fn find(
    files: &Files,
    root: &[(String, bool)],
    pyproject: Option<&TomlView<'_>>,
) -> Result<Vec<Lock>, ProjectError> {
    let mut locks = Vec::new();
    for kind in LockKind::ALL {
        for (entry, _) in root.iter().filter(|(_, is_directory)| !is_directory) {
            let name = name(kind, entry);
            if name.is_none() && entry != kind.file_name() {
                continue;
            }
            let Ok(path) = ProjectPath::root().join(entry) else { continue };
            let file = files.read(&path).map_err(|fault| ProjectError::File { path, fault })?;
            crate::project::index::no_secret(&file)?;
            let no_binary = NoBinary::read(kind, files, root, pyproject)?;
            let mut lock = Lock { name, no_binary, ..read::read(kind, &file)? };
            if let (false, Some(pyproject)) = (lock.tells_groups(), pyproject) {
                lock.roots = Roots::of(kind, pyproject)?;
            }
            locks.push(lock);
        }
    }
    Ok(locks)
}

/// The `uv.lock` of the workspace at `root`; none where it has none.
pub(in crate::project) fn of_workspace(root: &Path) -> Result<Option<Lock>, ProjectError> {
    const READ: [&str; 3] = ["uv.lock", "uv.toml", "pyproject.toml"];
    let unread = |fault| ProjectError::Root { root: root.to_path_buf(), fault };
    let files = Files::new(root).map_err(unread)?;
    let entries: Vec<(String, bool)> = READ
        .iter()
        .filter(|name| root.join(name).is_file())
        .map(|name| ((*name).to_owned(), false))
        .collect();
    let documents = Documents::read(&files, &entries)?;
    let table = documents.pyproject_table()?;
    let view = documents.pyproject_view(&table);
    Ok(find(&files, &entries, view.as_ref())?.into_iter().next())
}

/// The name in `pylock.NAME.toml`, which holds no dot (PEP 751, "File Name").
fn name(kind: LockKind, file: &str) -> Option<DistributionName> {
    let name = file.strip_prefix("pylock.")?.strip_suffix(".toml")?;
    (kind == LockKind::Pylock && !name.contains('.')).then(|| name.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_word_between_two_dots() {
        let found = |file| name(LockKind::Pylock, file).map(|name| name.to_string());
        assert_eq!(found("pylock.dev.toml").as_deref(), Some("dev"));
        assert_eq!(found("pylock.toml"), None);
        assert_eq!(found("pylock.a.b.toml"), None);
        assert_eq!(found("pylock..toml"), None);
        assert_eq!(name(LockKind::Uv, "pylock.dev.toml"), None);
    }
}
