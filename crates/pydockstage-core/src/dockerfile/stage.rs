use super::{Alias, FlagWord, Key, NonEmpty, SolidWord, SyntaxError, Word};

/// `FROM [--platform=…] image [AS alias]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FromImage {
    /// The image, or a stage before this one.
    pub image: SolidWord,
    /// `--platform`.
    pub platform: Option<FlagWord>,
    /// The stage's name.
    pub alias: Option<Alias>,
}

impl FromImage {
    /// A stage without a name.
    pub fn new(image: SolidWord) -> Self {
        Self { image, platform: None, alias: None }
    }
}

/// `NAME=value` of ENV and LABEL.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pair {
    /// What stands before the `=`.
    pub key: Key,
    /// What stands behind it; may be empty.
    pub value: Word,
}

impl Pair {
    /// A pair without variables.
    pub fn literal(key: impl Into<String>, value: impl Into<String>) -> Result<Self, SyntaxError> {
        Ok(Self { key: Key::literal(key)?, value: Word::literal(value)? })
    }
}

/// `ENV NAME=value …`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Env(pub NonEmpty<Pair>);

/// `LABEL name=value …`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Label(pub NonEmpty<Pair>);

/// `ARG NAME[=default] …`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Arg(pub NonEmpty<Argument>);

/// One argument of the build.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Argument {
    /// Its name.
    pub key: Key,
    /// Its value where the build gives none.
    pub default: Option<Word>,
}

impl Argument {
    /// An argument without a default; inside a stage, also the way to see a global one.
    pub fn new(key: impl Into<Key>) -> Self {
        Self { key: key.into(), default: None }
    }

    /// With a default.
    pub fn or(key: impl Into<Key>, default: impl Into<Word>) -> Self {
        Self { key: key.into(), default: Some(default.into()) }
    }
}
