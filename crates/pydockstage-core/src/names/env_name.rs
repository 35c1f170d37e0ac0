use super::{NameError, name_type};
use std::str::FromStr;

/// The name of an environment variable or a build argument: a letter or `_`, then letters, digits and `_`
/// (POSIX.1-2017, base definitions 3.235), so that `$NAME` means the same to the builder and to the shell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnvName(String);

name_type!(EnvName);

impl FromStr for EnvName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| Err(NameError::new("name of an environment variable", text, reason));
        match text.as_bytes() {
            [] => fault("it is empty"),
            [first, ..] if !(first.is_ascii_alphabetic() || *first == b'_') => {
                fault("it must begin with a letter or _")
            }
            bytes if bytes.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_') => {
                Ok(Self(text.to_owned()))
            }
            _ => fault("only letters, digits and _ may stand in it"),
        }
    }
}
