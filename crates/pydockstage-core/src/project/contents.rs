//! What lies at the root of the project, and how far each of it goes: into the image that ships, no further than the
//! tests, or nowhere.

use super::files::Files;
use super::nested_tests::NestedTests;
use crate::names::ProjectPath;

/// The files and folders at the root that travel to the builder, sorted by name. What is in neither list stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Contents {
    /// What the project is made of: its code, its data and its metadata.
    pub sources: Vec<Entry>,
    /// What only tests, or people in a shell, need besides.
    pub development: Vec<Entry>,
    /// The tests in the folders of the first, where those ship as they are: the project is no package, whose build
    /// decides.
    #[serde(skip_serializing_if = "NestedTests::is_empty")]
    pub tests: NestedTests,
}

/// A file or a folder at the root.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Entry {
    /// Its path.
    pub path: ProjectPath,
    /// Whether it is a folder.
    pub is_directory: bool,
}

/// What stays on this machine although its name begins with no point.
const STAYS: [&str; 35] = [
    "__pycache__",
    "*.egg-info",
    "*.pyc",
    "*.pyo",
    "*.swp",
    "*~",
    "*.log",
    "*.pid",
    "*.pem",
    "*.key",
    "id_rsa*",
    "id_ed25519*",
    "*.sqlite3",
    "*.sqlite",
    "Dockerfile*",
    "*.Dockerfile",
    "Containerfile*",
    "*.dockerignore",
    "compose*.yml",
    "compose*.yaml",
    "docker-compose*",
    "docker-bake.*",
    "build",
    "dist",
    "wheels",
    "htmlcov",
    "coverage.xml",
    "site",
    "node_modules",
    "env",
    "venv",
    "ENV",
    "virtualenv",
    "Vagrantfile",
    "pydockstage.toml",
];

/// What tests read, and no image that ships.
const TESTS: [&str; 11] = [
    ".coveragerc",
    "test",
    "tests",
    "testing",
    "test_*.py",
    "*_test.py",
    "tests.py",
    "conftest.py",
    "pytest.ini",
    "pytest.toml",
    "toxfile.py",
];

/// What tools and people read, and the build of a project only where its metadata says so.
const TOOLS: [&str; 33] = [
    "README*",
    "CHANGELOG*",
    "CONTRIBUTING*",
    "tox.ini",
    "tox.toml",
    "noxfile.py",
    "fabfile.py",
    "tasks.py",
    "mypy.ini",
    "ruff.toml",
    "pylintrc",
    "codecov.yml",
    "doc",
    "docs",
    "mkdocs.yml",
    "example",
    "examples",
    "bench",
    "benches",
    "benchmarks",
    "Makefile",
    "justfile",
    "Taskfile.yml",
    "requirements",
    "*requirements*.txt",
    "*requirements*.in",
    "constraints*.txt",
    "*.lock",
    "Pipfile",
    "Procfile",
    "runtime.txt",
    "Jenkinsfile",
    "pylock*.toml",
];

impl Contents {
    /// Sorts what lies at the root (`entries`, the flag tells folders). What the metadata (`documents`) mentions is
    /// needed by the build of the project, whatever its name; so are the import packages (`code`).
    pub(super) fn read(
        files: &Files,
        entries: &[(String, bool)],
        documents: &[&str],
        code: &[ProjectPath],
    ) -> Self {
        let mut contents = Self::default();
        // Cargo's own metadata names the README.md beside it, written or not ("The Manifest Format", `readme`).
        let has_cargo = entries.iter().any(|(name, _)| name == "Cargo.toml");
        let is_read = |entry: &Entry| {
            documents.iter().any(|text| mentions(text, entry))
                || (has_cargo && entry.path.as_str().starts_with("README"))
        };
        for (name, is_directory) in entries {
            let Ok(path) = ProjectPath::root().join(name) else { continue };
            let entry = Entry { path, is_directory: *is_directory };
            if code.contains(&entry.path) {
                contents.sources.push(entry);
            } else if is_any(name, &TESTS) || (is_any(name, &TOOLS) && !is_read(&entry)) {
                contents.development.push(entry);
            } else if !name.starts_with('.') && !is_any(name, &STAYS) && !is_environment(files, &entry) {
                contents.sources.push(entry);
            }
        }
        contents
    }
}

/// Whether the folder is a virtual environment (PEP 405), whatever its name.
fn is_environment(files: &Files, entry: &Entry) -> bool {
    entry.is_directory
        && entry.path.join("pyvenv.cfg").is_ok_and(|path| files.is_directory(&path) == Some(false))
}

/// Whether the text names the file, or something in the folder.
fn mentions(text: &str, entry: &Entry) -> bool {
    let name = entry.path.as_str();
    let is_whole = |at: usize| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|text| text.chars().next());
        let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-' | '.');
        !before.is_some_and(|character| is_part(character) || character == '/')
            && if entry.is_directory { after == Some('/') } else { !after.is_some_and(is_part) }
    };
    text.match_indices(name).any(|(at, _)| is_whole(at))
}

fn is_any(name: &str, patterns: &[&str]) -> bool {
    patterns.iter().any(|pattern| is_like(name, pattern))
}

/// Whether the name is like the pattern, in which a `*` stands for anything.
pub(crate) fn is_like(name: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        None => name == pattern,
        Some((before, after)) => name.strip_prefix(before).is_some_and(|rest| {
            if after.is_empty() {
                return true;
            }
            (0..=rest.len()).any(|at| rest.get(at..).is_some_and(|rest| is_like(rest, after)))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        assert!(is_like("dev-requirements.txt", "*requirements*.txt"));
        assert!(is_like("requirements.txt", "*requirements*.txt"));
        assert!(!is_like("requirements.txt.bak", "*requirements*.txt"));
        assert!(is_like("Dockerfile", "Dockerfile*"));
    }

    #[test]
    fn a_name_is_mentioned_as_a_whole() {
        let entry = |name: &str, is_directory| Entry { path: name.parse().unwrap(), is_directory };
        assert!(mentions("readme = \"docs/README.md\"", &entry("docs", true)));
        assert!(!mentions("[tool.x]\npaths = [\"docs\"]", &entry("docs", true)));
        assert!(!mentions("url = \"https://example.org/docs/\"", &entry("docs", true)));
        assert!(mentions(
            "dependencies = {file = [\"requirements.txt\"]}",
            &entry("requirements.txt", false)
        ));
        assert!(!mentions("\"dev-requirements.txt\"", &entry("requirements.txt", false)));
    }
}
