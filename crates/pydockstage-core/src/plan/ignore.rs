//! What never travels to the builder.

use crate::project::Project;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A pattern of `.dockerignore` (moby/patternmatcher: like a path of the context, `**` for any folders).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IgnoreRule {
    /// The pattern.
    pub pattern: String,
    /// Why, for all rules that follow each other with the same words.
    pub reason: Cow<'static, str>,
}

const RULES: &[(&str, &[&str])] = &[
    ("version control", &[".git", ".gitignore", ".gitattributes", ".hg", ".svn"]),
    (
        "what tools make, and make again",
        &[
            "**/__pycache__",
            "**/*.py[cod]",
            "**/*.egg-info",
            "**/.pytest_cache",
            "**/.mypy_cache",
            "**/.ruff_cache",
            "**/.hypothesis",
            "**/.coverage",
            "**/.coverage.*",
            "**/htmlcov",
            "**/node_modules",
            "build",
            "dist",
        ],
    ),
    ("environments of this machine", &["**/.venv", "venv", "env", ".tox", ".nox"]),
    (
        "secrets",
        &[
            "**/.env",
            "**/.env.*",
            "**/.netrc",
            "**/.pypirc",
            "**/*.pem",
            "**/*.key",
            "**/id_rsa*",
            "**/id_ed25519*",
        ],
    ),
    ("what only editors and desktops read", &["**/.DS_Store", ".idea", ".vscode"]),
    (
        "what says how the image is made",
        &["Dockerfile*", "**/.dockerignore", "compose*.y*ml", "docker-compose*.y*ml", "docker-bake.*"],
    ),
];

/// The rules; a folder that the project's own code lies in is not among them, whatever its name.
pub(super) fn rules(project: &Project) -> Vec<IgnoreRule> {
    let packages = &project.metadata().packages;
    let is_code = |pattern: &str| packages.iter().any(|package| package.path.as_str() == pattern);
    RULES
        .iter()
        .flat_map(|(reason, patterns)| patterns.iter().map(move |pattern| (reason, pattern)))
        .filter(|(_, pattern)| !is_code(pattern))
        .map(|(reason, pattern)| IgnoreRule { pattern: (*pattern).to_owned(), reason: Cow::Borrowed(reason) })
        .collect()
}
