use crate::names::{DistributionName, NameError};
use crate::project::requirement::SyntaxFault;
use crate::project::{Found, Origin};
use crate::report::Place;

/// A fault in the project's metadata.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct MetadataError {
    /// Where it is written.
    pub place: Box<Place>,
    /// What is wrong.
    pub fault: MetadataFault,
}

impl MetadataError {
    pub(in crate::project) fn new(place: Place, fault: MetadataFault) -> Self {
        Self { place: Box::new(place), fault }
    }
}

/// What is wrong in the project's metadata.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MetadataFault {
    /// It is no TOML; the text says why.
    #[error("{0}")]
    Toml(String),
    /// It is no file as setup.cfg is.
    #[error("{0}")]
    Ini(super::IniFault),
    /// A key has a value of the wrong type.
    #[error("`{key}` must be {expected:?}, not {found:?}")]
    WrongType {
        /// The key with its tables, as in `project.dependencies`.
        key: String,
        /// What it must be.
        expected: ValueType,
        /// What it is.
        found: ValueType,
    },
    /// A key that must be there is not.
    #[error("`{0}` is missing")]
    Missing(String),
    /// A name is none.
    #[error("{0}")]
    BadName(NameError),
    /// It is no version (PEP 440).
    #[error("`{0}` is no version")]
    BadVersion(String),
    /// These are no version specifiers (PEP 440).
    #[error("`{0}` is no version specifier")]
    BadSpecifier(String),
    /// It is no `module:function`.
    #[error("`{0}` is no `module:function`")]
    BadEntryPoint(String),
    /// It is no path inside the project.
    #[error("{0}")]
    BadPath(NameError),
    /// A requirement is none (PEP 508).
    #[error("{0}")]
    Requirement(SyntaxFault),
    /// A group holds something that is neither a requirement nor an include (PEP 735).
    #[error("this is no item of a dependency group")]
    BadGroupItem,
    /// The group that is included is not there.
    #[error("there is no group `{wanted}`")]
    UnknownGroup {
        /// The name as written.
        wanted: String,
        /// The groups there are.
        available: Vec<DistributionName>,
    },
    /// Groups include each other in a circle: each name is followed by one that it includes.
    #[error("a dependency group includes itself")]
    GroupLoop(Vec<DistributionName>),
    /// So many groups include each other that harm is meant.
    #[error("the groups are nested too deeply")]
    GroupsTooDeep,
    /// Two extras, or two groups, have names that are one when normalised.
    #[error("`{name}` stands twice")]
    Duplicate {
        /// The name, normalised.
        name: DistributionName,
        /// Where it stood first.
        first: Origin,
    },
    /// Two files give the project different names.
    #[error("the project has two names")]
    NamesDiffer {
        /// The name that counts, and where it is.
        first: Found<DistributionName>,
        /// The other.
        second: DistributionName,
    },
}

/// The type of a value in TOML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ValueType {
    /// A string.
    String,
    /// A whole number.
    Integer,
    /// A number with a point.
    Float,
    /// `true` or `false`.
    Boolean,
    /// A date or a time.
    Datetime,
    /// An array.
    Array,
    /// An array that holds only strings.
    Strings,
    /// A table.
    Table,
}
