use crate::names::{Release, SystemPackage};

/// What is asked of a catalog and is not in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PackageError {
    /// No catalog holds the release.
    #[error("no catalog holds {release}")]
    UnknownRelease {
        /// What was asked for.
        release: Release,
        /// The releases there are.
        known: Vec<Release>,
    },
    /// The release has no such development package, nor has any other.
    #[error("{release} has no development package `{package}`")]
    UnknownPackage {
        /// What was asked for.
        package: SystemPackage,
        /// Where it was looked for.
        release: Release,
        /// The nearest names of the release, the nearest first.
        nearest: Vec<SystemPackage>,
    },
    /// The name is another release's.
    #[error("`{package}` is a package of another release than {release}")]
    OtherRelease {
        /// What was asked for.
        package: SystemPackage,
        /// Where it was looked for.
        release: Release,
        /// The releases that have it.
        homes: Vec<Release>,
        /// What this release has in its place, as far as it is known.
        here: Vec<SystemPackage>,
    },
    /// The name is a runtime package of the release: nothing can be compiled against it alone.
    #[error("`{package}` is a runtime package of {release}")]
    RuntimePackage {
        /// What was asked for.
        package: SystemPackage,
        /// Where it was looked for.
        release: Release,
        /// The development packages whose runtime half it is.
        development: Vec<SystemPackage>,
    },
}

/// Why a text is no catalog.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TextFault {
    /// No line tells of a release.
    #[error("no release is named at its beginning")]
    NoRelease,
    /// Something else than printable ASCII stands in it.
    #[error("line {line} has a character that is no printable ASCII")]
    NotAscii {
        /// The line, counted from 1.
        line: usize,
    },
    /// A line that is not of the form.
    #[error("line {line} is of no known form")]
    Form {
        /// The line, counted from 1.
        line: usize,
    },
    /// A line that should stand further up.
    #[error("line {line} is out of order")]
    Order {
        /// The line, counted from 1.
        line: usize,
    },
}
