use super::KeptFault;
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
    /// The user's own catalog of the release can't be used.
    #[error("{file} is no catalog of {release}: {fault}")]
    BadCatalog {
        /// What was asked for.
        release: Release,
        /// The file.
        file: String,
        /// Why.
        fault: KeptFault,
    },
    /// The directory of the user's own catalogs can't be read.
    #[error("{directory}: {reason}")]
    UnreadableDirectory {
        /// The directory.
        directory: String,
        /// What the system said.
        reason: String,
    },
    /// No library of this name is known in the release.
    #[error("no package of {release} is known to own `{library}`")]
    UnknownLibrary {
        /// What was asked for.
        library: String,
        /// Where it was looked for.
        release: Release,
        /// The releases that have it, and the packages that own it there.
        elsewhere: Vec<(Release, Vec<SystemPackage>)>,
        /// The nearest libraries of the release, and the packages that own them.
        nearest: Vec<(String, Vec<SystemPackage>)>,
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
    /// Its first line is not that of a catalog.
    #[error("it does not begin as a catalog does")]
    NoCatalog,
    /// It is written in another format than this version reads.
    #[error("it has format {format}, and this version reads format {}", super::text::FORMAT)]
    Format {
        /// The number of its format.
        format: u32,
    },
    /// Its lines are not those that its first line was made for.
    #[error("it was cut off or changed after it was made")]
    Digest,
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
