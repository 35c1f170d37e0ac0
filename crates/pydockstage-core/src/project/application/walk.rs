use crate::names::ProjectPath;
use crate::project::contents::Contents;
use crate::project::files::Files;

/// More modules than this are not looked at: an application lies near the top.
const MOST: usize = 600;

/// Folders deeper than this are not looked at.
const DEEPEST: usize = 6;

/// Folders in which no application of the project is made.
const OTHER: [&str; 14] = [
    "__pycache__",
    "doc",
    "docs",
    "example",
    "examples",
    "migrations",
    "node_modules",
    "site-packages",
    "static",
    "templates",
    "test",
    "testing",
    "tests",
    "versions",
];

/// The modules of what ships, each folder's files before its folders, sorted; and whether there are more of them.
pub(super) fn modules(files: &Files, contents: &Contents) -> (Vec<ProjectPath>, bool) {
    let mut found = Vec::new();
    let mut folders = Vec::new();
    for entry in &contents.sources {
        if entry.is_directory {
            folders.push((entry.path.clone(), 1));
        } else if is_module(entry.path.as_str()) {
            found.push(entry.path.clone());
        }
    }
    let mut at = 0;
    while let Some((folder, depth)) = folders.get(at).cloned() {
        at += 1;
        if found.len() > MOST {
            return (found, true);
        }
        if OTHER.contains(&folder.file_name()) {
            continue;
        }
        for (name, is_directory) in files.list(&folder).unwrap_or_default() {
            let Ok(path) = folder.join(&name) else { continue };
            if is_directory {
                let is_code = depth < DEEPEST && !name.contains(['.', '-']);
                if is_code {
                    folders.push((path, depth + 1));
                }
            } else if is_module(&name) {
                found.push(path);
            }
        }
    }
    (found, false)
}

fn is_module(name: &str) -> bool {
    name.strip_suffix(".py").is_some_and(|stem| {
        !stem.starts_with("test_")
            && !stem.ends_with("_test")
            && !matches!(stem, "setup" | "conftest" | "tests")
    })
}
