use std::ops::Range;

/// Why there are no pins, or none that fit the plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error("{}", crate::report::Message::from(self))]
pub enum PinsError {
    /// The lock file is there and can't be read.
    Unreadable {
        /// What the system says.
        kind: std::io::ErrorKind,
    },
    /// A folder or a special file stands in its place.
    NotAFile,
    /// The lock file is larger than any that is written.
    TooLarge {
        /// How many bytes it may have.
        limit: u64,
    },
    /// The lock file is not UTF-8.
    NotUtf8,
    /// The lock file is none that `pydockstage lock` writes.
    Malformed {
        /// What is wrong.
        reason: String,
        /// The file's text.
        text: String,
        /// Where in it, where that is known.
        span: Option<Range<usize>>,
    },
    /// The lock file was written by a later version.
    UnknownVersion {
        /// What it says of its form.
        version: String,
        /// The file's text.
        text: String,
        /// Where in it.
        span: Range<usize>,
    },
    /// The images of the plan are not those of the lock file.
    Stale {
        /// Images of the plan that the file lacks.
        lacking: Vec<String>,
        /// Images of the file that the plan has no use for.
        unused: Vec<String>,
    },
    /// Pins were asked for, and there is no lock file.
    Missing,
}

/// Why a registry did not tell the digest of an image.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", crate::report::Message::from(self))]
pub struct RegistryError {
    /// The image as the plan names it.
    pub image: String,
    /// The host that was asked.
    pub host: String,
    /// What went wrong.
    pub fault: RegistryFault,
}

/// What went wrong with a registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegistryFault {
    /// No answer came, for the reason that the network gives.
    Unreachable(String),
    /// It has no such image, or no such tag.
    NoImage,
    /// It gives it to nobody without an account.
    Refused,
    /// Too many questions were asked.
    TooMany,
    /// It answers with a status that says that it failed.
    Status(u16),
    /// Its answer is not one of a registry.
    Malformed(String),
}
