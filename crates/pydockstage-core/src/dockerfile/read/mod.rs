//! The reader: from text to tree, as the builder's own parser sees it (`moby/buildkit`, `frontend/dockerfile`).

mod fault;
mod flags;
mod instruction;
mod logical;
mod mounts;
mod words;

pub use fault::{Fault, ParseError};

use super::directive::directive;
use super::heredoc::ends;
use super::tree::check_escape;
use super::{Comment, DirectiveValue, Directives, Dockerfile, Escape, Item, Note, Opener, Statement};
use fault::LineFault;
use instruction::{Placed, heredocs, instruction};
use logical::{Line, Logical, PlacedNote, lines};
use std::ops::{Range, RangeInclusive};

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The file.
    pub tree: Dockerfile,
    /// Where each of the tree's items stands, in their order.
    pub positions: Vec<Position>,
}

/// Where an item stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Its lines, counted from 1; the bodies of its heredocs belong to it.
    pub lines: RangeInclusive<usize>,
    /// Its bytes, without the line break at its end.
    pub span: Range<usize>,
}

/// Reads a Dockerfile.
///
/// The tree is what the file means: keywords come in upper case, flags in the order of the writer, blanks between
/// words, quotes and the old `ENV NAME value` are those that the writer would write, and a flag that says what is so
/// anyway is left out. Comments, empty lines, the places where lines are broken and the lines of commands stay. A
/// comment inside an instruction that has no place there, since nothing but blanks follows, comes behind it.
pub fn parse(text: &str) -> Result<Parsed, ParseError> {
    if let Some(at) = text.find('\0') {
        return Err(ParseError::new(Fault::ControlCharacter, text, at..at + 1));
    }
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = Reader {
        text,
        lines: lines(text, start),
        next: 0,
        directives: Directives::default(),
        items: Vec::new(),
        positions: Vec::new(),
    };
    reader.read_directives()?;
    while reader.next < reader.lines.len() {
        reader.read_item()?;
    }
    let end = text.len();
    let tree = Dockerfile::new(reader.directives, reader.items)
        .map_err(|error| ParseError::new(Fault::Value(error), text, end..end))?;
    Ok(Parsed { tree, positions: reader.positions })
}

struct Reader<'a> {
    text: &'a str,
    lines: Vec<Line<'a>>,
    /// The index of the line that comes next.
    next: usize,
    directives: Directives,
    items: Vec<Item>,
    positions: Vec<Position>,
}

