use super::fault;
use crate::names::{NameError, name_type};
use std::str::FromStr;

/// An exact version of a program, as `2.5.1`: a version of PEP 440, and of its characters only what is also a tag of an
/// image.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ToolVersion(String);

name_type!(ToolVersion);

impl FromStr for ToolVersion {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| Err(fault("exact version", text, reason));
        if text.parse::<pep440_rs::Version>().is_err() {
            return fault("it is a version alone, as in 2.5.1");
        }
        if !text.starts_with(|first: char| first.is_ascii_digit())
            || !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
            || text.len() > 64
        {
            return fault("it has only digits, letters and dots, and begins with a digit");
        }
        Ok(Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_and_nothing_else() {
        for sound in ["2.5.1", "2026.10.3", "1.0rc1", "1.0.post1"] {
            assert_eq!(sound.parse::<ToolVersion>().unwrap().as_str(), sound);
        }
        for unsound in ["", "latest", ">=2", "2.5.*", "v2.5", "1!2.0", "1.0+local", "2.5 ", "2.5;x", "1.0-1"]
        {
            assert!(unsound.parse::<ToolVersion>().is_err(), "{unsound}");
        }
    }
}
