use super::{LONGEST_TEXT, fault};
use crate::names::{NameError, name_type};
use std::str::FromStr;

/// A text of one line: the value of an environment variable or of a label. It may be empty.
///
/// `ENV` and `LABEL` end with their line, and inside quotes the builder reads no escape for a line break, so there is
/// no way to write one. Of the control characters it may hold tabs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OneLine(String);

name_type!(OneLine);

impl FromStr for OneLine {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| Err(fault("text of one line", text, reason));
        if text.len() > LONGEST_TEXT {
            return fault("it is longer than 64 KiB");
        }
        match text.chars().find(|c| c.is_control() && *c != '\t') {
            None => Ok(Self(text.to_owned())),
            Some('\0') => fault("a NUL stands in it"),
            Some('\n' | '\r') => {
                fault("a line break stands in it, and a Dockerfile has no way to write one here")
            }
            Some(_) => fault("a control character stands in it"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_any_text() {
        for sound in ["", "a\tb", "$x \"y\" 'z' \\ #", "d\u{e9}j\u{e0} vu"] {
            assert_eq!(sound.parse::<OneLine>().unwrap().as_str(), sound);
        }
        for unsound in ["a\nb", "a\r", "a\0", "\u{1b}[2J", "\u{85}"] {
            assert!(unsound.parse::<OneLine>().is_err(), "{unsound:?}");
        }
    }
}
