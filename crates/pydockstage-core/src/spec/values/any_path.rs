use super::fault;
use crate::names::{NameError, name_type};
use std::str::FromStr;

/// A path of the project or of a stage: which of the two, the keys beside it say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AnyPath(String);

name_type!(AnyPath);

impl AnyPath {
    /// Whether it begins at the root of a stage.
    pub fn is_absolute(&self) -> bool {
        self.0.starts_with('/')
    }
}

impl FromStr for AnyPath {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| Err(fault("path", text, reason));
        if text.is_empty() {
            return fault("it is empty");
        }
        if text.len() > 1024 {
            return fault("it is longer than 1024 characters");
        }
        if text.chars().any(char::is_control) {
            return fault("a control character stands in it");
        }
        if text.split('/').any(|part| part == "..") {
            return fault("`..` may not stand in it");
        }
        Ok(Self(text.to_owned()))
    }
}
