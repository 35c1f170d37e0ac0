use std::borrow::Cow;
use std::ops::Range;

/// A line as pip sees it: continued lines joined, comment and outer white space cut off, never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LogicalLine<'a> {
    /// What it says.
    pub(super) text: Cow<'a, str>,
    /// Where its pieces come from: from the byte `.0` of `text` on it is the bytes from `.1` on of the file.
    pieces: Vec<(usize, usize)>,
}

impl LogicalLine<'_> {
    /// The bytes of the file from which the bytes `span` of the text come.
    pub(super) fn in_file(&self, span: Range<usize>) -> Range<usize> {
        let start = self.offset(span.start);
        // The end belongs to the piece of the last byte; behind it another line may follow.
        let end = if span.is_empty() { start } else { self.offset(span.end - 1) + 1 };
        start..end.max(start)
    }

    fn offset(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.pieces.get(piece).map_or(at, |(start, offset)| offset + (at - start))
    }
}

/// Splits the text of a requirements file into lines as pip does (pip documentation, "Requirements File Format",
/// "Line continuations" and "Comments"): a line that ends with `\` goes on in the next, unless it is a comment; a `#`
/// at the start or behind white space begins a comment, which goes on to the end of the joined line.
pub(super) fn logical_lines(text: &str) -> Vec<LogicalLine<'_>> {
    let mut lines = Vec::new();
    let mut parts: Vec<Part<'_>> = Vec::new();
    for (offset, line) in physical_lines(text) {
        let is_comment = line.trim_start_matches(is_space).starts_with('#');
        if line.ends_with('\\') && !is_comment {
            // Those at the beginning go as well: it is what pip does.
            let kept = line.trim_start_matches('\\');
            let offset = offset + line.len() - kept.len();
            parts.push(Part { text: kept.trim_end_matches('\\'), offset, is_comment: false });
        } else {
            parts.push(Part { text: line, offset, is_comment });
            lines.extend(joined(&parts));
            parts.clear();
        }
    }
    lines.extend(joined(&parts));
    lines
}

/// A physical line, or what is left of it, and where it begins in the file.
#[derive(Debug, Clone, Copy)]
struct Part<'a> {
    text: &'a str,
    offset: usize,
    is_comment: bool,
}

/// Joins the parts of a continued line; none if nothing is left.
fn joined<'a>(parts: &[Part<'a>]) -> Option<LogicalLine<'a>> {
    if let [only] = parts {
        let uncommented = without_comment(only.text);
        let text = uncommented.trim_matches(is_space);
        let start = uncommented.len() - uncommented.trim_start_matches(is_space).len();
        return (!text.is_empty())
            .then(|| LogicalLine { text: Cow::Borrowed(text), pieces: vec![(0, only.offset + start)] });
    }
    let mut text = String::new();
    let mut pieces = Vec::new();
    // A comment ends the line, whatever stands before it.
    for part in parts.iter().filter(|part| !part.is_comment) {
        pieces.push((text.len(), part.offset));
        text.push_str(part.text);
    }
    text.truncate(without_comment(&text).trim_end_matches(is_space).len());
    let start = text.len() - text.trim_start_matches(is_space).len();
    text.drain(..start);
    let pieces = shifted(&pieces, start);
    (!text.is_empty()).then_some(LogicalLine { text: Cow::Owned(text), pieces })
}

/// The pieces of a text that lost its first `start` bytes.
fn shifted(pieces: &[(usize, usize)], start: usize) -> Vec<(usize, usize)> {
    let first = pieces.partition_point(|(at, _)| *at <= start).saturating_sub(1);
    let kept = pieces.get(first..).unwrap_or_default().iter();
    kept.map(|(at, offset)| if *at >= start { (at - start, *offset) } else { (0, offset + start - at) })
        .collect()
}

/// The text before the first `#` that begins it or stands behind white space.
fn without_comment(text: &str) -> &str {
    let mut before = None;
    for (at, character) in text.char_indices() {
        if character == '#' && before.is_none_or(is_space) {
            return text.get(..at).unwrap_or_default();
        }
        before = Some(character);
    }
    text
}

/// The lines of the text with their first bytes. Besides line feed and carriage return, Python ends a line at a few
/// rarer characters (`str.splitlines`), and pip reads with it.
fn physical_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let line = rest.find(is_line_end).map_or(rest, |end| rest.get(..end).unwrap_or_default());
        let start = at;
        let end = rest.get(line.len()..).unwrap_or_default();
        let break_length =
            if end.starts_with("\r\n") { 2 } else { end.chars().next().map_or(0, char::len_utf8) };
        at += line.len() + break_length;
        Some((start, line))
    })
}

fn is_line_end(character: char) -> bool {
    matches!(
        character,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}' | '\u{1d}' | '\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// White space as Python's `str` means it.
fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        logical_lines(text).into_iter().map(|line| line.text.into_owned()).collect()
    }

    #[test]
    fn lines_are_joined_and_comments_cut_as_pip_does() {
        let cases: [(&str, &[&str]); 12] = [
            ("a\nb", &["a", "b"]),
            ("a\r\n\r\nb\r\n", &["a", "b"]),
            ("a \\\n  b", &["a   b"]),
            ("a\\\nb\\\nc", &["abc"]),
            ("a # one\nb#two", &["a", "b#two"]),
            ("# all\\\nb", &["b"]),
            ("a \\\n# end\nb", &["a", "b"]),
            ("a \\\n# end \\\nb", &["a", "b"]),
            ("a # one \\\nb", &["a"]),
            ("a\\", &["a"]),
            ("  \n\t\n", &[]),
            ("a\u{2028}b\u{c}c", &["a", "b", "c"]),
        ];
        for (text, expected) in cases {
            assert_eq!(texts(text), expected, "{text:?}");
        }
    }

    #[test]
    fn each_byte_knows_where_it_stands_in_the_file() {
        let text = "# first\n  flask \\\r\n   >=2 # third\n";
        let lines = logical_lines(text);
        assert_eq!(lines[0].text, "flask    >=2");
        assert_eq!(&text[lines[0].in_file(0..5)], "flask");
        assert_eq!(&text[lines[0].in_file(9..12)], ">=2");
        assert_eq!(lines[0].in_file(0..0), 10..10);
    }
}
