use super::error::check_one_line;
use super::{Comment, Escape, SyntaxError, json};

/// The shell form: a text that the builder hands on as it stands, over one line or several.
///
/// A line goes on in the next one; comment lines and empty lines between them mean nothing. Blanks inside are kept,
/// for they can be part of a quoted string.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ShellText {
    /// The first and the last are texts.
    pieces: Vec<Piece>,
}

/// A line of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Piece {
    /// What the line adds to the text: all up to the escape character at its end, blanks before that too.
    Text(String),
    /// A comment line.
    Comment(Comment),
    /// An empty line; the builder warns of it.
    Blank,
}

const KIND: &str = "a command in shell form";

impl ShellText {
    /// A command that may go over several lines. A line break is a continued line, not the end of a command: join
    /// commands with `&&`. The blanks at the beginning of a line are kept; a line that begins with `#` is a comment;
    /// a single backslash at the end of a line is the same line break written out.
    ///
    /// ```
    /// use pydockstage_core::dockerfile::ShellText;
    /// let text = ShellText::new("apt-get update\n    && apt-get install --yes libldap2-dev")?;
    /// assert_eq!(text.joined(), "apt-get update     && apt-get install --yes libldap2-dev");
    /// # Ok::<(), pydockstage_core::dockerfile::SyntaxError>(())
    /// ```
    pub fn new(text: &str) -> Result<Self, SyntaxError> {
        let text = text.trim();
        let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
        let mut pieces = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let start = line.trim_start();
            let piece = if index > 0 && start.is_empty() {
                Piece::Blank
            } else if let (true, Some(comment)) = (index > 0, start.strip_prefix('#')) {
                Piece::Comment(Comment::exact(comment)?)
            } else if index + 1 < lines.len() {
                let line = if Escape::Backslash.continues(line) {
                    line.trim_end_matches([' ', '\t']).trim_end_matches('\\')
                } else {
                    line
                };
                let blank = if line.ends_with([' ', '\t']) { "" } else { " " };
                Piece::Text(format!("{line}{blank}"))
            } else {
                Piece::Text((*line).to_owned())
            };
            pieces.push(piece);
        }
        Self::from_pieces(pieces)
    }

    /// The lines one by one, to the letter.
    ///
    /// Fails where the builder would read something else: no text first or last, blanks at either end of the whole, a
    /// later line that begins with `#`, an array of JSON (that is the exec form).
    pub fn from_pieces(pieces: Vec<Piece>) -> Result<Self, SyntaxError> {
        let text = Self { pieces };
        let joined = text.joined();
        let fault = |reason| Err(SyntaxError::new(KIND, joined.clone(), reason));
        let (Some(Piece::Text(first)), Some(Piece::Text(last))) = (text.pieces.first(), text.pieces.last())
        else {
            return fault("its first and last line must be text");
        };
        if first.trim().is_empty() || last.trim().is_empty() {
            return fault("its first or last line is empty");
        }
        if first.starts_with(char::is_whitespace) || last.ends_with(char::is_whitespace) {
            return fault("a blank stands at its beginning or end");
        }
        for (index, line) in text.texts().enumerate() {
            check_one_line(KIND, line)?;
            if index > 0 && line.trim_start().starts_with('#') {
                return fault("a line that begins with # would be a comment");
            }
        }
        if json::is_array(&joined) {
            return fault("an array of JSON is the exec form");
        }
        Ok(text)
    }

    /// The lines.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The text as the builder sees it: all lines as one.
    pub fn joined(&self) -> String {
        self.texts().collect()
    }

    /// Whether the builder sees that at the beginning.
    pub(super) fn begins_with(&self, sign: &str) -> bool {
        let mut signs = sign.chars();
        let mut characters = self.texts().flat_map(str::chars);
        signs.all(|sign| characters.next() == Some(sign))
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(text) => Some(text.as_str()),
            Piece::Comment(_) | Piece::Blank => None,
        })
    }

    /// Whether the text stays the same in a file with this escape character: `dir C:\` can't end a line where the
    /// backslash continues it.
    pub(super) fn fits(&self, escape: Escape) -> bool {
        self.pieces.iter().enumerate().all(|(index, piece)| match piece {
            Piece::Text(text) if index + 1 < self.pieces.len() => !text.ends_with(escape.character()),
            Piece::Text(text) => !escape.continues(text),
            Piece::Comment(_) | Piece::Blank => true,
        })
    }
}

impl std::str::FromStr for ShellText {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, SyntaxError> {
        Self::new(text)
    }
}
