use super::SyntaxError;
use super::error::check_one_line;
use super::lex;

/// One word that the builder itself reads: quotes taken off, variables put in (`moby/buildkit`,
/// `frontend/dockerfile/shell/lex.go`).
///
/// A word is what it means, not how it was quoted: the writer quotes it anew, with single and double quotes only, so
/// that the text is the same under either escape character.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Word {
    /// No empty text, and never two texts in a row.
    parts: Vec<Part>,
}

/// A stretch of a word.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Part {
    /// Exactly these characters.
    Text(String),
    /// What a variable holds.
    Variable(Variable),
}

/// `$NAME`, or `${NAME…}` with a modifier.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Variable {
    name: String,
    modifier: Option<Box<Modifier>>,
}

/// What stands behind the name in `${NAME…}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Modifier {
    /// `-word`, `:-word`: this instead of an unset variable.
    Default {
        /// What to take.
        word: Word,
        /// Also where the variable is set but empty: the form with a colon.
        or_empty: bool,
    },
    /// `+word`, `:+word`: this where the variable is set, else nothing.
    Alternative {
        /// What to take.
        word: Word,
        /// An empty variable counts as unset: the form with a colon.
        or_empty: bool,
    },
    /// `?word`, `:?word`: an unset variable ends the build with this message.
    Required {
        /// The message.
        word: Word,
        /// An empty variable counts as unset: the form with a colon.
        or_empty: bool,
    },
    /// `#pattern`, `##pattern`: without what the pattern matches at the beginning.
    RemovePrefix {
        /// `*` and `?` match; a backslash takes that from them.
        pattern: Word,
        /// The longest match: the doubled form.
        longest: bool,
    },
    /// `%pattern`, `%%pattern`: without what the pattern matches at the end.
    RemoveSuffix {
        /// `*` and `?` match; a backslash takes that from them.
        pattern: Word,
        /// The longest match: the doubled form.
        longest: bool,
    },
    /// `/pattern/replacement`, `//pattern/replacement`.
    Replace {
        /// `*` and `?` match; a backslash takes that from them.
        pattern: Word,
        /// What to put in its place.
        replacement: Word,
        /// Every match: the form with two strokes.
        all: bool,
    },
}

const KIND: &str = "a word of a Dockerfile";

impl Word {
    /// Exactly this text: no variable in it, no quote or escape in it means anything.
    pub fn literal(text: impl Into<String>) -> Result<Self, SyntaxError> {
        let text = text.into();
        check_one_line(KIND, &text)?;
        Ok(Self::from_parts([Part::Text(text)]))
    }

    /// A text in which `$NAME`, `${NAME}` and `${NAME…}` with a modifier are variables; everything else, quotes and
    /// backslashes too, is meant as it stands. A `$` that begins no variable is a `$`.
    pub fn expanding(text: &str) -> Result<Self, SyntaxError> {
        check_one_line(KIND, text)?;
        lex::expanding(text).map_err(|fault| SyntaxError::new(KIND, text, fault.reason))
    }

    /// Its parts in order; none for the empty word.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The text, where no variable is in it.
    pub fn as_literal(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// This word and, without a blank, that one.
    pub fn then(mut self, next: impl Into<Self>) -> Self {
        self.parts.append(&mut next.into().parts);
        Self::from_parts(self.parts)
    }

    /// Joins texts that stand side by side and drops empty ones. The texts hold no line break and no NUL.
    pub(super) fn from_parts(parts: impl IntoIterator<Item = Part>) -> Self {
        let mut joined: Vec<Part> = Vec::new();
        for part in parts {
            match (joined.last_mut(), part) {
                (_, Part::Text(text)) if text.is_empty() => {}
                (Some(Part::Text(before)), Part::Text(text)) => before.push_str(&text),
                (_, part) => joined.push(part),
            }
        }
        Self { parts: joined }
    }
}

impl From<Variable> for Word {
    fn from(variable: Variable) -> Self {
        Self { parts: vec![Part::Variable(variable)] }
    }
}

impl From<crate::names::EnvName> for Variable {
    fn from(name: crate::names::EnvName) -> Self {
        Self { name: name.to_string(), modifier: None }
    }
}

impl Variable {
    /// A variable by its name: letters, digits and `_`, not beginning with a digit; or all digits; or one of the
    /// shell's special parameters, which are always empty in a build.
    pub fn new(name: impl Into<String>) -> Result<Self, SyntaxError> {
        let name = name.into();
        let sound = match name.as_bytes() {
            [] => false,
            [one] if lex::is_special(char::from(*one)) => true,
            [first, ..] if first.is_ascii_digit() => name.bytes().all(|b| b.is_ascii_digit()),
            bytes => bytes.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_'),
        };
        if sound {
            Ok(Self { name, modifier: None })
        } else {
            Err(SyntaxError::new(
                "the name of a variable",
                name,
                "only letters, digits and _ may stand in it, and no digit first",
            ))
        }
    }

    /// The same variable with a modifier, in place of the one it had.
    ///
    /// Fails where the short form's pattern begins with the form's own sign: `${A#` and `#x` together say `${A##x}`.
    pub fn with(mut self, modifier: Modifier) -> Result<Self, SyntaxError> {
        let (pattern, sign) = match &modifier {
            Modifier::RemovePrefix { pattern, longest: false } => (pattern, '#'),
            Modifier::RemoveSuffix { pattern, longest: false } => (pattern, '%'),
            _ => {
                self.modifier = Some(Box::new(modifier));
                return Ok(self);
            }
        };
        if let Some(Part::Text(text)) = pattern.parts.first()
            && text.starts_with(sign)
        {
            let reason = "with this sign in front it would be the longest match";
            return Err(SyntaxError::new("a pattern of a variable", text.clone(), reason));
        }
        self.modifier = Some(Box::new(modifier));
        Ok(self)
    }

    /// `${NAME:-word}`: this word where the variable is unset or empty.
    pub fn or(mut self, word: impl Into<Word>) -> Self {
        self.modifier = Some(Box::new(Modifier::Default { word: word.into(), or_empty: true }));
        self
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The modifier, where there is one.
    pub fn modifier(&self) -> Option<&Modifier> {
        self.modifier.as_deref()
    }
}
