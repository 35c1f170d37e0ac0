use super::word::{Modifier, Part, Variable, Word};

/// Why a word can't be read, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LexFault {
    /// The byte at which the fault shows.
    pub(super) at: usize,
    /// What is wrong.
    pub(super) reason: &'static str,
}

/// Reads a word as the builder does when it expands it: single quotes keep everything, double quotes keep all but
/// `$` and the escape character, elsewhere the escape character takes the next one literally
/// (`moby/buildkit`, `frontend/dockerfile/shell/lex.go`).
pub(super) fn word(raw: &str, escape: char) -> Result<Word, LexFault> {
    let mut lexer = Lexer::new(raw, Some(escape), true);
    // The builder's scanner drops a byte order mark at the beginning of what it is given.
    if lexer.peek() == Some('\u{feff}') {
        lexer.next();
    }
    Ok(Word::from_parts(lexer.until(None, false)?))
}

/// Reads a text in which only variables mean something. Behind a modifier the builder's own rules hold, with `\`.
pub(super) fn expanding(text: &str) -> Result<Word, LexFault> {
    Ok(Word::from_parts(Lexer::new(text, None, false).until(None, false)?))
}

/// Whether this is one of the shell's special parameters that the builder knows, as in `$@`.
pub(super) fn is_special(character: char) -> bool {
    matches!(character, '@' | '*' | '#' | '?' | '-' | '$' | '!' | '0')
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    escape: Option<char>,
    quotes: bool,
}

impl<'a> Lexer<'a> {
    fn new(text: &'a str, escape: Option<char>, quotes: bool) -> Self {
        Self { text, at: 0, escape, quotes }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    fn fault<T>(&self, reason: &'static str) -> Result<T, LexFault> {
        Err(LexFault { at: self.at, reason })
    }

    /// Reads up to and with `stop`, or to the end where there is none. `raw`: the pattern of a modifier, in which
    /// the escape character stays, because it means something to the pattern.
    fn until(&mut self, stop: Option<char>, raw: bool) -> Result<Vec<Part>, LexFault> {
        let mut parts = Vec::new();
        while let Some(character) = self.peek() {
            if Some(character) == stop {
                self.next();
                return Ok(parts);
            }
            match character {
                '\'' if self.quotes => parts.push(Part::Text(self.single_quoted()?)),
                '"' if self.quotes => self.double_quoted(&mut parts, raw)?,
                '$' => parts.push(self.dollar()?),
                _ if Some(character) == self.escape => {
                    self.next();
                    if raw {
                        parts.push(Part::Text(character.to_string()));
                    }
                    // At the very end it escapes nothing and is gone.
                    if let Some(escaped) = self.next() {
                        parts.push(Part::Text(escaped.to_string()));
                    }
                }
                _ => {
                    self.next();
                    parts.push(Part::Text(character.to_string()));
                }
            }
        }
        match stop {
            Some('}') => self.fault("a ${ has no } after it"),
            Some(_) => self.fault("a ${ with / has no second / after it"),
            None => Ok(parts),
        }
    }

    fn single_quoted(&mut self) -> Result<String, LexFault> {
        let start = self.at + 1;
        match self.text[start..].find('\'') {
            Some(length) => {
                self.at = start + length + 1;
                Ok(self.text[start..start + length].to_owned())
            }
            None => self.fault("a single quote has no second one after it"),
        }
    }

    fn double_quoted(&mut self, parts: &mut Vec<Part>, raw: bool) -> Result<(), LexFault> {
        let open = self.at;
        self.next();
        loop {
            match self.peek() {
                None => {
                    self.at = open;
                    return self.fault("a double quote has no second one after it");
                }
                Some('"') => {
                    self.next();
                    return Ok(());
                }
                Some('$') => parts.push(self.dollar()?),
                Some(character) if Some(character) == self.escape => {
                    self.next();
                    if raw {
                        parts.push(Part::Text(character.to_string()));
                    }
                    match self.peek() {
                        // The builder drops an escape character before the end; the quote is then unclosed anyway.
                        None => {}
                        Some(next) if matches!(next, '"' | '$') || Some(next) == self.escape => {
                            self.next();
                            parts.push(Part::Text(next.to_string()));
                        }
                        Some(_) => parts.push(Part::Text(character.to_string())),
                    }
                }
                Some(character) => {
                    self.next();
                    parts.push(Part::Text(character.to_string()));
                }
            }
        }
    }

    fn dollar(&mut self) -> Result<Part, LexFault> {
        self.next();
        if self.peek() != Some('{') {
            let name = self.name();
            if name.is_empty() {
                return Ok(Part::Text("$".to_owned()));
            }
            return self.variable(name).map(Part::Variable);
        }
        self.next();
        match self.peek() {
            None => return self.fault("a ${ has no } after it"),
            Some('{' | '}' | ':') => return self.fault("a ${ has no name after it"),
            Some(_) => {}
        }
        let name = self.name();
        let variable = self.variable(name)?;
        // Inside the braces the rules of quoting hold, also for a text that has none of its own.
        let outer = (self.escape, self.quotes);
        self.escape = self.escape.or(Some('\\'));
        self.quotes = true;
        let read = self.modifier(variable);
        (self.escape, self.quotes) = outer;
        read.map(Part::Variable)
    }

    fn modifier(&mut self, variable: Variable) -> Result<Variable, LexFault> {
        let at = self.at;
        let mut sign = self.next();
        if sign == Some('}') {
            return Ok(variable);
        }
        let or_empty = sign == Some(':');
        if or_empty {
            sign = self.next();
        }
        let modifier = match sign {
            Some('-') => Modifier::Default { word: self.inner('}', false)?, or_empty },
            Some('+') => Modifier::Alternative { word: self.inner('}', false)?, or_empty },
            Some('?') => Modifier::Required { word: self.inner('}', false)?, or_empty },
            Some('#') if !or_empty => {
                let longest = self.doubled('#');
                Modifier::RemovePrefix { pattern: self.inner('}', true)?, longest }
            }
            Some('%') if !or_empty => {
                let longest = self.doubled('%');
                Modifier::RemoveSuffix { pattern: self.inner('}', true)?, longest }
            }
            Some('/') if !or_empty => {
                let all = self.doubled('/');
                let pattern = self.inner('/', true)?;
                Modifier::Replace { pattern, replacement: self.inner('}', true)?, all }
            }
            _ => {
                self.at = at;
                return self.fault("a ${ has no } and no known modifier after its name");
            }
        };
        variable.with(modifier).map_err(|error| LexFault { at, reason: error.reason })
    }

    fn doubled(&mut self, sign: char) -> bool {
        let doubled = self.peek() == Some(sign);
        if doubled {
            self.next();
        }
        doubled
    }

    fn inner(&mut self, stop: char, raw: bool) -> Result<Word, LexFault> {
        Ok(Word::from_parts(self.until(Some(stop), raw)?))
    }

    /// The longest name from here on; empty where none begins. Letters beyond ASCII belong to it, as for the builder,
    /// so that they are not taken for text; `Variable` then refuses them.
    fn name(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let length = match rest.chars().next() {
            None => 0,
            Some(first) if first.is_ascii_digit() => {
                rest.len() - rest.trim_start_matches(char::is_numeric).len()
            }
            Some(first) if is_special(first) => first.len_utf8(),
            Some(_) => rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len()),
        };
        self.at += length;
        &rest[..length]
    }

    fn variable(&self, name: &str) -> Result<Variable, LexFault> {
        Variable::new(name).map_err(|error| LexFault { at: self.at - name.len(), reason: error.reason })
    }
}
