use super::error::check_one_line;
use super::quote;
use super::word::{Variable, Word};
use super::{SyntaxError, lex};

/// Writes what the narrower kinds of word have in common: the same three ways in, each with the kind's own check.
macro_rules! word_kind {
    ($name:ident) => {
        impl $name {
            /// Exactly this text; see [`Word::literal`].
            pub fn literal(text: impl Into<String>) -> Result<Self, SyntaxError> {
                Word::literal(text)?.try_into()
            }

            /// A text with variables; see [`Word::expanding`].
            pub fn expanding(text: &str) -> Result<Self, SyntaxError> {
                Word::expanding(text)?.try_into()
            }

            /// The word.
            pub fn as_word(&self) -> &Word {
                &self.0
            }
        }

        impl From<$name> for Word {
            fn from(kind: $name) -> Self {
                kind.0
            }
        }

        impl TryFrom<Variable> for $name {
            type Error = SyntaxError;

            fn try_from(variable: Variable) -> Result<Self, SyntaxError> {
                Word::from(variable).try_into()
            }
        }
    };
}

/// A word that is neither empty nor holds a blank: an image, a port, what stands where no quotes help.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SolidWord(Word);

word_kind!(SolidWord);

impl TryFrom<Word> for SolidWord {
    type Error = SyntaxError;

    fn try_from(word: Word) -> Result<Self, SyntaxError> {
        let written = quote::value(&word);
        if word.is_empty() {
            Err(SyntaxError::new("a word without blanks", written, "it is empty"))
        } else if written.contains(char::is_whitespace) {
            Err(SyntaxError::new("a word without blanks", written, "a blank stands in it"))
        } else {
            Ok(Self(word))
        }
    }
}

impl SolidWord {
    /// A port of EXPOSE, without a protocol: TCP.
    pub fn port(number: u16) -> Self {
        Self(Word::from_parts([super::Part::Text(number.to_string())]))
    }
}

/// The value of a flag, or of one setting of a mount: not empty, and of ASCII characters only, since the builder takes
/// flags apart byte by byte and garbles all others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FlagWord(Word);

word_kind!(FlagWord);

impl TryFrom<Word> for FlagWord {
    type Error = SyntaxError;

    fn try_from(word: Word) -> Result<Self, SyntaxError> {
        let written = quote::word_in_flag(&word);
        if word.is_empty() {
            Err(SyntaxError::new("the value of a flag", written, "it is empty"))
        } else if !written.is_ascii() {
            Err(SyntaxError::new(
                "the value of a flag",
                written,
                "the builder garbles all but ASCII in flags",
            ))
        } else {
            Ok(Self(word))
        }
    }
}

impl From<u32> for FlagWord {
    fn from(number: u32) -> Self {
        Self(Word::from_parts([super::Part::Text(number.to_string())]))
    }
}

/// The name in `NAME=value` of ENV, ARG and LABEL: not empty, and without `=`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key(Word);

word_kind!(Key);

impl TryFrom<Word> for Key {
    type Error = SyntaxError;

    fn try_from(word: Word) -> Result<Self, SyntaxError> {
        let written = quote::value(&word);
        if word.is_empty() {
            Err(SyntaxError::new("the name before =", written, "it is empty"))
        } else if written.contains('=') {
            Err(SyntaxError::new("the name before =", written, "a = stands in it"))
        } else {
            Ok(Self(word))
        }
    }
}

impl From<crate::names::EnvName> for Key {
    fn from(name: crate::names::EnvName) -> Self {
        Self(Word::from_parts([super::Part::Text(name.to_string())]))
    }
}

/// The name of a stage behind `AS`, as it was written; the builder compares them in lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Alias(String);

impl Alias {
    /// A letter, then letters, digits and `- _ .` (`frontend/dockerfile/instructions/parse.go`).
    pub fn new(name: impl Into<String>) -> Result<Self, SyntaxError> {
        let name = name.into();
        if name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        {
            Ok(Self(name))
        } else {
            Err(SyntaxError::new(
                "the name of a stage",
                name,
                "a letter must come first, and only letters, digits and - _ . may follow",
            ))
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<crate::names::StageName> for Alias {
    fn from(name: crate::names::StageName) -> Self {
        Self(name.to_string())
    }
}

/// What `COPY --from` names: a stage, an image, or a context. The builder takes it as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reference(String);

impl Reference {
    /// Visible ASCII characters, without quotes, backslashes, backticks and `<`. Variables pass, though builders that
    /// expand them here are few.
    pub fn new(name: impl Into<String>) -> Result<Self, SyntaxError> {
        let name = name.into();
        let reason = if name.is_empty() {
            "it is empty"
        } else if !name.bytes().all(|b| b.is_ascii_graphic() && !b"'\"\\`<".contains(&b)) {
            "only visible ASCII characters may stand in it, and no quotes or backslashes"
        } else if let Err(fault) = lex::expanding(&name) {
            fault.reason
        } else {
            return Ok(Self(name));
        };
        Err(SyntaxError::new("a stage or an image to copy from", name, reason))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<crate::names::StageName> for Reference {
    fn from(name: crate::names::StageName) -> Self {
        Self(name.to_string())
    }
}

/// A length of time as Go writes it: `30s`, `1m30s`, `1.5h` (`time.ParseDuration`).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Interval(String);

impl Interval {
    /// Numbers, each with its unit: `ns`, `us`, `ms`, `s`, `m`, `h`; or `0` alone.
    pub fn new(text: impl Into<String>) -> Result<Self, SyntaxError> {
        let text = text.into();
        if text == "0" || Self::is_sound(&text) {
            Ok(Self(text))
        } else {
            Err(SyntaxError::new("a length of time", text, "it is written like 30s or 1m30s"))
        }
    }

    /// Whether it is a row of numbers with units.
    fn is_sound(text: &str) -> bool {
        // `ms` before `m`, or the minutes would leave an `s`.
        const UNITS: [&str; 6] = ["ns", "us", "ms", "s", "m", "h"];
        let mut rest = text;
        while !rest.is_empty() {
            let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            let number = &rest[..rest.len() - behind.len()];
            if !number.contains(|c: char| c.is_ascii_digit()) || number.matches('.').count() > 1 {
                return false;
            }
            match UNITS.iter().find_map(|unit| behind.strip_prefix(unit)) {
                Some(after) => rest = after,
                None => return false,
            }
        }
        !text.is_empty()
    }

    /// So many seconds.
    pub fn seconds(seconds: u32) -> Self {
        Self(format!("{seconds}s"))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The value of a parser directive: one line, not empty, no blank at its ends.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DirectiveValue(String);

impl DirectiveValue {
    /// The text behind `=`.
    pub fn new(text: impl Into<String>) -> Result<Self, SyntaxError> {
        let text = text.into();
        check_one_line("the value of a directive", &text)?;
        if text.is_empty() {
            Err(SyntaxError::new("the value of a directive", text, "it is empty"))
        } else if text.trim() != text {
            Err(SyntaxError::new("the value of a directive", text, "a blank stands at its beginning or end"))
        } else {
            Ok(Self(text))
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
