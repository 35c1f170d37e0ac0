//! All quoting, in one place. Nothing here needs the escape character of the file: words are quoted with single and
//! double quotes only, and flags are escaped with a backslash whatever the directive says.

use super::word::{Modifier, Part, Variable, Word};
use std::borrow::Cow;

/// Where a word stands, as far as quoting depends on it.
#[derive(Clone, Copy)]
enum Place {
    /// Between blanks of a line.
    Line,
    /// Inside a JSON string: blanks part nothing.
    Json,
    /// Inside a flag, where double quotes would have to be escaped themselves.
    Flag,
}

/// A word as it stands between blanks.
pub(super) fn word(word: &Word) -> Cow<'_, str> {
    if word.is_empty() { "\"\"".into() } else { placed(word, Place::Line) }
}

/// A value behind `=`, where nothing at all is the empty value.
pub(super) fn value(word: &Word) -> Cow<'_, str> {
    placed(word, Place::Line)
}

/// A word that a JSON string holds; the string's own escapes come on top.
pub(super) fn word_in_json(word: &Word) -> Cow<'_, str> {
    placed(word, Place::Json)
}

/// A word that a flag holds; the flag's own escapes, and those of the CSV record of a mount, come on top.
pub(super) fn word_in_flag(word: &Word) -> Cow<'_, str> {
    placed(word, Place::Flag)
}

fn placed(word: &Word, place: Place) -> Cow<'_, str> {
    if let [Part::Text(text)] = word.parts()
        && is_bare(text, place, true)
    {
        return text.into();
    }
    if let Some(bare) = bare(word, place) {
        return bare.into();
    }
    if matches!(place, Place::Line | Place::Json)
        && let Some(quoted) = double_quoted(word)
    {
        return quoted.into();
    }
    let mut written = String::new();
    for (index, part) in word.parts().iter().enumerate() {
        match part {
            Part::Text(text) if is_bare(text, place, index == 0) => written.push_str(text),
            Part::Text(text) => written.push_str(&single_quoted(text)),
            Part::Variable(variable) => written.push_str(&braces(variable)),
        }
    }
    written.into()
}

/// Without any quotes, where that says the same.
fn bare(word: &Word, place: Place) -> Option<String> {
    let mut written = String::new();
    for (index, part) in word.parts().iter().enumerate() {
        match part {
            Part::Text(text) if is_bare(text, place, index == 0) => written.push_str(text),
            Part::Text(_) => return None,
            Part::Variable(variable) => written.push_str(&braces(variable)),
        }
    }
    Some(written)
}

/// As a whole in double quotes, where nothing inside needs quoting of its own.
fn double_quoted(word: &Word) -> Option<String> {
    let mut written = String::from("\"");
    for part in word.parts() {
        match part {
            Part::Text(text) if text.contains(['"', '$', '\\', '`']) => return None,
            Part::Text(text) => written.push_str(text),
            Part::Variable(variable) => {
                let braces = braces(variable);
                if braces.contains(['\'', '"']) {
                    return None;
                }
                written.push_str(&braces);
            }
        }
    }
    written.push('"');
    Some(written)
}

/// Exactly this text: in single quotes, and single quotes in double ones.
fn single_quoted(text: &str) -> String {
    let mut written = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (quote, length) = if rest.starts_with('\'') {
            ('"', rest.len() - rest.trim_start_matches('\'').len())
        } else {
            ('\'', rest.find('\'').unwrap_or(rest.len()))
        };
        written.push(quote);
        written.push_str(&rest[..length]);
        written.push(quote);
        rest = &rest[length..];
    }
    written
}

/// Whether the builder takes the text as it stands. `<` would begin a heredoc, `}` end a variable; at the beginning
/// `#` would make a continued line a comment, `[` an array, `--` a flag.
fn is_bare(text: &str, place: Place, first: bool) -> bool {
    // What nearly every word consists of means nothing anywhere.
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'_' | b'-' | b':' | b'=');
    if text.bytes().all(plain) {
        return !(first && text.starts_with("--"));
    }
    let blank = |c: char| c.is_whitespace() && !(matches!(place, Place::Json) && c == ' ');
    let special = |c: char| matches!(c, '\'' | '"' | '$' | '\\' | '`' | '<' | '}' | '\u{feff}');
    !text.contains(|c: char| blank(c) || special(c) || c.is_control())
        && !(first && (text.starts_with(['#', '[']) || text.starts_with("--")))
}

