use super::{NameError, name_type};
use std::str::FromStr;

/// The name of a requirement set: what the build argument `REQS` picks.
///
/// It is a file's stem, a dependency group or an extra, and it becomes a path inside the build, so it has letters,
/// digits and `- _ .` alone and begins with a letter or a digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetName(String);

name_type!(SetName);

impl FromStr for SetName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| Err(NameError::new("name of a requirement set", text, reason));
        match text.as_bytes() {
            [] => fault("it is empty"),
            [first, ..] if !first.is_ascii_alphanumeric() => fault("it must begin with a letter or a digit"),
            bytes if bytes.len() > 128 => fault("it is longer than 128 characters"),
            bytes if bytes.iter().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b)) => {
                Ok(Self(text.to_owned()))
            }
            _ => fault("only letters, digits and - _ . may stand in it"),
        }
    }
}
