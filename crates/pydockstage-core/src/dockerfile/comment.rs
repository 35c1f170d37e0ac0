use super::SyntaxError;
use super::error::check_one_line;

/// A comment line: what stands behind its `#`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Comment(String);

/// What can stand between the lines of one instruction, and means nothing to the builder.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Note {
    /// A comment line.
    Comment(Comment),
    /// An empty line; the builder warns of it.
    Blank,
}

impl Comment {
    /// A comment for people: a blank is put behind the `#`.
    pub fn new(text: &str) -> Result<Self, SyntaxError> {
        Self::exact(format!(" {text}"))
    }

    /// What stands behind the `#`, to the letter, for tools that look for their own sign: `checkov:skip=…`.
    /// Blanks at the end are dropped.
    pub fn exact(text: impl Into<String>) -> Result<Self, SyntaxError> {
        let text = text.into();
        check_one_line("a comment", &text)?;
        Ok(Self(text.trim_end().to_owned()))
    }

    /// What stands behind the `#`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Comment> for Note {
    fn from(comment: Comment) -> Self {
        Self::Comment(comment)
    }
}
