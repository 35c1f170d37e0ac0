use crate::project::cursor::Cursor;
use std::ops::Range;

/// A piece of a Python program, as far as it matters for finding literals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::project) struct Token<'a> {
    pub(in crate::project) kind: TokenKind<'a>,
    pub(in crate::project) span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::project) enum TokenKind<'a> {
    /// A name or a number.
    Word(&'a str),
    /// A string whose value is written out.
    Text(String),
    /// A string with something computed inside, or bytes.
    Other,
    /// Any other character.
    Symbol(char),
}

/// Splits a Python program into tokens (Python reference, "Lexical analysis"), leaving comments and white space out. A
/// text that is no Python gives tokens all the same.
pub(in crate::project) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut cursor = Cursor::new(text);
    let mut tokens = Vec::new();
    while let Some(character) = cursor.peek() {
        let start = cursor.at();
        let kind = if character.is_whitespace() {
            cursor.next();
            continue;
        } else if character == '#' {
            cursor.take_while(|character| character != '\n');
            continue;
        } else if character.is_alphanumeric() || character == '_' {
            let word = cursor.take_while(|character| character.is_alphanumeric() || character == '_');
            match cursor.peek() {
                Some('"' | '\'') if is_prefix(word) => string(&mut cursor, &word.to_ascii_lowercase()),
                _ => TokenKind::Word(word),
            }
        } else if matches!(character, '"' | '\'') {
            string(&mut cursor, "")
        } else {
            cursor.next();
            TokenKind::Symbol(character)
        };
        tokens.push(Token { kind, span: cursor.since(start) });
    }
    tokens
}

/// A logical line (Python reference, "Line structure"): up to a line break that no bracket encloses and no backslash
/// joins.
#[derive(Debug, Clone, Copy)]
pub(in crate::project) struct Line<'a> {
    /// The number of the line on which it begins, counted from 1.
    pub(in crate::project) number: usize,
    /// How many characters of white space stand before it.
    pub(in crate::project) indent: usize,
    pub(in crate::project) tokens: &'a [Token<'a>],
}

/// Groups the tokens of `text` into its logical lines.
pub(in crate::project) fn lines<'a>(text: &str, tokens: &'a [Token<'a>]) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let (mut start, mut depth, mut number, mut counted) = (0, 0_usize, 1, 0);
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let gap = text.get(before.map_or(0, |before| before.span.end)..token.span.start).unwrap_or_default();
        if at > start
            && depth == 0
            && gap.contains('\n')
            && before.is_none_or(|before| before.kind != TokenKind::Symbol('\\'))
        {
            lines.push((start, at));
            start = at;
        }
        match token.kind {
            TokenKind::Symbol('(' | '[' | '{') => depth += 1,
            TokenKind::Symbol(')' | ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    if start < tokens.len() {
        lines.push((start, tokens.len()));
    }
    let line = |(start, end): (usize, usize)| {
        let tokens = tokens.get(start..end)?;
        let at = tokens.first()?.span.start;
        number += text.get(counted..at)?.matches('\n').count();
        counted = at;
        let indent =
            text.get(..at)?.chars().rev().take_while(|character| matches!(character, ' ' | '\t')).count();
        Some(Line { number, indent, tokens })
    };
    lines.into_iter().filter_map(line).collect()
}

/// Whether the word before a quote belongs to the string.
fn is_prefix(word: &str) -> bool {
    word.len() <= 2 && word.bytes().all(|byte| b"rRbBuUfFtT".contains(&byte))
}

/// Takes a string from its quote on.
fn string(cursor: &mut Cursor<'_>, prefix: &str) -> TokenKind<'static> {
    let quote = cursor.peek().unwrap_or('"');
    let long = if quote == '"' { "\"\"\"" } else { "'''" };
    let is_long = cursor.eat(long);
    if !is_long {
        cursor.next();
    }
    let is_raw = prefix.contains('r');
    let mut value = String::new();
    let mut is_plain = !prefix.contains(['b', 'f', 't']);
    loop {
        if is_long && cursor.eat(long) {
            break;
        }
        match cursor.next() {
            None => return TokenKind::Other,
            Some(character) if character == quote && !is_long => break,
            Some('\n') if !is_long => return TokenKind::Other,
            Some('\\') => match cursor.next() {
                Some(escaped) if is_raw => value.extend(['\\', escaped]),
                Some(escaped @ ('\\' | '\'' | '"')) => value.push(escaped),
                Some('\n') => {}
                // Names and addresses hold no other escape; what does is not worth the reading.
                _ => is_plain = false,
            },
            Some(character) => value.push(character),
        }
    }
    if is_plain { TokenKind::Text(value) } else { TokenKind::Other }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_comments_and_names_are_told_apart() {
        let kinds: Vec<_> = tokens("setup(name=\"a'b\", # name='no'\n x=r'\\d', y=f'{z}', v='''1\n2''')")
            .into_iter()
            .map(|token| token.kind)
            .collect();
        let text = |text: &str| TokenKind::Text(text.to_owned());
        let symbol = TokenKind::Symbol;
        assert_eq!(
            kinds,
            [
                TokenKind::Word("setup"),
                symbol('('),
                TokenKind::Word("name"),
                symbol('='),
                text("a'b"),
                symbol(','),
                TokenKind::Word("x"),
                symbol('='),
                text("\\d"),
                symbol(','),
                TokenKind::Word("y"),
                symbol('='),
                TokenKind::Other,
                symbol(','),
                TokenKind::Word("v"),
                symbol('='),
                text("1\n2"),
                symbol(')'),
            ]
        );
    }

    #[test]
    fn an_endless_string_ends_with_its_line() {
        let kinds: Vec<_> = tokens("a = 'b\nc").into_iter().map(|token| token.kind).collect();
        assert_eq!(
            kinds,
            [TokenKind::Word("a"), TokenKind::Symbol('='), TokenKind::Other, TokenKind::Word("c")]
        );
    }
}
