use super::LockKind;
use crate::names::{DistributionName, NameError};
use crate::project::Origin;
use crate::project::metadata::{MetadataError, MetadataFault};
use crate::report::Place;

/// A fault in a lock file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct LockError {
    /// Whose lock file it is.
    pub kind: LockKind,
    /// Where it is written.
    pub place: Box<Place>,
    /// What is wrong.
    pub fault: LockFault,
}

/// What is wrong in a lock file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LockFault {
    /// The file can't be read as what it is: its syntax, a type, a key that is missing, a name that is none.
    #[error("{0}")]
    Content(MetadataFault),
    /// It is no JSON; the text says why.
    #[error("{0}")]
    Json(String),
    /// The version of the format is one that is not read.
    #[error("the version {found} is not read")]
    UnknownVersion {
        /// The version as written.
        found: String,
        /// The versions that are read, in words.
        read: &'static str,
    },
    /// A package comes from something that is not known.
    #[error("its source is none of {known}")]
    UnknownSource {
        /// The kinds of source, in words.
        known: &'static str,
    },
    /// Two entries are the same package.
    #[error("{package} stands twice")]
    Duplicate {
        /// Name and version.
        package: String,
        /// Where it stood first.
        first: Origin,
    },
    /// The file name of a wheel tells no tags.
    #[error("{0}")]
    WheelName(NameError),
    /// Something depends on a package that is not in the file.
    #[error("{wanted} is missing")]
    MissingPackage {
        /// The distribution.
        wanted: DistributionName,
        /// What depends on it; none where the project itself does.
        needed_by: Option<DistributionName>,
    },
    /// Two versions of one distribution would be installed at once.
    #[error("{name} has more than one version")]
    Contradiction {
        /// The distribution.
        name: DistributionName,
        /// Each version with its place.
        versions: Vec<(String, Origin)>,
    },
    /// A set asks for a group that is not locked.
    #[error("the group {wanted} is not locked")]
    MissingGroup {
        /// The group or extra.
        wanted: DistributionName,
        /// Those that are.
        available: Vec<DistributionName>,
    },
}

impl LockError {
    pub(super) fn at(kind: LockKind, origin: &Origin, fault: LockFault) -> Self {
        let place = Place { path: origin.path.to_string(), line: origin.line, ..Place::default() };
        Self { kind, place: Box::new(place), fault }
    }

    pub(super) fn content(kind: LockKind) -> impl Fn(MetadataError) -> Self {
        move |error| Self { kind, place: error.place, fault: LockFault::Content(error.fault) }
    }
}
