use super::{NameError, name_type};
use std::str::FromStr;

/// The name of a stage, as it stands behind `AS`.
///
/// BuildKit takes lower-case letters, digits and `- _ .`, a letter first (`frontend/dockerfile/dockerfile2llb`), and
/// its checks reserve `scratch` and `context`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StageName(String);

name_type!(StageName);

impl FromStr for StageName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| Err(NameError::new("stage name", text, reason));
        match text.as_bytes() {
            [] => fault("it is empty"),
            [first, ..] if !first.is_ascii_lowercase() => fault("it must begin with a lower-case letter"),
            b"scratch" | b"context" => fault("the builder reserves it"),
            bytes if bytes.len() > 128 => fault("it is longer than 128 characters"),
            bytes
                if bytes
                    .iter()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_.".contains(b)) =>
            {
                Ok(Self(text.to_owned()))
            }
            _ => fault("only lower-case letters, digits and - _ . may stand in it"),
        }
    }
}
