use super::units::units;
use super::{Instruction, Note, SyntaxError};
use std::collections::BTreeMap;

/// An instruction and how it is laid out: where its line is broken, and which comments stand there.
///
/// The places are counted in words, the keyword being word 0: each flag, each pair, each path, each string of an exec
/// form is a word, and so is a command of the shell form, which has its own lines inside ([`super::ShellText`]).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Statement {
    instruction: Instruction,
    breaks: BTreeMap<usize, Vec<Note>>,
}

impl Statement {
    /// On one line.
    pub fn new(instruction: impl Into<Instruction>) -> Self {
        Self { instruction: instruction.into(), breaks: BTreeMap::new() }
    }

    /// Each word on a line of its own, but the first, which stays behind the keyword: one flag, one pair a line. A
    /// word that could not begin a line, since it begins with `#`, stays where it is.
    pub fn wrapped(self) -> Self {
        let units = units(&self.instruction);
        let breaks = units.iter().enumerate().skip(2).filter(|(_, unit)| unit.can_begin_line());
        let breaks = breaks.map(|(index, _)| (index, Vec::new())).collect();
        drop(units);
        Self { breaks, ..self }
    }

    /// Breaks the line before a word, with notes between the lines; where it was broken already, the notes are
    /// replaced.
    ///
    /// Fails where there is no such word, on the keyword, and before a command that begins with `#`.
    pub fn break_before(mut self, word: usize, notes: Vec<Note>) -> Result<Self, SyntaxError> {
        let kind = "a place to break a line";
        let reason = match units(&self.instruction).get(word) {
            None => "the instruction has no such word",
            Some(_) if word == 0 => "it is the keyword",
            Some(unit) if !unit.can_begin_line() => "the line would be a comment",
            Some(_) => {
                self.breaks.insert(word, notes);
                return Ok(self);
            }
        };
        Err(SyntaxError::new(kind, word.to_string(), reason))
    }

    /// The instruction.
    pub fn instruction(&self) -> &Instruction {
        &self.instruction
    }

    /// The words before which the line is broken, with the notes between the lines.
    pub fn breaks(&self) -> &BTreeMap<usize, Vec<Note>> {
        &self.breaks
    }

    /// How many words it has, the keyword among them.
    pub fn words(&self) -> usize {
        units(&self.instruction).len()
    }
}

impl<T: Into<Instruction>> From<T> for Statement {
    fn from(instruction: T) -> Self {
        Self::new(instruction)
    }
}
