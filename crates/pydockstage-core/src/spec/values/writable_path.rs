use super::{ImagePath, fault};
use crate::names::{NameError, name_type};
use std::str::FromStr;

/// A directory of the image that the container may write to: none that holds what others own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WritablePath(String);

name_type!(WritablePath);

/// Directories that are given to no user, though what lies in them may be.
const ROOTS: [&str; 35] = [
    "/",
    "/bin",
    "/boot",
    "/etc",
    "/home",
    "/lib",
    "/lib32",
    "/lib64",
    "/media",
    "/mnt",
    "/opt",
    "/root",
    "/run",
    "/sbin",
    "/srv",
    "/tmp",
    "/usr",
    "/usr/bin",
    "/usr/include",
    "/usr/lib",
    "/usr/lib64",
    "/usr/libexec",
    "/usr/local",
    "/usr/local/bin",
    "/usr/local/lib",
    "/usr/local/sbin",
    "/usr/local/share",
    "/usr/sbin",
    "/usr/share",
    "/usr/src",
    "/var",
    "/var/cache",
    "/var/lib",
    "/var/log",
    "/var/tmp",
];

/// Directories that the kernel lays over when a container runs.
const KERNEL: [&str; 3] = ["/dev", "/proc", "/sys"];

impl FromStr for WritablePath {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| Err(fault("directory to write to", text, reason));
        let path: ImagePath = text.parse()?;
        if ROOTS.contains(&text) {
            return fault("it is a directory of the system: name one in it");
        }
        let is_kernels = |folder: &str| {
            text.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if KERNEL.iter().any(|folder| is_kernels(folder)) {
            return fault("the kernel lays its own directory over it");
        }
        Ok(Self(path.as_str().to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_a_directory_of_the_system_and_not_that_itself() {
        for sound in ["/data", "/var/lib/app", "/etc/app", "/run/app", "/usr/src/app/static", "/development"]
        {
            assert_eq!(sound.parse::<WritablePath>().unwrap().as_str(), sound);
        }
        for unsound in
            ["/", "/etc", "/usr/bin", "/dev", "/dev/shm", "/proc/x", "data", "/data/", "/a;b", "/a b"]
        {
            assert!(unsound.parse::<WritablePath>().is_err(), "{unsound}");
        }
    }
}
