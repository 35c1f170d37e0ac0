use super::fault;
use crate::names::{NameError, name_type};
use std::str::FromStr;

/// What tells a cache, a secret or an agent from others: `npm`, `github-token`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MountName(String);

name_type!(MountName);

impl FromStr for MountName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let sound = |b: u8| b.is_ascii_alphanumeric() || b"-_./".contains(&b);
        if (1..=128).contains(&text.len()) && text.bytes().all(sound) {
            Ok(Self(text.to_owned()))
        } else {
            Err(fault("name of a mount", text, "it is up to 128 letters, digits and - _ . /"))
        }
    }
}

/// An amount of memory: a number of bytes, or with `k`, `m` or `g` behind it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemorySize(String);

name_type!(MemorySize);

impl FromStr for MemorySize {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let digits = text.strip_suffix(['k', 'm', 'g']).unwrap_or(text);
        if (1..=12).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(fault(
                "amount of memory",
                text,
                "it is a number of bytes, or one with k, m or g behind it, as 64m",
            ))
        }
    }
}