impl Reader<'_> {
    fn read_directives(&mut self) -> Result<(), ParseError> {
        while let Some(line) = self.lines.get(self.next) {
            let Some((name, value)) = line.comment().and_then(|(comment, _)| directive(comment)) else {
                break;
            };
            let fault = |fault| ParseError::new(fault, self.text, line.span());
            let read = || DirectiveValue::new(value).map_err(|error| fault(Fault::Value(error)));
            let twice = match name.as_str() {
                "syntax" => self.directives.syntax.replace(read()?).is_some(),
                "check" => self.directives.check.replace(read()?).is_some(),
                _ => {
                    let escape = match value {
                        "\\" => Escape::Backslash,
                        "`" => Escape::Backtick,
                        _ => return Err(fault(Fault::BadEscape)),
                    };
                    self.directives.escape.replace(escape).is_some()
                }
            };
            if twice {
                return Err(fault(Fault::DirectiveTwice { name }));
            }
            self.next += 1;
        }
        Ok(())
    }

    fn read_item(&mut self) -> Result<(), ParseError> {
        let first = self.next;
        let line = self.lines[first];
        if let Some((comment, start)) = line.comment() {
            let comment = Comment::exact(comment.replace('\r', " ")).unwrap_or_default();
            self.push(comment, first..first + 1, start..line.span().end);
            self.next += 1;
        } else if line.content().trim_start().is_empty() {
            self.push(Item::Blank, first..first + 1, line.start..line.start);
            self.next += 1;
        } else {
            self.read_statement()?;
        }
        Ok(())
    }

    fn read_statement(&mut self) -> Result<(), ParseError> {
        let escape = self.directives.escape.unwrap_or_default();
        let logical = Logical::read(&self.lines, self.next, escape);
        if let Some(at) = logical.text.find('\r') {
            let at = logical.in_file(at);
            return Err(ParseError::new(Fault::ControlCharacter, self.text, at..at + 1));
        }
        self.next = logical.lines.end;
        let text = self.text;
        let placed = |fault: LineFault| ParseError::new(fault.fault, text, logical.span(&fault.at));
        let openers = heredocs(&logical.text).map_err(placed)?;
        let bodies = self.read_bodies(&openers, &logical)?;
        let read = instruction(&logical, 0, escape, bodies).map_err(placed)?;
        // A file can end in `\ \`: then the text does end in the escape character, and can't be written again.
        check_escape(&read.instruction, escape)
            .map_err(|error| placed(LineFault::new(Fault::Value(error), 0..logical.text.trim_end().len())))?;
        self.push_statement(read, &logical);
        Ok(())
    }

    fn read_bodies(&mut self, openers: &[Opener], logical: &Logical) -> Result<Vec<String>, ParseError> {
        let mut bodies = Vec::new();
        for opener in openers {
            let mut body = String::new();
            loop {
                let Some(line) = self.lines.get(self.next) else {
                    let fault = Fault::UnterminatedHeredoc { name: opener.name.clone() };
                    let line = 0..logical.text.len();
                    return Err(ParseError::new(fault, self.text, logical.span(&line)));
                };
                self.next += 1;
                if ends(opener, line.raw) {
                    break;
                }
                body.push_str(line.raw);
            }
            bodies.push(body);
        }
        Ok(bodies)
    }

    /// Adds a statement with the breaks of its line. Before it come the notes that stood before its keyword, behind
    /// it those that have no place in it.
    fn push_statement(&mut self, read: Placed, logical: &Logical) {
        let Placed { instruction, words, text } = read;
        let mut statement = Statement::new(instruction);
        let mut before = Vec::new();
        let mut homeless = Vec::new();
        let mut breaks: Vec<Option<Vec<PlacedNote>>> = words.iter().map(|_| None).collect();
        for line_break in &logical.breaks {
            let at = line_break.at;
            if text.as_ref().is_some_and(|text| text.start < at && at < text.end) {
                continue;
            }
            let inside = words.iter().any(|word| word.start < at && at < word.end);
            let next = words
                .iter()
                .enumerate()
                .filter(|(_, word)| word.start >= at)
                .min_by_key(|(_, word)| word.start);
            match next {
                Some((0, _)) => before.extend(line_break.notes.iter().cloned()),
                // Inside a word the break itself says nothing.
                Some((index, _)) if !(inside && line_break.notes.is_empty()) => {
                    breaks[index].get_or_insert_default().extend(line_break.notes.iter().cloned());
                }
                Some(_) => {}
                None => homeless.extend(line_break.notes.iter().cloned()),
            }
        }
        for (index, notes) in breaks.into_iter().enumerate() {
            let Some(notes) = notes else { continue };
            let plain = notes.iter().map(|placed| placed.note.clone()).collect();
            match statement.clone().break_before(index, plain) {
                Ok(broken) => statement = broken,
                Err(_) => homeless.extend(notes),
            }
        }
        homeless.extend(logical.trailing.iter().cloned());
        self.push_notes(before);
        let lines = logical.lines.start..self.next;
        let start = logical.in_file(0);
        let end = self.lines[lines.end - 1].span().end;
        self.push(statement, lines, start..end);
        self.push_notes(homeless);
    }

    fn push_notes(&mut self, notes: Vec<PlacedNote>) {
        for PlacedNote { note, line } in notes {
            let item = match note {
                Note::Comment(comment) => Item::Comment(comment),
                Note::Blank => Item::Blank,
            };
            let span = self.lines[line].span();
            self.push(item, line..line + 1, span);
        }
    }

    fn push(&mut self, item: impl Into<Item>, lines: Range<usize>, span: Range<usize>) {
        self.items.push(item.into());
        self.positions.push(Position { lines: lines.start + 1..=lines.end, span });
    }
}
