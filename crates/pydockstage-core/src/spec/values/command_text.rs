use super::{ExecForm, LONGEST_TEXT, fault};
use crate::names::{NameError, name_type};
use std::fmt;
use std::str::FromStr;

/// A text for the POSIX shell, over one line or several. The shell reads it as it stands: nobody quotes or expands
/// anything in it before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShellScript(String);

name_type!(ShellScript);

impl FromStr for ShellScript {
    type Err = NameError;

    /// Linux takes up to 128 KiB as one argument (`MAX_ARG_STRLEN`), and the shell gets the text as one.
    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| Err(fault("text for the shell", text, reason));
        if text.trim().is_empty() {
            return fault("nothing stands in it");
        }
        if text.len() > LONGEST_TEXT {
            return fault("it is longer than 64 KiB: put it into a file of the project, and run that");
        }
        match text.chars().find(|c| c.is_control() && *c != '\n' && *c != '\t') {
            None => Ok(Self(text.to_owned())),
            Some('\0') => fault("a NUL stands in it"),
            Some('\r') => fault("a carriage return stands in it, which the shell takes for part of a word"),
            Some(_) => fault("a control character stands in it"),
        }
    }
}

/// What a step runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnCommand {
    /// A program and its arguments, which no shell reads.
    Words(ExecForm),
    /// A text for the shell.
    Script(ShellScript),
}

impl fmt::Display for OwnCommand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(words) => f.write_str(&words.words().join(" ")),
            Self::Script(script) => script.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_that_a_shell_can_be_handed() {
        for sound in ["true", "a\nb", "echo 'x' \"$y\" # z \\", "\techo d\u{e9}j\u{e0}"] {
            assert_eq!(sound.parse::<ShellScript>().unwrap().as_str(), sound);
        }
        for unsound in ["", " \n", "a\0", "a\r\nb", "\u{1b}", &"a".repeat(LONGEST_TEXT + 1)] {
            assert!(unsound.parse::<ShellScript>().is_err());
        }
    }
}
