//! From the lines of the file to the logical lines that the builder sees: a line that ends with the escape character
//! goes on in the next one, and comment lines and empty lines between them are passed over
//! (`frontend/dockerfile/parser/parser.go`).

use crate::dockerfile::{Comment, Escape, Note};
use std::ops::Range;

/// A line of the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// Its first byte in the file.
    pub(super) start: usize,
    /// All of it, with the line break.
    pub(super) raw: &'a str,
}

impl<'a> Line<'a> {
    /// The line without what ends it.
    pub(super) fn content(&self) -> &'a str {
        self.raw.trim_end_matches(['\r', '\n'])
    }

    /// The bytes of the file that it takes, without what ends it.
    pub(super) fn span(&self) -> Range<usize> {
        self.start..self.start + self.content().len()
    }

    /// What stands behind the `#`, and the byte of the file at which the `#` stands; none where it is no comment.
    pub(super) fn comment(&self) -> Option<(&'a str, usize)> {
        let content = self.content();
        let trimmed = content.trim_start();
        Some((trimmed.strip_prefix('#')?, self.start + content.len() - trimmed.len()))
    }
}

/// The lines of a file, from a byte on.
pub(super) fn lines(text: &str, from: usize) -> Vec<Line<'_>> {
    let mut start = from;
    let mut lines = Vec::new();
    for raw in text[from..].split_inclusive('\n') {
        lines.push(Line { start, raw });
        start += raw.len();
    }
    lines
}

/// A comment or an empty line inside a logical line, and the index of its line in the file.
#[derive(Debug, Clone)]
pub(super) struct PlacedNote {
    pub(super) note: Note,
    pub(super) line: usize,
}

/// Where a logical line goes on in another line of the file.
#[derive(Debug)]
pub(super) struct Break {
    /// The byte of the logical line.
    pub(super) at: usize,
    /// What stands between the two.
    pub(super) notes: Vec<PlacedNote>,
}

/// What the builder sees as one line.
#[derive(Debug)]
pub(super) struct Logical {
    /// Its text, the lines put together without anything between them.
    pub(super) text: String,
    /// In order.
    pub(super) breaks: Vec<Break>,
    /// Notes behind the last text, where the file ends in a continued line.
    pub(super) trailing: Vec<PlacedNote>,
    /// The indexes of its lines in the file.
    pub(super) lines: Range<usize>,
    /// For each line with a text: its first byte in the text, and in the file.
    segments: Vec<(usize, usize)>,
}

impl Logical {
    /// Reads the logical line that begins with the line `first`, which is neither empty nor a comment.
    pub(super) fn read(lines: &[Line<'_>], first: usize, escape: Escape) -> Self {
        let content = lines[first].content();
        let mut logical = Self {
            text: String::new(),
            breaks: Vec::new(),
            trailing: Vec::new(),
            lines: first..first + 1,
            segments: Vec::new(),
        };
        let mut line = content.trim_start();
        let mut start = lines[first].start + content.len() - line.len();
        loop {
            logical.segments.push((logical.text.len(), start));
            let Some(kept) = continued(line, escape) else {
                logical.text.push_str(line);
                return logical;
            };
            logical.text.push_str(kept);
            let mut notes = Vec::new();
            loop {
                let index = logical.lines.end;
                let Some(next) = lines.get(index) else {
                    logical.trailing = notes;
                    return logical;
                };
                logical.lines.end += 1;
                if let Some((comment, _)) = next.comment() {
                    // What a line holds has no line break in it; a NUL is found before.
                    let comment = Comment::exact(comment.replace('\r', " ")).unwrap_or_default();
                    notes.push(PlacedNote { note: Note::Comment(comment), line: index });
                } else if next.content().trim_start().is_empty() {
                    notes.push(PlacedNote { note: Note::Blank, line: index });
                } else {
                    logical.breaks.push(Break { at: logical.text.len(), notes });
                    line = next.content();
                    start = next.start;
                    break;
                }
            }
        }
    }

    /// The byte of the file at which a byte of the text stands.
    pub(super) fn in_file(&self, at: usize) -> usize {
        let (text, file) =
            self.segments.iter().rev().find(|(text, _)| *text <= at).copied().unwrap_or_default();
        file + (at - text)
    }

    /// The bytes of the file from the first to the last of these bytes of the text.
    pub(super) fn span(&self, at: &Range<usize>) -> Range<usize> {
        let start = self.in_file(at.start);
        if at.is_empty() { start..start } else { start..self.in_file(at.end - 1) + 1 }
    }
}

/// What a continued line adds; none where the line ends there.
fn continued(line: &str, escape: Escape) -> Option<&str> {
    escape.continues(line).then(|| {
        let line = line.trim_end_matches([' ', '\t']);
        &line[..line.len() - escape.character().len_utf8()]
    })
}
