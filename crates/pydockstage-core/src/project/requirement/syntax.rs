use std::ops::Range;

/// A text that is no requirement, with the bytes that make it so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault} (at {}..{})", span.start, span.end)]
pub struct SyntaxError {
    /// Which rule is broken.
    pub fault: SyntaxFault,
    /// The bytes of the text that was read; empty where something is missing.
    pub span: Range<usize>,
}

impl SyntaxError {
    pub(in crate::project) fn new(fault: SyntaxFault, span: Range<usize>) -> Self {
        Self { fault, span }
    }

    /// The same error, where the text stands `offset` bytes further in another one.
    pub(in crate::project) fn moved(self, offset: usize) -> Self {
        Self { span: self.span.start + offset..self.span.end + offset, ..self }
    }
}

/// The rule of PEP 508 or of pip that a requirement breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SyntaxFault {
    /// A name must come first.
    #[error("a name is expected")]
    NameExpected,
    /// A name must begin and end with a letter or a digit.
    #[error("`{0}` is no name")]
    BadName(String),
    /// The name of an extra is expected.
    #[error("an extra is expected")]
    ExtraExpected,
    /// This parenthesis, bracket or quote is never closed.
    #[error("`{0}` is not closed")]
    Unclosed(char),
    /// `=` is no comparison.
    #[error("`=` is no comparison")]
    SingleEquals,
    /// This is no version specifier (PEP 440).
    #[error("`{0}` is no version specifier")]
    BadSpecifier(String),
    /// Behind a name only a version specifier, a URL or a marker may follow.
    #[error("a version specifier is expected")]
    SpecifierExpected,
    /// A URL is expected behind `@`.
    #[error("a URL is expected")]
    UrlExpected,
    /// The URL has a scheme that pip doesn't know, or none.
    #[error("`{0}` is no URL that can be installed from")]
    BadUrl(String),
    /// The name of a wheel has five or six parts, with hyphens between them.
    #[error("`{0}` is no name of a wheel")]
    BadWheelName(String),
    /// Extras stand in the fragment of a URL, where pip doesn't take them any more.
    #[error("extras are no part of a fragment")]
    ExtrasInFragment,
    /// Only a `;` may follow, and before it a blank where a URL is.
    #[error("a semicolon is expected")]
    SemicolonExpected,
    /// A marker compares a variable or a quoted text here.
    #[error("a marker's variable or a quoted text is expected")]
    MarkerValueExpected,
    /// A marker needs a comparison here.
    #[error("a marker's comparison is expected")]
    MarkerOperatorExpected,
    /// The marker is complete, and something follows.
    #[error("the end of the marker is expected")]
    MarkerEndExpected,
    /// Too many parentheses in each other.
    #[error("the marker is nested too deeply")]
    MarkerTooDeep,
    /// A password or an access token is written out in a URL.
    #[error("a secret is written in a URL")]
    SecretInUrl,
    /// What follows `-e` must be a folder or a repository.
    #[error("only a folder or a repository can be editable")]
    NotEditable,
    /// An editable repository must say what it is called.
    #[error("an editable repository needs a name")]
    EditableWithoutName,
}
