use super::fault;
use crate::names::{NameError, name_type};
use std::str::FromStr;

/// The address of a file that the builder fetches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WebAddress(String);

name_type!(WebAddress);

impl FromStr for WebAddress {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| Err(fault("address", text, reason));
        let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else {
            return fault("it begins with https:// or http://");
        };
        if text.len() > 2048 {
            return fault("it is longer than 2048 characters");
        }
        if !text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~:/?#[]@!&()*+,;=%".contains(&b)) {
            return fault("only what RFC 3986 allows may stand in it; write other characters as %20");
        }
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if host.is_empty() {
            return fault("it names no host");
        }
        if host.contains('@') {
            return fault("a name or a password for its host would stay in the image's history");
        }
        Ok(Self(text.to_owned()))
    }
}

/// The digest by which a fetched file is known: `sha256:` and 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Checksum(String);

name_type!(Checksum);

impl Checksum {
    /// The digits alone.
    pub fn hexadecimal(&self) -> &str {
        self.0.strip_prefix("sha256:").unwrap_or(&self.0)
    }
}

impl FromStr for Checksum {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let digits = text.strip_prefix("sha256:").unwrap_or_default();
        if digits.len() == 64 && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            Ok(Self(text.to_owned()))
        } else {
            Err(fault("checksum", text, "it is sha256: and 64 hexadecimal digits in lower case"))
        }
    }
}
