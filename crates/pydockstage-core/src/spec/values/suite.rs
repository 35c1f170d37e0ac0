use super::fault;
use crate::names::{NameError, name_type};
use std::str::FromStr;

/// A suite or a component of a repository: `trixie`, `trixie/updates`, `non-free-firmware`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Suite(String);

name_type!(Suite);

impl FromStr for Suite {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let sound = |b: u8| b.is_ascii_alphanumeric() || b"-_./+".contains(&b);
        if (1..=128).contains(&text.len()) && text.bytes().all(sound) && !text.starts_with('-') {
            Ok(Self(text.to_owned()))
        } else {
            Err(fault("suite or component", text, "it is letters, digits and - _ . / +"))
        }
    }
}

/// The name that a repository is called by: `nodesource`. Its key and its source are files of that name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepositoryName(String);

name_type!(RepositoryName);

impl FromStr for RepositoryName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let sound = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if (1..=64).contains(&text.len()) && text.bytes().all(sound) && !text.starts_with('-') {
            Ok(Self(text.to_owned()))
        } else {
            Err(fault("name of a repository", text, "it is lower-case letters, digits and -"))
        }
    }
}
