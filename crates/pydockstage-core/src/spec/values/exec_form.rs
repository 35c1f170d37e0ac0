use super::{LONGEST_TEXT, fault};
use crate::names::NameError;

/// A command in exec form: a program and its arguments, each a word of its own from here to the kernel. No shell
/// reads it, so nothing in a word needs quoting.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct ExecForm(Vec<String>);

impl ExecForm {
    /// The command of these words, the program first.
    ///
    /// It has at least one word, the program is not empty, and no word has a NUL or another control character than
    /// tab and line break: the kernel ends a word at a NUL.
    pub fn new(words: Vec<String>) -> Result<Self, NameError> {
        match words.first() {
            None => return Err(fault(KIND, "", "it has no words")),
            Some(program) if program.is_empty() => {
                return Err(fault(KIND, "", "its first word, the program, is empty"));
            }
            Some(_) => {}
        }
        words.iter().try_for_each(|word| Self::check_word(word))?;
        Ok(Self(words))
    }

    /// The words, the program first.
    pub fn words(&self) -> &[String] {
        &self.0
    }

    /// Whether `word` can stand in a command.
    pub(crate) fn check_word(word: &str) -> Result<(), NameError> {
        if word.len() > LONGEST_TEXT {
            return Err(fault("word of a command", word, "it is longer than 64 KiB"));
        }
        if word.contains('\0') {
            return Err(fault("word of a command", word, "a NUL stands in it"));
        }
        if word.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            return Err(fault("word of a command", word, "a control character stands in it"));
        }
        Ok(())
    }
}

const KIND: &str = "command";

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &[&str]) -> Result<ExecForm, NameError> {
        ExecForm::new(words.iter().map(|&word| word.to_owned()).collect())
    }

    #[test]
    fn a_word_may_hold_what_a_shell_would_read() {
        let command = of(&["python", "-c", "import os\nprint('$(x); \"y\"')", ""]).unwrap();
        assert_eq!(command.words().len(), 4);
    }

    #[test]
    fn a_word_may_not_hold_what_the_kernel_cannot_take() {
        assert_eq!(of(&[]).unwrap_err().reason, "it has no words");
        assert_eq!(of(&["", "x"]).unwrap_err().reason, "its first word, the program, is empty");
        assert_eq!(of(&["x", "a\0b"]).unwrap_err().reason, "a NUL stands in it");
        assert_eq!(of(&["x", "a\u{1b}b"]).unwrap_err().reason, "a control character stands in it");
        assert!(of(&["x", &"a".repeat(LONGEST_TEXT + 1)]).is_err());
    }
}
