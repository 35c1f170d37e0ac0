use super::fault;
use crate::names::{NameError, name_type};
use std::str::FromStr;

/// A directory inside the image: absolute, in its shortest form, of letters, digits and `- . _ + @`, so that it is one
/// word to the builder, to a shell and in a `#!` line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImagePath(String);

name_type!(ImagePath);

impl ImagePath {
    /// Whether `self` is `folder` or lies below it.
    pub fn is_within(&self, folder: &Self) -> bool {
        folder.0 == "/"
            || self.0 == folder.0
            || self.0.strip_prefix(&folder.0).is_some_and(|rest| rest.starts_with('/'))
    }
}

impl FromStr for ImagePath {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| Err(fault(KIND, text, reason));
        if text == "/" {
            return Ok(Self(text.to_owned()));
        }
        let Some(parts) = text.strip_prefix('/') else { return fault("it must be absolute: begin with /") };
        // The `#!` line of each script in the virtual environment holds the path, and Linux before 5.1 reads 127 bytes.
        if text.len() > 100 {
            return fault("it is longer than 100 characters");
        }
        for part in parts.split('/') {
            match part {
                "" => return fault("a / stands at its end, or twice in a row"),
                "." | ".." => return fault("`.` and `..` may not stand in it"),
                part if part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._+@".contains(&b)) => {}
                _ => return fault("only letters, digits and - . _ + @ may stand in it"),
            }
        }
        Ok(Self(text.to_owned()))
    }
}

/// A directory of the image that the build may fill: one that neither the distribution nor the kernel owns.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstallPath(ImagePath);

impl InstallPath {
    /// The path.
    pub fn path(&self) -> &ImagePath {
        &self.0
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl std::fmt::Display for InstallPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for InstallPath {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let path: ImagePath = text.parse()?;
        let inside = |folder: &str| text.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        if SHARED.contains(&text) || CLOSED.contains(&text) {
            return Err(fault(KIND, text, "it is a directory of the system"));
        }
        if CLOSED.iter().any(|folder| inside(folder)) {
            return Err(fault(KIND, text, "it lies inside a directory of the system"));
        }
        Ok(Self(path))
    }
}

impl serde::Serialize for InstallPath {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

const KIND: &str = "directory of the image";

/// Directories that others' files lie in: something new may stand below them, but not in their place.
const SHARED: [&str; 24] = [
    "/",
    "/home",
    "/media",
    "/mnt",
    "/opt",
    "/root",
    "/srv",
    "/usr",
    "/usr/bin",
    "/usr/include",
    "/usr/lib",
    "/usr/lib64",
    "/usr/libexec",
    "/usr/local",
    "/usr/local/bin",
    "/usr/local/include",
    "/usr/local/lib",
    "/usr/local/sbin",
    "/usr/local/share",
    "/usr/sbin",
    "/usr/share",
    "/usr/src",
    "/var",
    "/var/lib",
];

/// Directories of which all belongs to the distribution, or that the kernel and the builder lay over when a container
/// runs.
const CLOSED: [&str; 13] = [
    "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/libx32", "/proc", "/run", "/sbin", "/sys",
    "/tmp",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_absolute_and_in_its_shortest_form() {
        for sound in ["/", "/venv", "/home/app/.venv", "/srv/my-project_2+x@1"] {
            assert_eq!(sound.parse::<ImagePath>().unwrap().as_str(), sound);
        }
        for unsound in
            ["", "venv", "/venv/", "//venv", "/a/../b", "/a/./b", "/a b", "/a\n", "/a$b", "/a;b", "/\u{e9}"]
        {
            assert!(unsound.parse::<ImagePath>().is_err(), "{unsound}");
        }
    }

    #[test]
    fn what_the_system_owns_is_not_to_be_filled() {
        for sound in ["/venv", "/opt/venv", "/usr/src/app", "/home/app", "/var/www"] {
            assert_eq!(sound.parse::<InstallPath>().unwrap().as_str(), sound);
        }
        for unsound in ["/", "/usr", "/usr/bin", "/etc", "/etc/venv", "/proc/x", "/tmp/venv", "/lib"] {
            assert!(unsound.parse::<InstallPath>().is_err(), "{unsound}");
        }
        assert!("/library".parse::<InstallPath>().is_ok());
    }

    #[test]
    fn a_sibling_with_the_same_beginning_is_not_within() {
        let path: ImagePath = "/project2".parse().unwrap();
        assert!(!path.is_within(&"/project".parse().unwrap()));
        assert!(path.is_within(&"/".parse().unwrap()));
    }
}
