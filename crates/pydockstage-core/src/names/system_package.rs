use super::{NameError, name_type};
use std::str::FromStr;

/// A package of a distribution, such as `libldap2-dev`: what `apt-get`, `apk` or `dnf` is given to install.
///
/// The characters are those that Debian Policy 5.6.1, Alpine's and RPM's names have between them (letters, digits and
/// `+ - . _`), and the first is a letter or a digit, so that a name is never an option nor a second shell word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SystemPackage(String);

name_type!(SystemPackage);

impl FromStr for SystemPackage {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| Err(NameError::new("system package", text, reason));
        match text.as_bytes() {
            [] => fault("it is empty"),
            [first, ..] if !first.is_ascii_alphanumeric() => fault("it must begin with a letter or a digit"),
            [_] => fault("it must have at least two characters"),
            // apt-get takes a hyphen there for the wish to remove the package.
            [.., b'-'] => fault("it may not end with a hyphen"),
            bytes if bytes.len() > 128 => fault("it is longer than 128 characters"),
            bytes if bytes.iter().all(|b| b.is_ascii_alphanumeric() || b"+-._".contains(b)) => {
                Ok(Self(text.to_owned()))
            }
            _ => fault("only letters, digits and + - . _ may stand in it"),
        }
    }
}
