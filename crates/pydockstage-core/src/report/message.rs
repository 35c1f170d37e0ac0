use super::shown::{Colored, Palette, shown};
use std::fmt;

/// A place in a file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Place {
    /// The file, relative to the project's root where it lies inside.
    pub path: String,
    /// The line, counted from 1; none where the file as a whole is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The column, in characters, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// How many characters are meant, from the column on; at least 1 wherever there is a column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<usize>,
    /// The text of the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Place {
    /// A file as a whole.
    pub fn file(path: impl Into<String>) -> Self {
        Self { path: path.into(), ..Self::default() }
    }

    /// A whole line of a file, `line` counted from 1, with its text.
    pub fn line(path: impl Into<String>, line: usize, source: impl Into<String>) -> Self {
        Self { path: path.into(), line: Some(line), source: Some(source.into()), ..Self::default() }
    }

    /// The place of the bytes `span` of `text`, the content of the file at `path`. A span that goes over several
    /// lines is cut at the end of its first; of a line that no terminal shows, nothing is shown.
    pub fn span(path: impl Into<String>, text: &str, span: std::ops::Range<usize>) -> Self {
        let start = floor(text, span.start);
        let end = floor(text, span.end).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let source = text[line_start..line_end].trim_end_matches('\r');
        let width = text[start..end.min(line_end)].trim_end_matches('\r').chars().count().max(1);
        Self {
            path: path.into(),
            line: Some(text[..start].matches('\n').count() + 1),
            column: Some(text[line_start..start].chars().count() + 1),
            width: Some(width),
            source: (source.len() <= LONGEST_LINE).then(|| source.to_owned()),
        }
    }
}

/// How long a line of a file is that a message shows, in bytes.
const LONGEST_LINE: usize = 4096;

/// The nearest boundary of a character at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        Ok(())
    }
}

/// What is said about one fault.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Message {
    /// The fault's own short name, in kebab case, stable over versions: `include-loop`.
    pub code: &'static str,
    /// What happened, with the offending value, in one sentence without a full stop.
    pub what: String,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What else helps to see it: the chain of includes, the names there are.
    pub notes: Vec<String>,
    /// What to write or do instead; several lines where a file's content is shown.
    pub help: Vec<String>,
}

impl Message {
    /// A message that so far only says what happened.
    pub fn new(code: &'static str, what: impl Into<String>) -> Self {
        Self { code, what: what.into(), place: None, notes: Vec::new(), help: Vec::new() }
    }

    /// Says where.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says where its owner asked for what went wrong: in a file, or by an argument.
    pub(crate) fn asked_at(self, origin: &crate::spec::Origin) -> Self {
        match origin.place() {
            Some(place) => self.at(place),
            None => self.note(format!("asked for by {origin}")),
        }
    }

    /// Adds what helps to see it.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Adds what to write or do instead.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// The same text with the escape sequences that color it, for a terminal that knows them. No color says anything
    /// that the text does not.
    pub fn colored(&self) -> Colored<'_> {
        Colored(self)
    }
}

/// The message as it stands on a terminal, over several lines, the last without a line break. Control characters of
/// a value are shown escaped: what a file holds can't move the cursor.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        shown(self, &Palette::PLAIN, f)
    }
}

impl std::error::Error for Message {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_with_its_line_is_underlined() {
        let text = "a = 1\nbase = \"debian\"\n";
        let message = Message::new("bad-release", "`debian` is no release")
            .at(Place::span("pydockstage.toml", text, 13..21))
            .help("write base = \"debian:trixie\"");
        insta::assert_snapshot!(message.to_string(), @r#"
        error[bad-release]: `debian` is no release
          --> pydockstage.toml:2:8
          |
        2 | base = "debian"
          |        ^^^^^^^^
          = help: write base = "debian:trixie"
        "#);
    }

    #[test]
    fn control_characters_are_shown_and_the_caret_still_stands_below() {
        let text = "x\u{1b}[2J = 1";
        let message = Message::new("x", "y").at(Place::span("f", text, 6..7));
        assert!(message.to_string().contains("x\\u{1b}[2J"));
        assert!(!message.to_string().contains('\u{1b}'));
    }
}
