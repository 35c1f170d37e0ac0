//! What a folder has for Node.

use super::files::Files;
use crate::names::ProjectPath;

/// The lock files of the package managers that are known.
const LOCKS: [&str; 4] = ["package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock"];

/// `package.json` and the lock files that lie in the folder, sorted; none where there is no such folder.
pub(super) fn manifests(files: &Files, folder: &ProjectPath) -> Vec<ProjectPath> {
    let mut names: Vec<String> = files
        .list(folder)
        .unwrap_or_default()
        .into_iter()
        .filter(|(name, is_directory)| {
            !is_directory && (name == "package.json" || LOCKS.contains(&name.as_str()))
        })
        .map(|(name, _)| name)
        .collect();
    names.sort();
    names.iter().filter_map(|name| folder.join(name).ok()).collect()
}
