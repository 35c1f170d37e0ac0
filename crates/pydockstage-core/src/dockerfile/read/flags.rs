//! The flags behind a keyword, taken apart as the builder does: at blanks, with quotes of both kinds, and with the
//! backslash as escape whatever the directive says (`frontend/dockerfile/parser/split_command.go`).

use super::fault::{Fault, LineFault};
use crate::dockerfile::{FlagWord, Word, lex};
use std::ops::Range;

/// A keyword, its flags, and the rest.
#[derive(Debug)]
pub(super) struct Command<'a> {
    pub(super) keyword: &'a str,
    pub(super) keyword_at: Range<usize>,
    pub(super) flags: Vec<Flag>,
    /// What stands behind the flags, without blanks at its ends.
    pub(super) arguments: &'a str,
    pub(super) arguments_at: Range<usize>,
}

/// `--name` or `--name=value`, without quotes and escapes.
#[derive(Debug)]
pub(super) struct Flag {
    pub(super) name: String,
    pub(super) value: Option<String>,
    pub(super) at: Range<usize>,
}

/// Whether the builder parts a list of arguments at it.
pub(super) fn parts_arguments(character: char) -> bool {
    matches!(character, '\t' | '\u{b}' | '\u{c}' | '\r' | ' ')
}

/// Takes the text from `from` on apart.
pub(super) fn split(text: &str, from: usize) -> Result<Command<'_>, LineFault> {
    let end = text.trim_end().len().max(from);
    let start = end - text[from..end].trim_start().len();
    let keyword_end = text[start..end].find(parts_arguments).map_or(end, |length| start + length);
    let mut at = keyword_end;
    let mut flags = Vec::new();
    loop {
        at += text[at..end].len() - text[at..end].trim_start_matches([' ', '\t', '\u{b}', '\u{c}']).len();
        if !text[at..end].starts_with("--") {
            break;
        }
        let (word, after) = flag_word(&text[..end], at)?;
        if word == "--" {
            at = after;
            break;
        }
        let (name, value) = match word[2..].split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (word[2..].to_owned(), None),
        };
        flags.push(Flag { name, value, at: at..after });
        at = after;
    }
    let rest = text[at..end].trim_start();
    let arguments_at = end - rest.len()..end;
    Ok(Command {
        keyword: &text[start..keyword_end],
        keyword_at: start..keyword_end,
        flags,
        arguments: rest,
        arguments_at,
    })
}

/// The flag that begins at `start`, and the byte behind it.
fn flag_word(text: &str, start: usize) -> Result<(String, usize), LineFault> {
    let mut word = String::new();
    let mut quote = None;
    let mut characters = text[start..].char_indices();
    let mut end = text.len();
    while let Some((offset, character)) = characters.next() {
        let at = start + offset;
        match character {
            _ if !character.is_ascii() => {
                return Err(LineFault::new(Fault::FlagNotAscii, at..at + character.len_utf8()));
            }
            '\\' => {
                // At the very end it escapes nothing and is gone.
                if let Some((offset, escaped)) = characters.next() {
                    if !escaped.is_ascii() {
                        let at = start + offset;
                        return Err(LineFault::new(Fault::FlagNotAscii, at..at + escaped.len_utf8()));
                    }
                    word.push(escaped);
                }
            }
            _ if quote == Some(character) => quote = None,
            _ if quote.is_some() => word.push(character),
            '\'' | '"' => quote = Some(character),
            _ if character.is_whitespace() => {
                end = at;
                break;
            }
            _ => word.push(character),
        }
    }
    if quote.is_some() { Err(LineFault::new(Fault::FlagUnclosed, start..end)) } else { Ok((word, end)) }
}

/// The flags of an instruction while they are taken one by one, in the order in which the writer writes them.
pub(super) struct Flags {
    instruction: &'static str,
    left: Vec<Flag>,
    /// Where the flags stand that were taken.
    pub(super) taken: Vec<Range<usize>>,
    escape: char,
}

impl Flags {
    pub(super) fn new(instruction: &'static str, flags: Vec<Flag>, escape: char) -> Self {
        Self { instruction, left: flags, taken: Vec::new(), escape }
    }

