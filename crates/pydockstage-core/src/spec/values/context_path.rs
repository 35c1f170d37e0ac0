use super::fault;
use crate::names::{NameError, name_type};
use std::str::FromStr;

/// The folder that is the build context, as steps up from the project's own: `.`, `..`, `../..`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContextPath(String);

name_type!(ContextPath);

impl FromStr for ContextPath {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let trimmed = text.trim_end_matches('/');
        let is_up = trimmed == "." || (!trimmed.is_empty() && trimmed.split('/').all(|part| part == ".."));
        if is_up && trimmed.len() < 100 {
            Ok(Self(trimmed.to_owned()))
        } else {
            Err(fault("build context", text, "it is the project's folder or one above it, as . or ../.."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_steps_up_lead_to_a_folder_that_holds_the_project() {
        for sound in [".", "..", "../..", "../"] {
            assert!(sound.parse::<ContextPath>().is_ok(), "{sound}");
        }
        for unsound in ["", "/", "/srv", "../lib", "lib", "..x", ".. /.."] {
            assert!(unsound.parse::<ContextPath>().is_err(), "{unsound}");
        }
    }
}
