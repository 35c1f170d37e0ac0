//! What travels to the builder: an allow-list of what the steps copy and mount, and within it never a secret or a cache.

use super::{Action, PlanError, RunMount, Stage, context};
use crate::names::ProjectPath;
use crate::project::{IgnoreFile, Origin};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A pattern of `.dockerignore` (moby/patternmatcher: like a path of the context, `**` for any folders, `!` for what
/// travels all the same).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IgnoreRule {
    /// The pattern.
    pub pattern: String,
    /// Why, for all rules that follow each other with the same words.
    pub reason: Cow<'static, str>,
}

/// What stays here although a folder that it lies in travels.
const NEVER: &[(&str, &[&str])] = &[
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
        ],
    ),
    ("environments of this machine", &["**/.venv", "**/.tox", "**/.nox"]),
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
    ("version control, and what only desktops read", &["**/.git", "**/.hg", "**/.svn", "**/.DS_Store"]),
];

/// The rules: nothing but what the steps take from the context.
pub(super) fn rules(stages: &[Stage]) -> Vec<IgnoreRule> {
    let taken = taken(stages);
    let rule = |pattern: String, reason: &'static str| IgnoreRule { pattern, reason: Cow::Borrowed(reason) };
    let mut rules = vec![rule("*".to_owned(), "nothing travels but what is named below")];
    let outermost =
        taken.iter().filter(|path| !taken.iter().any(|other| other != *path && path.is_within(other)));
    rules.extend(outermost.map(|path| rule(exception(path), "what the Dockerfile copies and mounts")));
    let names: String = taken.iter().flat_map(|path| [path.as_str(), "\n"]).collect();
    for (reason, patterns) in NEVER {
        let is_free =
            |pattern: &&&str| !may_hide(pattern, &names) || !IgnoreFile::parse(pattern).hides_any(&taken);
        rules.extend(patterns.iter().filter(is_free).map(|pattern| rule((*pattern).to_owned(), reason)));
    }
    rules
}

/// Whether the letters of a pattern of [`NEVER`] are all among the names. Where they are not it hides none of them, and
/// that is so of nearly every pattern in nearly every plan: a fraction of what the match itself costs.
fn may_hide(pattern: &str, names: &str) -> bool {
    let letters = pattern.trim_start_matches("**/").split('[').next().unwrap_or_default();
    letters.split('*').all(|part| names.contains(part))
}

/// Every path that a step takes from the context.
fn taken(stages: &[Stage]) -> BTreeSet<ProjectPath> {
    let mut taken = BTreeSet::new();
    for step in stages.iter().flat_map(|stage| &stage.steps) {
        match &step.action {
            Action::OwnCopy(copy) if copy.from.is_none() => {
                taken.extend(copy.sources.iter().filter_map(|source| source.parse().ok()));
            }
            Action::OwnRun(run) => taken.extend(run.mounts.iter().filter_map(of_context)),
            action => taken.extend(context::taken(action).into_iter().cloned()),
        }
    }
    taken
}

/// What a mount takes from the context.
fn of_context(mount: &RunMount) -> Option<ProjectPath> {
    match mount {
        RunMount::Bind { source, from: None, .. } => {
            source.as_ref().map_or_else(|| Some(ProjectPath::root()), |source| source.parse().ok())
        }
        _ => None,
    }
}

/// The pattern that lets the path through, and nothing else.
fn exception(path: &ProjectPath) -> String {
    let mut pattern = String::from("!");
    for character in path.as_str().chars() {
        if matches!(character, '*' | '?' | '[' | ']' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}

/// Files that hold secrets, or all that ever was in the project, wherever they lie at its root.
const DELICATE: [&str; 4] = [".env", ".netrc", ".pypirc", ".git"];

/// Holds an ignore file that a person wrote, at `path`, against the steps: what one takes must travel. `delicate` are
/// the names at the root; gives a note for each that should not travel and does.
pub(crate) fn check(
    stages: &[Stage],
    path: &ProjectPath,
    text: &str,
    is_there: impl Fn(&str) -> bool,
) -> Result<Vec<String>, PlanError> {
    let file = IgnoreFile::parse(text);
    for taken in taken(stages) {
        if let Some(rule) = file.hidden_whole_by(&taken) {
            return Err(PlanError::Hidden {
                path: taken,
                rule: rule.text.clone(),
                origin: Origin::line(path.clone(), rule.line),
            });
        }
    }
    let delicate = DELICATE.into_iter().filter(|name| is_there(name));
    let open = delicate
        .filter(|name| name.parse::<ProjectPath>().is_ok_and(|delicate| file.hidden_by(&delicate).is_none()));
    Ok(open
        .map(|name| format!("{path} lets {name} travel to the builder: write a line `{name}` there"))
        .collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // a path that cannot be made is a failed test
mod tests {
    use super::*;

    #[test]
    fn a_pattern_whose_letters_lack_hides_nothing() {
        let names = [
            "a",
            "app/.env",
            "app/.env.example/b",
            "module.pyc",
            "module.py",
            "keys/server.pem",
            "id_rsa",
            "deploy/id_ed25519.pub",
            "x.egg-info/PKG-INFO",
            "web/node_modules/b",
            ".venv/bin/python",
            ".coverage.1",
            ".git/config",
        ];
        let mut hidden = 0;
        for name in names {
            let path: ProjectPath = name.parse().unwrap();
            for pattern in NEVER.iter().flat_map(|(_, patterns)| *patterns) {
                let hides = IgnoreFile::parse(pattern).hides_any([&path]);
                assert!(may_hide(pattern, name) || !hides, "{pattern} hides {name}");
                hidden += usize::from(hides);
            }
        }
        assert_eq!(hidden, 11, "each name but two is hidden by one pattern");
    }
}
