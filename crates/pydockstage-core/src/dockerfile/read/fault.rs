use crate::dockerfile::SyntaxError;
use std::ops::Range;

/// A text that is no Dockerfile, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {fault}")]
pub struct ParseError {
    /// What is wrong.
    pub fault: Fault,
    /// The bytes of the file that are meant.
    pub span: Range<usize>,
    /// The line, counted from 1.
    pub line: usize,
    /// The column, in characters, counted from 1.
    pub column: usize,
    /// The offending text: the first line of the span.
    pub found: String,
}

/// What is wrong with a Dockerfile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A line begins with a word that is no instruction.
    #[error("no instruction is called that")]
    UnknownInstruction,
    /// A NUL, or a carriage return that ends no line.
    #[error("a NUL or a lone carriage return stands in the line")]
    ControlCharacter,
    /// A directive stands there a second time.
    #[error("only one {name} directive can be used")]
    DirectiveTwice {
        /// Its name.
        name: String,
    },
    /// The escape directive names something else than a backslash or a backtick.
    #[error("the escape character is \\ or `")]
    BadEscape,
    /// An instruction lacks arguments.
    #[error("{instruction} needs {needs}")]
    MissingArguments {
        /// Its keyword.
        instruction: &'static str,
        /// What is missing, with its article.
        needs: &'static str,
    },
    /// An instruction has more arguments than it can take.
    #[error("{instruction} takes no argument here")]
    TooManyArguments {
        /// Its keyword.
        instruction: &'static str,
    },
    /// A flag that the instruction doesn't have.
    #[error("{instruction} has no such flag")]
    UnknownFlag {
        /// Its keyword.
        instruction: &'static str,
    },
    /// A flag stands there a second time, and only once makes sense.
    #[error("the flag stands there twice")]
    FlagTwice,
    /// A flag that takes a value has none.
    #[error("the flag needs a value")]
    FlagWithoutValue,
    /// A flag that is true or false is something else.
    #[error("the flag is true or false")]
    FlagNotBoolean,
    /// A flag holds other than ASCII characters, which the builder garbles.
    #[error("the builder garbles all but ASCII in flags")]
    FlagNotAscii,
    /// A quote in a flag has no end.
    #[error("a quote in the flag has no end")]
    FlagUnclosed,
    /// A value is none of those there are.
    #[error("it is one of {}", allowed.join(", "))]
    NotOneOf {
        /// Those there are.
        allowed: &'static [&'static str],
    },
    /// The value of `--retries` is no number.
    #[error("it is a whole number")]
    NotANumber,
    /// The value of `--mount` or `--device` is no record of CSV.
    #[error("a double quote stands where the record can't have one")]
    BadRecord,
    /// A mount has a setting that its type doesn't have.
    #[error("a mount of type {kind} has no setting `{key}`")]
    UnknownSetting {
        /// The setting.
        key: String,
        /// The type of the mount; `device` for a device.
        kind: &'static str,
    },
    /// A mount lacks a setting.
    #[error("a mount of type {kind} needs {key}=")]
    MissingSetting {
        /// The setting.
        key: &'static str,
        /// The type of the mount; `device` for a device.
        kind: &'static str,
    },
    /// An array of JSON holds something else than strings.
    #[error("the array holds something else than strings")]
    MixedArray,
    /// SHELL is given without an array of JSON.
    #[error("SHELL takes an array of JSON strings")]
    ShellNotArray,
    /// A pair lacks its `=`.
    #[error("it lacks its =")]
    MissingEquals,
    /// HEALTHCHECK is neither NONE nor CMD.
    #[error("HEALTHCHECK is followed by CMD or NONE")]
    BadHealthcheck,
    /// A word has a quote or a variable that makes no sense.
    #[error("{reason}")]
    BadWord {
        /// What makes no sense.
        reason: &'static str,
    },
    /// No line ends a heredoc.
    #[error("no line `{name}` ends the heredoc")]
    UnterminatedHeredoc {
        /// The line that is missing.
        name: String,
    },
    /// A heredoc where none can be.
    #[error("a heredoc can't stand here")]
    MisplacedHeredoc,
    /// A value that the tree has no place for.
    #[error("{0}")]
    Value(SyntaxError),
}

/// A fault at bytes of a logical line; the reader makes a [`ParseError`] of it, which knows the file.
#[derive(Debug)]
pub(super) struct LineFault {
    pub(super) fault: Fault,
    pub(super) at: Range<usize>,
}

impl LineFault {
    pub(super) fn new(fault: Fault, at: Range<usize>) -> Self {
        Self { fault, at }
    }
}

impl ParseError {
    /// The fault at these bytes of the text.
    pub(super) fn new(fault: Fault, text: &str, span: Range<usize>) -> Self {
        let before = &text[..span.start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            fault,
            line: before.matches('\n').count() + 1,
            column: text[line_start..span.start].chars().count() + 1,
            found: text[span.clone()].lines().next().unwrap_or_default().to_owned(),
            span,
        }
    }
}
