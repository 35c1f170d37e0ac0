//! Arrays of JSON as the builder reads them, with Go's `encoding/json`: a lone surrogate becomes U+FFFD, and an array
//! of anything but strings is a fault instead of a text.

use std::ops::Range;

/// What a text in the place of an exec form is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Array {
    /// Strings, each with its bytes in the text, quotes included.
    Strings(Vec<(String, Range<usize>)>),
    /// Valid JSON, but not of strings alone.
    Other,
}

/// Whether the builder takes the text for an array, of strings or not.
pub(super) fn is_array(text: &str) -> bool {
    array(text).is_some()
}

/// Reads a text that is an array and nothing else; none where it is no array, and so a text of the shell form.
pub(super) fn array(text: &str) -> Option<Array> {
    let trimmed = text.trim_start();
    if !trimmed.starts_with('[') {
        return None;
    }
    let mut reader = Reader { text, at: text.len() - trimmed.len() };
    if let Some(strings) = reader.strings() {
        return Some(Array::Strings(strings));
    }
    let valid = serde_json::from_str::<Vec<serde::de::IgnoredAny>>(trimmed).is_ok();
    valid.then_some(Array::Other)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn strings(&mut self) -> Option<Vec<(String, Range<usize>)>> {
        let mut strings = Vec::new();
        self.expect('[')?;
        self.blanks();
        if self.expect(']').is_none() {
            loop {
                self.blanks();
                let start = self.at;
                let string = self.string()?;
                strings.push((string, start..self.at));
                self.blanks();
                match self.next()? {
                    ',' => {}
                    ']' => break,
                    _ => return None,
                }
            }
        }
        self.blanks();
        (self.at == self.text.len()).then_some(strings)
    }

    fn string(&mut self) -> Option<String> {
        self.expect('"')?;
        let mut string = String::new();
        loop {
            match self.next()? {
                '"' => return Some(string),
                '\\' => string.push(self.escaped()?),
                control if u32::from(control) < 0x20 => return None,
                other => string.push(other),
            }
        }
    }

    fn escaped(&mut self) -> Option<char> {
        Some(match self.next()? {
            character @ ('"' | '\\' | '/') => character,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let unit = self.unit()?;
                if let Some(character) = char::from_u32(unit) {
                    return Some(character);
                }
                // The second half of a pair counts only behind a first half; else it stands for itself.
                let after = self.at;
                if (0xd800..0xdc00).contains(&unit)
                    && self.expect('\\').is_some()
                    && self.expect('u').is_some()
                {
                    let low = self.unit()?;
                    if (0xdc00..0xe000).contains(&low) {
                        return char::from_u32(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
                    }
                }
                self.at = after;
                char::REPLACEMENT_CHARACTER
            }
            _ => return None,
        })
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        if digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            u32::from_str_radix(digits, 16).ok()
        } else {
            None
        }
    }

    fn next(&mut self) -> Option<char> {
        let character = self.text[self.at..].chars().next()?;
        self.at += character.len_utf8();
        Some(character)
    }

    fn expect(&mut self, wanted: char) -> Option<()> {
        self.text[self.at..].starts_with(wanted).then(|| self.at += wanted.len_utf8())
    }

    fn blanks(&mut self) {
        let rest = &self.text[self.at..];
        self.at = self.text.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }
}