    /// Every flag of that name, each with its value.
    pub(super) fn every(&mut self, name: &str) -> Result<Vec<(String, Range<usize>)>, LineFault> {
        let (found, left) = std::mem::take(&mut self.left).into_iter().partition(|flag| flag.name == name);
        self.left = left;
        let found: Vec<Flag> = found;
        found
            .into_iter()
            .map(|flag| match flag.value {
                Some(value) => {
                    self.taken.push(flag.at.clone());
                    Ok((value, flag.at))
                }
                None => Err(LineFault::new(Fault::FlagWithoutValue, flag.at)),
            })
            .collect()
    }

    /// The value of the only flag of that name. An empty value says nothing to the builder: it counts as none.
    pub(super) fn one(&mut self, name: &str) -> Result<Option<(String, Range<usize>)>, LineFault> {
        let mut found = self.every(name)?;
        if let Some((_, at)) = found.get(1) {
            return Err(LineFault::new(Fault::FlagTwice, at.clone()));
        }
        Ok(match found.pop() {
            Some((value, _)) if value.is_empty() => {
                self.taken.pop();
                None
            }
            other => other,
        })
    }

    /// The value of the only flag of that name, made into what it has to be.
    pub(super) fn parsed<T>(
        &mut self,
        name: &str,
        read: impl Fn(String) -> Result<T, Fault>,
    ) -> Result<Option<T>, LineFault> {
        match self.one(name)? {
            Some((value, at)) => read(value).map(Some).map_err(|fault| LineFault::new(fault, at)),
            None => Ok(None),
        }
    }

    /// The value of the only flag of that name, as a word.
    pub(super) fn word(&mut self, name: &str) -> Result<Option<FlagWord>, LineFault> {
        let escape = self.escape;
        let word = self.parsed(name, |value| word(&value, escape))?;
        // Quotes around nothing are nothing as well.
        match word {
            Some(Some(word)) => Ok(Some(word)),
            Some(None) => {
                self.taken.pop();
                Ok(None)
            }
            None => Ok(None),
        }
    }

    /// Every flag of that name, as words.
    pub(super) fn words(&mut self, name: &str) -> Result<Vec<FlagWord>, LineFault> {
        let before = self.taken.len();
        let mut words = Vec::new();
        let mut taken = Vec::new();
        for (value, at) in self.every(name)? {
            match word(&value, self.escape) {
                Ok(Some(word)) => {
                    words.push(word);
                    taken.push(at);
                }
                Ok(None) => {}
                Err(fault) => return Err(LineFault::new(fault, at)),
            }
        }
        self.taken.truncate(before);
        self.taken.append(&mut taken);
        Ok(words)
    }

    /// `--name`, `--name=true` or `--name=false`.
    pub(super) fn either(&mut self, name: &str) -> Result<Option<bool>, LineFault> {
        let mut value = None;
        while let Some(index) = self.left.iter().position(|flag| flag.name == name) {
            let flag = self.left.remove(index);
            if value.is_some() {
                return Err(LineFault::new(Fault::FlagTwice, flag.at));
            }
            value = match flag.value.as_deref().map(str::to_ascii_lowercase).as_deref() {
                None | Some("true") => Some(true),
                Some("false") => Some(false),
                Some(_) => return Err(LineFault::new(Fault::FlagNotBoolean, flag.at)),
            };
            self.taken.push(flag.at);
        }
        Ok(value)
    }

    /// Whether `--name` is on; off is the same as not there.
    pub(super) fn switch(&mut self, name: &str) -> Result<bool, LineFault> {
        let on = self.either(name)?;
        if on == Some(false) {
            self.taken.pop();
        }
        Ok(on.unwrap_or_default())
    }

    /// Fails where a flag is left that nobody asked for.
    pub(super) fn finish(self) -> Result<Vec<Range<usize>>, LineFault> {
        match self.left.into_iter().next() {
            Some(flag) => Err(LineFault::new(Fault::UnknownFlag { instruction: self.instruction }, flag.at)),
            None => Ok(self.taken),
        }
    }
}

/// A value that the builder expands; none where nothing is left of it.
pub(super) fn word(value: &str, escape: char) -> Result<Option<FlagWord>, Fault> {
    let word: Word = lex::word(value, escape).map_err(|fault| Fault::BadWord { reason: fault.reason })?;
    if word.is_empty() { Ok(None) } else { FlagWord::try_from(word).map(Some).map_err(Fault::Value) }
}
