use super::file;
use crate::names::SetName;
use crate::plan::{Reason, Secret, SecretPlace};
use crate::project::{LockedSource, MarkerEnvironment, Project, RequirementKind};
use crate::spec::values::PythonVersion;
use std::collections::BTreeSet;

/// A repository that something is installed from.
pub(in crate::plan) struct Fetched {
    /// The program that fetches it: `git`, `hg`.
    pub(in crate::plan) program: String,
    /// Whether it is reached by SSH.
    pub(in crate::plan) by_ssh: bool,
    /// Where it is asked for.
    pub(in crate::plan) origin: String,
    /// The set that asks.
    set: SetName,
}

/// The repositories that the sets install from: as requirements, or as a lock file has them.
pub(in crate::plan) fn fetched(project: &Project, python: PythonVersion) -> Vec<Fetched> {
    let environment = MarkerEnvironment::linux(&python.to_string(), "x86_64");
    let mut found = Vec::new();
    for (name, set) in project.sets() {
        let mut add = |program: &str, url: &str, origin: String| {
            found.push(Fetched {
                program: program.to_owned(),
                by_ssh: is_ssh(url),
                origin,
                set: name.clone(),
            });
        };
        if let Some(lock) = project.lock_of(set) {
            // What a lock can't tell is an error elsewhere.
            for package in lock.closure_of(&project.wanted(set), &environment).unwrap_or_default() {
                match &package.source {
                    LockedSource::Git { url, .. } => add("git", url, package.origin.to_string()),
                    LockedSource::Repository { system, url } => add(system, url, package.origin.to_string()),
                    _ => {}
                }
            }
            continue;
        }
        for requirement in set.requirements() {
            if let RequirementKind::Repository(repository) = &requirement.kind {
                add(repository.system.program(), &repository.url, requirement.origin.to_string());
            }
        }
    }
    found
}

/// Whether the address is one of SSH, also in the short form `user@host:path` (git documentation, "git-clone", "Git
/// URLs").
fn is_ssh(url: &str) -> bool {
    match url.split_once("://") {
        Some((scheme, _)) => scheme.rsplit('+').next() == Some("ssh"),
        None => url.split_once(':').is_some_and(|(host, _)| host.contains('@') && !host.contains('/')),
    }
}

/// What SSH needs: the agent with the key of the one who builds, and the keys by which hosts are known. A host that is
/// not among them is refused: a build that takes any key takes code from anyone.
pub(super) fn secrets(fetched: &[Fetched], sets: usize) -> Vec<Secret> {
    let by_ssh: Vec<&Fetched> = fetched.iter().filter(|fetched| fetched.by_ssh).collect();
    if by_ssh.is_empty() {
        return Vec::new();
    }
    let required = by_ssh.iter().map(|fetched| &fetched.set).collect::<BTreeSet<_>>().len() == sets;
    let origins = || by_ssh.iter().map(|fetched| fetched.origin.clone());
    let (place, option) = file("known_hosts", "/root/.ssh/known_hosts", "$HOME/.ssh/known_hosts");
    vec![
        Secret {
            place: SecretPlace::Agent,
            option: "--ssh default".to_owned(),
            required,
            reason: Reason::gathered("the key for a repository", origins()),
        },
        Secret {
            place,
            option,
            required,
            reason: Reason::gathered("the keys of the hosts that may be trusted", origins()),
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::is_ssh;

    #[test]
    fn ssh_has_two_forms() {
        for url in ["ssh://git@example.org/a/b", "git@example.org:a/b.git", "git+ssh://git@example.org/a"] {
            assert!(is_ssh(url), "{url}");
        }
        for url in ["https://git@example.org/a/b", "http://example.org:8080/a", "/srv/a@b:c"] {
            assert!(!is_ssh(url), "{url}");
        }
    }
}
