use crate::project::cursor::Cursor;
use std::ops::Range;

/// A shell word of an option line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// What it says, quotes resolved.
    pub(super) text: String,
    /// Its bytes in the line, quotes included.
    pub(super) span: Range<usize>,
}

/// A quote is not closed, or nothing stands behind a `\`; with the byte where it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct UnclosedQuote(pub(super) usize);

/// Splits the options of a line, from the byte `start` on, into words as a POSIX shell would: pip does so with
/// Python's `shlex.split`.
pub(super) fn words(line: &str, start: usize) -> Result<Vec<Word>, UnclosedQuote> {
    let mut cursor = Cursor::new(line.get(start..).unwrap_or_default());
    let mut words = Vec::new();
    loop {
        cursor.take_while(is_blank);
        if cursor.is_end() {
            return Ok(words);
        }
        let from = cursor.at();
        let text = word(&mut cursor).map_err(|UnclosedQuote(at)| UnclosedQuote(start + at))?;
        words.push(Word { text, span: start + from..start + cursor.at() });
    }
}

fn word(cursor: &mut Cursor<'_>) -> Result<String, UnclosedQuote> {
    let mut text = String::new();
    loop {
        text.push_str(cursor.take_while(|c| !is_blank(c) && !matches!(c, '\'' | '"' | '\\')));
        let at = cursor.at();
        match cursor.peek() {
            Some('\'') => {
                cursor.next();
                text.push_str(cursor.take_while(|c| c != '\''));
                cursor.next().ok_or(UnclosedQuote(at))?;
            }
            Some('"') => {
                cursor.next();
                double_quoted(cursor, &mut text).ok_or(UnclosedQuote(at))?;
            }
            Some('\\') => {
                cursor.next();
                text.push(cursor.next().ok_or(UnclosedQuote(at))?);
            }
            _ => return Ok(text),
        }
    }
}

/// Takes up to the closing quote. A `\` protects only a quote and another `\`.
fn double_quoted(cursor: &mut Cursor<'_>, text: &mut String) -> Option<()> {
    loop {
        text.push_str(cursor.take_while(|c| c != '"' && c != '\\'));
        if cursor.next()? == '"' {
            return Some(());
        }
        match cursor.next()? {
            protected @ ('"' | '\\') => text.push(protected),
            other => text.extend(['\\', other]),
        }
    }
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_are_those_of_a_shell() {
        let cases: [(&str, &[&str]); 7] = [
            ("-r base.txt", &["-r", "base.txt"]),
            ("-r 'a b.txt'", &["-r", "a b.txt"]),
            (r#"--x="a 'b' \" \n" c"#, &["--x=a 'b' \" \\n", "c"]),
            (r"-r a\ b", &["-r", "a b"]),
            ("''", &[""]),
            ("a''b", &["ab"]),
            ("\t-r \t x", &["-r", "x"]),
        ];
        for (line, expected) in cases {
            let found: Vec<String> = words(line, 0).unwrap().into_iter().map(|word| word.text).collect();
            assert_eq!(found, expected, "{line}");
        }
        for (line, at) in [("-r 'a", 3), ("-r \"a\\", 3), ("-r \\", 3), ("a 'b' \"", 6)] {
            assert_eq!(words(line, 0), Err(UnclosedQuote(at)), "{line}");
        }
    }

    #[test]
    fn a_word_has_its_place_in_the_whole_line() {
        let words = words("flask --hash 'sha256:1'", 6).unwrap();
        assert_eq!(words[0].span, 6..12);
        assert_eq!(words[1].span, 13..23);
    }
}
