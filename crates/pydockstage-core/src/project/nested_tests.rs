//! Tests among the code: what of the folders that ship only tests read.

use super::contents::{Contents, Entry, is_like};
use super::files::Files;
use crate::names::ProjectPath;

/// More names than this are not looked at: what is beyond ships with its tests.
const MOST: usize = 20_000;

/// Folders deeper than this are not looked at.
const DEEPEST: usize = 16;

/// Files that only tests are in (pytest's `python_files` and conftest.py; Django's `startapp` makes tests.py).
pub(crate) const TEST_FILES: [&str; 4] = ["conftest.py", "test_*.py", "*_test.py", "tests.py"];

/// Folders that tests are in, where one of them is found there.
const TEST_FOLDERS: [&str; 2] = ["test", "tests"];

/// Folders in which no code of the project is.
const OTHER: [&str; 4] = ["__pycache__", "node_modules", "site-packages", "static"];

/// Tests in the folders that ship.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct NestedTests {
    /// What only tests read: folders, and files in no such folder; sorted.
    pub found: Vec<Entry>,
    /// What is called like a test, and is imported or named by what is none; sorted.
    pub used: Vec<ProjectPath>,
}

impl NestedTests {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty() && self.used.is_empty()
    }
}

/// Looks for them in the folders of what the project is made of.
pub(super) fn find(files: &Files, contents: &Contents) -> NestedTests {
    let mut walk = Walk { files, left: MOST, candidates: Vec::new(), modules: Vec::new() };
    for entry in contents.sources.iter().filter(|entry| entry.is_directory) {
        walk.folder(&entry.path, 1);
    }
    for entry in contents.sources.iter().filter(|entry| !entry.is_directory) {
        walk.file(entry.path.clone());
    }
    if walk.candidates.is_empty() {
        return NestedTests::default();
    }
    let code: Vec<Mentions> =
        walk.modules.iter().filter_map(|path| files.glance(path)).map(|text| Mentions::of(&text)).collect();
    let is_used = |entry: &Entry| code.iter().any(|module| module.speaks_of(&entry.path));
    let (used, mut found): (Vec<Entry>, Vec<Entry>) = walk.candidates.into_iter().partition(is_used);
    found.sort();
    let mut used: Vec<ProjectPath> = used.into_iter().map(|entry| entry.path).collect();
    used.sort();
    NestedTests { found, used }
}

struct Walk<'a> {
    files: &'a Files,
    left: usize,
    candidates: Vec<Entry>,
    modules: Vec<ProjectPath>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &ProjectPath, depth: usize) {
        for (name, is_directory) in self.files.list(folder).unwrap_or_default() {
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            let Ok(path) = folder.join(&name) else { continue };
            if !is_directory {
                self.file(path);
            } else if depth < DEEPEST && !name.starts_with('.') && !OTHER.contains(&name.as_str()) {
                if TEST_FOLDERS.contains(&name.as_str()) && self.has_test(&path, depth) {
                    self.candidates.push(Entry { path, is_directory });
                } else {
                    self.folder(&path, depth + 1);
                }
            }
        }
    }

    fn file(&mut self, path: ProjectPath) {
        if is_test(path.file_name()) {
            self.candidates.push(Entry { path, is_directory: false });
        } else if path.file_name().ends_with(".py") {
            self.modules.push(path);
        }
    }

    /// Whether a test lies in the folder. A tests.py tells nothing: an application of Django may be called `tests`.
    fn has_test(&mut self, folder: &ProjectPath, depth: usize) -> bool {
        let entries = self.files.list(folder).unwrap_or_default();
        self.left = self.left.saturating_sub(entries.len());
        entries.iter().any(|(name, is_directory)| {
            if !is_directory {
                return name != "tests.py" && is_test(name);
            }
            depth < DEEPEST
                && self.left > 0
                && folder.join(name).is_ok_and(|path| self.has_test(&path, depth + 1))
        })
    }
}

fn is_test(name: &str) -> bool {
    TEST_FILES.iter().any(|pattern| is_like(name, pattern))
}

/// What a module speaks of: the words of its imports, and its whole text for names in strings.
struct Mentions {
    imports: String,
    text: String,
}

impl Mentions {
    fn of(text: &str) -> Self {
        let mut imports = String::new();
        let mut is_open = false;
        for line in text.lines() {
            let code = line.trim_start();
            if is_open || code.starts_with("import ") || code.starts_with("from ") {
                imports.extend([code, "\n"]);
                is_open = (is_open || code.contains('(')) && !code.contains(')') || code.ends_with('\\');
            }
        }
        Self { imports, text: text.to_owned() }
    }

    /// Whether it imports something of that name, or names it with the package that it lies in: as a string, too.
    fn speaks_of(&self, path: &ProjectPath) -> bool {
        let name = path.file_name().trim_end_matches(".py");
        let parent = path.parent();
        let dotted = format!("{}.{name}", parent.file_name());
        has_word(&self.imports, name) || (!parent.is_root() && has_word(&self.text, &dotted))
    }
}

/// Whether the word stands in the text with no letter, digit or underscore beside it.
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speaks(text: &str, path: &str) -> bool {
        Mentions::of(text).speaks_of(&path.parse().unwrap())
    }

    #[test]
    fn what_is_imported_or_named_with_its_package_is_used() {
        assert!(speaks("from app.ab_test import pick", "app/ab_test.py"));
        assert!(speaks("from . import (\n    views,\n    ab_test,\n)", "app/ab_test.py"));
        assert!(speaks("INSTALLED_APPS = ['lab.tests']", "lab/tests"));
        assert!(!speaks("ab_test = 1\nimport os", "app/ab_test.py"));
        assert!(!speaks("from app.contests import x", "app/tests"));
    }
}