fn braces(variable: &Variable) -> String {
    let colon = |or_empty: &bool| if *or_empty { ":" } else { "" };
    let twice = |doubled: &bool| if *doubled { 2 } else { 1 };
    let modifier = match variable.modifier() {
        None => String::new(),
        Some(Modifier::Default { word, or_empty }) => format!("{}-{}", colon(or_empty), inner(word)),
        Some(Modifier::Alternative { word, or_empty }) => format!("{}+{}", colon(or_empty), inner(word)),
        Some(Modifier::Required { word, or_empty }) => format!("{}?{}", colon(or_empty), inner(word)),
        Some(Modifier::RemovePrefix { pattern, longest }) => {
            format!("{}{}", "#".repeat(twice(longest)), inner(pattern))
        }
        Some(Modifier::RemoveSuffix { pattern, longest }) => {
            format!("{}{}", "%".repeat(twice(longest)), inner(pattern))
        }
        Some(Modifier::Replace { pattern, replacement, all }) => {
            // Without quotes an empty pattern would run together with the stroke before it.
            let pattern = if pattern.is_empty() { "''".to_owned() } else { pattern_before_stroke(pattern) };
            format!("{}{pattern}/{}", "/".repeat(twice(all)), inner(replacement))
        }
    };
    format!("${{{}{modifier}}}", variable.name())
}

/// A word inside the braces of a variable.
fn inner(word: &Word) -> String {
    inner_without(word, None)
}

/// The pattern of a replacement, which a stroke of its own would end.
fn pattern_before_stroke(pattern: &Word) -> String {
    inner_without(pattern, Some('/'))
}

fn inner_without(word: &Word, special: Option<char>) -> String {
    let mut written = String::new();
    for part in word.parts() {
        match part {
            Part::Text(text)
                if is_bare(text, Place::Line, false) && !special.is_some_and(|sign| text.contains(sign)) =>
            {
                written.push_str(text);
            }
            Part::Text(text) => written.push_str(&single_quoted(text)),
            Part::Variable(variable) => written.push_str(&braces(variable)),
        }
    }
    written
}

/// Writes a JSON string with its quotes (RFC 8259, section 7).
pub(super) fn json_string(written: &mut String, text: &str) {
    use std::fmt::Write as _;
    written.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => written.extend(['\\', character]),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            control if control.is_control() => {
                // Every control character lies below U+00A0, so four digits hold it. Writing to a string can't fail.
                let _ = write!(written, "\\u{:04x}", u32::from(control));
            }
            other => written.push(other),
        }
    }
    written.push('"');
}

/// A field of a CSV record (RFC 4180, section 2): in double quotes where a comma or a double quote is in it.
pub(super) fn csv_field(field: &str) -> String {
    if field.contains([',', '"']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
}

/// Writes `--name=value`. The builder parts flags at blanks and takes quotes and backslashes off
/// (`moby/buildkit`, `frontend/dockerfile/parser/split_command.go`).
pub(super) fn flag(written: &mut String, name: &str, value: &str) {
    let special = |c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '\\');
    written.extend(["--", name, "="]);
    if !value.contains(special) {
        return written.push_str(value);
    }
    let quotes = !value.contains('$');
    // The search for heredocs reads the line with other rules, by which a `$` in double quotes could begin a variable
    // without an end; behind a backslash it means nothing to either.
    if quotes {
        written.push('"');
    }
    for character in value.chars() {
        if matches!(character, '"' | '\\') || (!quotes && (special(character) || character == '$')) {
            written.push('\\');
        }
        written.push(character);
    }
    if quotes {
        written.push('"');
    }
}

/// A word for a POSIX shell that means exactly this text (POSIX.1-2017, Shell Command Language, 2.2): for the shell
/// form of `RUN`, `CMD` and `ENTRYPOINT`, and for scripts.
///
/// ```
/// use pydockstage_core::dockerfile::shell_word;
/// assert_eq!(shell_word("libldap2-dev"), "libldap2-dev");
/// assert_eq!(shell_word("it's $HOME"), r"'it'\''s $HOME'");
/// ```
pub fn shell_word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "%+,-./:=@_".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}
