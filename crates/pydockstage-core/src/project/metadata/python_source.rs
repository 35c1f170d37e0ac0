use crate::project::cursor::Cursor;
use std::ops::Range;

/// A piece of a Python program, as far as it matters for finding literals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) kind: TokenKind<'a>,
    pub(super) span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind<'a> {
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
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
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
