use super::fault;
use crate::names::NameError;
use std::fmt;
use std::str::FromStr;

/// A minor version of Python 3: `3.13`. The tags of base images go by it, and a patch release comes with the image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PythonVersion {
    /// The number behind the dot.
    pub minor: u8,
}

impl fmt::Display for PythonVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "3.{}", self.minor)
    }
}

impl FromStr for PythonVersion {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| fault("version of Python", text, reason);
        let shape = || fault("it is a minor version, as in 3.13");
        let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let parts: Vec<&str> = text.split('.').collect();
        if !parts.iter().all(is_number) {
            return Err(shape());
        }
        match parts.as_slice() {
            ["3", minor] if !minor.starts_with('0') || minor.len() == 1 => {
                minor.parse().map(|minor| Self { minor }).map_err(|_| fault("there is no such version"))
            }
            ["3", _, _] => Err(fault("a base image is chosen by the minor version alone")),
            ["2", ..] => Err(fault("Python 2 has no supported release")),
            _ => Err(shape()),
        }
    }
}

impl serde::Serialize for PythonVersion {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for PythonVersion {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minor_version_alone() {
        assert_eq!("3.13".parse::<PythonVersion>().unwrap().to_string(), "3.13");
        assert_eq!("3.9".parse::<PythonVersion>().unwrap(), PythonVersion { minor: 9 });
        for unsound in
            ["", "3", "3.", "3.13.1", "3.013", "2.7", "4.0", "3.x", ">=3.11", "3.13-slim", "3.999", "3.13t"]
        {
            assert!(unsound.parse::<PythonVersion>().is_err(), "{unsound}");
        }
    }

    #[test]
    fn versions_are_ordered_as_numbers() {
        assert!("3.9".parse::<PythonVersion>().unwrap() < "3.13".parse().unwrap());
    }
}
