//! What the name of an image tells: the release that it is made of, and the Python in it.

use crate::names::{Distribution, Family, Release};
use std::fmt;

/// A reference to an image (distribution/reference, "Grammar").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ImageName<'n> {
    /// The repository without the registry and the folders: `python`.
    pub(super) repository: &'n str,
    /// What stands between `:` and `@`.
    pub(super) tag: Option<&'n str>,
    /// Whether a digest says exactly which image it is.
    pub(super) is_fixed: bool,
}

/// The Python that an environment is tied to: its path, its minor version and its C library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interpreter {
    /// The path of the program that environments point at.
    pub path: &'static str,
    /// The minor version, as in `3.13`; nothing where the image's name doesn't tell.
    pub version: Option<String>,
    /// Whether the C library is musl, not glibc.
    pub is_musl: bool,
}

impl<'n> ImageName<'n> {
    /// The parts of a name; every text has them.
    pub(super) fn new(name: &'n str) -> Self {
        let (name, is_fixed) = name.split_once('@').map_or((name, false), |(name, _)| (name, true));
        let last = name.rsplit('/').next().unwrap_or(name);
        let (repository, tag) = match last.split_once(':') {
            Some((repository, tag)) => (repository, Some(tag)),
            None => (last, None),
        };
        Self { repository, tag, is_fixed }
    }

    /// Whether it is Docker's official Python, or a mirror's copy of it.
    pub(super) fn is_python(&self) -> bool {
        self.repository == "python"
    }

    /// Whether its tag moves on to another release of the distribution one day: `python:3.13-slim`.
    pub(super) fn floats(&self) -> bool {
        !self.is_fixed
            && self.is_python()
            && self.words().all(|word| release(word).is_none() && !is_alpine(word))
            || !self.is_fixed
                && matches!(self.repository, "debian" | "ubuntu")
                && matches!(
                    self.tag,
                    None | Some("latest" | "stable" | "stable-slim" | "testing" | "rolling")
                )
    }

    /// The release that it is made of, where its tag names one.
    pub(super) fn release(&self) -> Option<Release> {
        let tag = self.tag?;
        match self.repository {
            "ubuntu" => {
                let name = match tag {
                    "22.04" => "jammy",
                    "24.04" => "noble",
                    name if name.chars().all(|c| c.is_ascii_lowercase()) => name,
                    _ => return None,
                };
                format!("ubuntu:{name}").parse().ok()
            }
            "alpine" => {
                let minor = tag.split('.').take(2).collect::<Vec<_>>().join(".");
                format!("alpine:{minor}").parse().ok()
            }
            _ => self.words().find_map(release),
        }
    }

    /// Whether it is without most libraries: the slim ones of Python and Debian, and what has no Python at all.
    pub(super) fn is_slim(&self) -> bool {
        self.words().any(|word| word == "slim") || matches!(self.repository, "debian" | "ubuntu")
    }

    /// The interpreter, where the name tells it.
    pub(super) fn interpreter(&self) -> Option<Interpreter> {
        let tag = self.tag.unwrap_or_default();
        if self.is_python() {
            let version = tag.split('-').next().filter(|word| word.starts_with("3.") && !word.contains("rc"));
            let version = version.map(|word| word.split('.').take(2).collect::<Vec<_>>().join("."));
            let is_musl = self.words().any(is_alpine);
            return Some(Interpreter { path: "/usr/local/bin/python3", version, is_musl });
        }
        let of_debian = |version: &str| Interpreter {
            path: "/usr/bin/python3",
            version: Some(version.to_owned()),
            is_musl: false,
        };
        match (self.repository, self.release().map(|release| release.name().to_owned()).as_deref()) {
            // Each release's own python3, by Debian's package index.
            ("debian", Some("bullseye")) | ("python3-debian11", _) => Some(of_debian("3.9")),
            ("debian", Some("bookworm")) | ("python3-debian12", _) => Some(of_debian("3.11")),
            ("debian", Some("trixie")) | ("python3-debian13", _) => Some(of_debian("3.13")),
            _ => None,
        }
    }

    fn words(&self) -> impl Iterator<Item = &'n str> {
        self.tag.unwrap_or_default().split('-')
    }
}

/// Debian's releases from old to new.
const DEBIAN: [&str; 6] = ["stretch", "buster", "bullseye", "bookworm", "trixie", "forky"];

/// Debian's release of this name.
fn release(word: &str) -> Option<Release> {
    DEBIAN.contains(&word).then(|| format!("debian:{word}").parse().ok())?
}

fn is_alpine(word: &str) -> bool {
    word.starts_with("alpine")
}

/// The place of a release of Debian among all, from old to new: a newer one has a newer glibc.
pub(super) fn age(release: &Release) -> Option<usize> {
    let is_debian = release.distribution() == Distribution::Debian;
    is_debian.then(|| DEBIAN.iter().position(|name| *name == release.name()))?
}

/// What installs packages in an image of this name, where the name tells.
pub(super) fn family(name: &ImageName<'_>) -> Option<Family> {
    let release = name.release();
    match name.repository {
        "python" if name.words().any(is_alpine) => Some(Family::Apk),
        "python" | "debian" | "ubuntu" => Some(Family::Apt),
        _ => release.map(|release| release.distribution().family()),
    }
}

impl fmt::Display for Interpreter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.path)?;
        if let Some(version) = &self.version {
            write!(f, " of Python {version}")?;
        }
        write!(f, " on {}", if self.is_musl { "musl" } else { "glibc" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_its_release_and_its_python() {
        let name = ImageName::new("registry.example.org:5000/mirror/python:3.13.1-slim-trixie");
        assert_eq!(name.release().map(|release| release.to_string()).as_deref(), Some("debian:trixie"));
        assert_eq!(name.interpreter().and_then(|python| python.version).as_deref(), Some("3.13"));
        assert!(!name.floats() && name.is_slim());
        assert!(ImageName::new("python:3.13-slim").floats());
        assert!(!ImageName::new("python:3.13-alpine").floats());
        assert!(ImageName::new("debian").floats());
        let digest =
            "python:3.13-slim@sha256:0123456789012345678901234567890123456789012345678901234567890123";
        assert!(!ImageName::new(digest).floats());
    }
}
