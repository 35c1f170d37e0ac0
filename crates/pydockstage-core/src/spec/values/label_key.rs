use super::fault;
use crate::names::{NameError, name_type};
use std::str::FromStr;

/// The key of an image's label: `org.opencontainers.image.title`.
///
/// Letters, digits and `- . _ /`, a letter or a digit at both ends: what Docker's guidelines for labels ask for, and
/// the capitals and `/` that are in use besides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelKey(String);

name_type!(LabelKey);

impl FromStr for LabelKey {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| Err(fault("key of a label", text, reason));
        let bytes = text.as_bytes();
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return fault("it is empty") };
        if !bytes.iter().all(|b| b.is_ascii_alphanumeric() || b"-._/".contains(b)) {
            return fault("only letters, digits and - . _ / may stand in it");
        }
        if !first.is_ascii_alphanumeric() || !last.is_ascii_alphanumeric() {
            return fault("it must begin and end with a letter or a digit");
        }
        if bytes.len() > 256 {
            return fault("it is longer than 256 characters");
        }
        Ok(Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_in_use_are_taken() {
        for sound in
            ["org.opencontainers.image.title", "maintainer", "com.example/key", "io.k8s.display-name"]
        {
            assert!(sound.parse::<LabelKey>().is_ok(), "{sound}");
        }
        for unsound in ["", "a b", "a=b", ".a", "a.", "\"a\"", "a\n"] {
            assert!(unsound.parse::<LabelKey>().is_err(), "{unsound}");
        }
    }
}
