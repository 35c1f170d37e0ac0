use super::{GlobalOption, SwitchFault};
use crate::names::EnvName;
use crate::project::requirement::{Draft, Hash, SyntaxFault};
use std::ops::Range;

/// What a line of a requirements file says. Each span holds bytes of the file.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::project) enum Statement {
    /// Something is to be installed, or bounded in a file of constraints.
    Requirement(Box<RequirementLine>),
    /// Another file is read here.
    Include(Include),
    /// An option for all that is installed together.
    Option(OptionLine),
    /// Something that pip reads over in silence.
    Overlooked { what: Overlooked, span: Range<usize> },
}

/// A requirement with its options.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::project) struct RequirementLine {
    pub(in crate::project) draft: Draft,
    pub(in crate::project) editable: bool,
    pub(in crate::project) hashes: Vec<Hash>,
    pub(in crate::project) config_settings: Vec<String>,
    pub(in crate::project) global_options: Vec<String>,
    pub(in crate::project) text: String,
    pub(in crate::project) span: Range<usize>,
}

/// `-r` or `-c`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::project) struct Include {
    /// The path or address, as written.
    pub(in crate::project) target: String,
    /// Whether the file only bounds what others ask for.
    pub(in crate::project) is_constraint: bool,
    pub(in crate::project) variables: Vec<EnvName>,
    pub(in crate::project) span: Range<usize>,
}

/// A global option. What `--find-links` names is still `GlobalOption::FindLinksUrl`, even if it is a path.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::project) struct OptionLine {
    pub(in crate::project) option: GlobalOption,
    pub(in crate::project) variables: Vec<EnvName>,
    pub(in crate::project) span: Range<usize>,
}

/// What pip reads over, where the one who wrote it surely meant something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Overlooked {
    /// Words behind an option that takes none of them.
    StrayWords,
    /// An option on the line of a requirement or an include, where it has no effect.
    OptionBesideRequirement,
    /// One more `-r`, `-c`, `-e` or `-f` on a line: only the first counts.
    SecondOnLine,
    /// `--hash` and the like on a line without a requirement.
    RequirementOptionAlone,
}

/// Why a line can't be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LineFault {
    /// The requirement is none.
    #[error("{0}")]
    Requirement(SyntaxFault),
    /// The options are none.
    #[error("{0}")]
    Switch(SwitchFault),
    /// A quote is not closed, or the line ends with a `\` that protects nothing.
    #[error("a quote is not closed")]
    UnclosedQuote,
    /// `--hash` needs `sha256:`, `sha384:` or `sha512:`, and digits.
    #[error("`{0}` is no hash")]
    BadHash(String),
    /// `--config-settings` needs `key=value`.
    #[error("`{0}` is no `key=value`")]
    BadSetting(String),
    /// The value of this option is empty.
    #[error("a value is empty")]
    EmptyValue,
    /// A password or an access token is written out in a URL.
    #[error("a secret is written in a URL")]
    SecretInUrl,
}

impl From<SyntaxFault> for LineFault {
    fn from(fault: SyntaxFault) -> Self {
        match fault {
            SyntaxFault::SecretInUrl => Self::SecretInUrl,
            other => Self::Requirement(other),
        }
    }
}
