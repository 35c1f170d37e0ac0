use crate::names::ProjectPath;
use crate::project::contents::is_like;
use std::path::Path;

/// Members do not lie deeper than this.
const DEEPEST: usize = 6;

/// The folders below `root` that one of the patterns means, sorted, each once.
pub(super) fn folders(root: &Path, patterns: &[String]) -> Vec<ProjectPath> {
    let mut found = Vec::new();
    for pattern in patterns {
        let parts: Vec<&str> = pattern.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
        walk(root, &ProjectPath::root(), &parts, 0, &mut found);
    }
    found.sort();
    found.dedup();
    found
}

/// Whether the path is one that the pattern means.
pub(super) fn fits(pattern: &str, path: &str) -> bool {
    let parts: Vec<&str> = pattern.split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    fits_parts(&parts, &path)
}

fn fits_parts(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern, path) {
        ([], []) => true,
        (["**", rest @ ..], _) => {
            (0..=path.len()).any(|at| fits_parts(rest, path.get(at..).unwrap_or_default()))
        }
        ([first, rest @ ..], [name, below @ ..]) => is_like(name, first) && fits_parts(rest, below),
        _ => false,
    }
}

fn walk(root: &Path, folder: &ProjectPath, parts: &[&str], depth: usize, found: &mut Vec<ProjectPath>) {
    let Some((first, rest)) = parts.split_first() else {
        if !folder.is_root() {
            found.push(folder.clone());
        }
        return;
    };
    if depth > DEEPEST {
        return;
    }
    if *first == "**" {
        walk(root, folder, rest, depth, found);
    } else if !first.contains('*') {
        if let Ok(below) = folder.join(first)
            && below.to_path(root).is_dir()
        {
            walk(root, &below, rest, depth + 1, found);
        }
        return;
    }
    let mut names: Vec<String> = folder
        .to_path(root)
        .read_dir()
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort_unstable();
    for name in names {
        let Ok(below) = folder.join(&name) else { continue };
        if *first == "**" {
            walk(root, &below, parts, depth + 1, found);
        } else if is_like(&name, first) {
            walk(root, &below, rest, depth + 1, found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_one_folder_and_two_are_any() {
        assert!(fits("packages/*", "packages/api") && !fits("packages/*", "packages/a/b"));
        assert!(fits("**/old", "packages/old") && fits("**/old", "old"));
        assert!(fits("packages/api-*", "packages/api-v1"));
    }
}
