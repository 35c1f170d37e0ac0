use super::entry_point::is_identifier;
use crate::names::ProjectPath;
use crate::project::files::{FileFault, Files};

/// Something that can be imported.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ImportPackage {
    /// The name behind `import`.
    pub name: String,
    /// Its folder, or its file where it is a single module.
    pub path: ProjectPath,
    /// Its `__main__.py`, with which `python -m` can run it.
    pub main: Option<ProjectPath>,
}

/// Folders that are no part of what a project installs, whatever they hold.
const OTHER_FOLDERS: [&str; 12] = [
    "test",
    "tests",
    "testing",
    "doc",
    "docs",
    "example",
    "examples",
    "build",
    "dist",
    "env",
    "venv",
    "node_modules",
];

/// Modules that are there for tools.
const OTHER_MODULES: [&str; 5] = ["setup", "conftest", "noxfile", "toxfile", "fabfile"];

/// Finds what can be imported from the root and from `src`: folders with `__init__.py` or `__main__.py`, and single
/// modules. `root` is what lies at the root, sorted.
pub(in crate::project) fn read(
    files: &Files,
    root: &[(String, bool)],
) -> Result<Vec<ImportPackage>, (ProjectPath, FileFault)> {
    let top = ProjectPath::root();
    let mut found = below(files, &top, root);
    if root.iter().any(|(name, is_directory)| *is_directory && name == "src")
        && let Ok(folder) = top.join("src")
    {
        match files.list(&folder) {
            Ok(entries) => found.extend(below(files, &folder, &entries)),
            Err(fault) => return Err((folder, fault)),
        }
    }
    Ok(found)
}

fn below(files: &Files, folder: &ProjectPath, entries: &[(String, bool)]) -> Vec<ImportPackage> {
    let mut found = Vec::new();
    for (entry, is_directory) in entries {
        let Ok(path) = folder.join(entry) else { continue };
        let is_there =
            |name: &str| path.join(name).ok().filter(|file| files.is_directory(file) == Some(false));
        if *is_directory {
            if !is_identifier(entry) || OTHER_FOLDERS.contains(&entry.as_str()) {
                continue;
            }
            let main = is_there("__main__.py");
            if main.is_some() || is_there("__init__.py").is_some() {
                found.push(ImportPackage { name: entry.clone(), path, main });
            }
        } else if let Some(name) = entry.strip_suffix(".py") {
            let is_for_tools =
                OTHER_MODULES.contains(&name) || name.starts_with("test_") || name.ends_with("_test");
            if is_identifier(name) && !name.starts_with("__") && !is_for_tools {
                found.push(ImportPackage { name: name.to_owned(), path, main: None });
            }
        }
    }
    found
}
