use super::{NameError, name_type};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// A path inside the project: relative to its root, with `/` between its parts, without `.`, `..` or control
/// characters. The root itself is `.`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProjectPath(String);

name_type!(ProjectPath);

impl ProjectPath {
    /// The root of the project.
    pub fn root() -> Self {
        Self(".".to_owned())
    }

    /// Whether this is the root itself.
    pub fn is_root(&self) -> bool {
        self.0 == "."
    }

    /// The folder that holds it; the root for what lies directly there, and for the root itself.
    pub fn parent(&self) -> Self {
        self.0.rsplit_once('/').map_or_else(Self::root, |(folder, _)| Self(folder.to_owned()))
    }

    /// The last part of the path.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(self.0.as_str(), |(_, name)| name)
    }

    /// What `text`, written in a file of the folder `self`, means; `..` may lead upwards but not out of the project.
    pub fn join(&self, text: &str) -> Result<Self, NameError> {
        let fault = |reason| Err(NameError::new("path inside the project", text, reason));
        if text.starts_with('/') || (text.len() > 1 && text.as_bytes()[1] == b':') {
            return fault("it is absolute");
        }
        if text.chars().any(char::is_control) {
            return fault("a control character stands in it");
        }
        let mut parts: Vec<&str> = if self.is_root() { Vec::new() } else { self.0.split('/').collect() };
        for part in text.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    if parts.pop().is_none() {
                        return fault("it leads out of the project");
                    }
                }
                other => parts.push(other),
            }
        }
        Ok(if parts.is_empty() { Self::root() } else { Self(parts.join("/")) })
    }

    /// Whether `self` is `folder` or lies below it.
    pub fn is_within(&self, folder: &Self) -> bool {
        folder.is_root()
            || self.0 == folder.0
            || self.0.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Where it lies on the disk, below the project's root.
    pub fn to_path(&self, root: &Path) -> PathBuf {
        if self.is_root() { root.to_path_buf() } else { root.join(&self.0) }
    }
}

impl FromStr for ProjectPath {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        if text.is_empty() {
            return Err(NameError::new("path inside the project", text, "it is empty"));
        }
        Self::root().join(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joining_follows_dots_but_stays_inside() {
        let folder: ProjectPath = "requirements/extra".parse().unwrap();
        assert_eq!(folder.join("../base.txt").unwrap().as_str(), "requirements/base.txt");
        assert_eq!(folder.join("../..").unwrap(), ProjectPath::root());
        assert_eq!(folder.join("../../../x").unwrap_err().reason, "it leads out of the project");
        assert!(folder.join("/etc/passwd").is_err());
        assert!(folder.join("a\nb").is_err());
    }

    #[test]
    fn a_sibling_with_the_same_beginning_is_not_within() {
        let path: ProjectPath = "library2/a".parse().unwrap();
        assert!(!path.is_within(&"library".parse().unwrap()));
        assert!(path.is_within(&"library2".parse().unwrap()));
    }
}
