//! How arguments are parted: lists at blanks alone, pairs also by quotes and escapes
//! (`frontend/dockerfile/parser/line_parsers.go`).

use super::flags::parts_arguments;
use std::ops::Range;

/// The words of a list: parted at blanks, whatever quotes they have.
pub(super) fn list(text: &str, from: usize) -> Vec<(&str, Range<usize>)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        match start {
            None if !parts_arguments(character) => start = Some(at),
            Some(begun) if parts_arguments(character) => {
                words.push((&text[begun..at], from + begun..from + at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// The words of pairs: blanks in quotes and behind the escape character part nothing.
pub(super) fn quoted(text: &str, from: usize, escape: char) -> Vec<(&str, Range<usize>)> {
    let mut words = Vec::new();
    let mut start = None;
    let mut quote = None;
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match quote {
            Some(open) => {
                if character == open {
                    quote = None;
                } else if character == escape && open != '\'' {
                    characters.next();
                }
            }
            None if character.is_whitespace() => {
                if let Some(begun) = start.take() {
                    words.push((&text[begun..at], from + begun..from + at));
                }
            }
            None => {
                start = start.or(Some(at));
                if matches!(character, '\'' | '"') {
                    quote = Some(character);
                }
                if character == escape {
                    characters.next();
                }
            }
        }
    }
    if let Some(begun) = start {
        words.push((&text[begun..], from + begun..from + text.len()));
    }
    words
}
