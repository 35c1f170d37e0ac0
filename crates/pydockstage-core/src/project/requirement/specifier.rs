use super::{SyntaxError, SyntaxFault};
use crate::project::cursor::Cursor;
use pep440_rs::{VersionSpecifier, VersionSpecifiers};
use std::str::FromStr;

/// Reads version specifiers up to a `;` or the end, in parentheses or not (PEP 508, "Grammar": `versionspec`).
pub(super) fn specifiers(cursor: &mut Cursor<'_>) -> Result<VersionSpecifiers, SyntaxError> {
    let start = cursor.at();
    let parenthesis = cursor.eat("(");
    let list_start = cursor.at();
    let list = cursor.take_while(|character| character != ';' && !(parenthesis && character == ')'));
    if parenthesis && !cursor.eat(")") {
        return Err(SyntaxError::new(SyntaxFault::Unclosed('('), start..start + 1));
    }
    let mut specifiers = Vec::new();
    let mut at = list_start;
    // A comma may close the list.
    let list = list.trim_end_matches([' ', '\t']);
    let list = list.strip_suffix(',').filter(|list| !list.is_empty()).unwrap_or(list);
    if !list.trim_matches([' ', '\t']).is_empty() {
        for written in list.split(',') {
            specifiers.push(specifier(written, at)?);
            at += written.len() + 1;
        }
    }
    cursor.skip_blanks();
    Ok(VersionSpecifiers::from_iter(specifiers))
}

/// Reads one specifier, which stands `at` in the whole text.
fn specifier(written: &str, at: usize) -> Result<VersionSpecifier, SyntaxError> {
    let trimmed = written.trim_matches([' ', '\t']);
    let start = at + written.find(trimmed).unwrap_or_default();
    let span = start..start + trimmed.len();
    if !trimmed.starts_with(char::is_whitespace)
        && let Ok(specifier) = VersionSpecifier::from_str(trimmed)
    {
        return Ok(specifier);
    }
    let operator = trimmed.chars().take_while(|character| "=<>!~".contains(*character)).count();
    match trimmed.get(..operator) {
        Some("=") => Err(SyntaxError::new(SyntaxFault::SingleEquals, start..start + 1)),
        Some("") | None => Err(SyntaxError::new(SyntaxFault::SpecifierExpected, span)),
        _ => Err(SyntaxError::new(SyntaxFault::BadSpecifier(trimmed.to_owned()), span)),
    }
}
