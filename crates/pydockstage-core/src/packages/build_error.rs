/// Why an index can't be read, or no catalog made of it. `file` is its path below the mirror, or its address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A file that is needed is not there.
    #[error("{file} is not there")]
    Missing {
        /// The file.
        file: String,
    },
    /// The file can't be fetched or read.
    #[error("{file}: {reason}")]
    Unreadable {
        /// The file.
        file: String,
        /// What the system or the server said.
        reason: String,
    },
    /// The file ends in the middle of its data.
    #[error("{file} is cut off")]
    Truncated {
        /// The file.
        file: String,
    },
    /// What the file is packed in does not hold together, or its digest is not what the release says.
    #[error("{file} is corrupt: {reason}")]
    Corrupt {
        /// The file.
        file: String,
        /// What was seen.
        reason: String,
    },
    /// The file holds more than an index ever does.
    #[error("{file} holds more than {limit} bytes")]
    TooLarge {
        /// The file.
        file: String,
        /// The limit, in bytes.
        limit: u64,
    },
    /// A line is not as the format says.
    #[error("{file}, line {line}: {reason}")]
    Malformed {
        /// The file.
        file: String,
        /// The line, counted from 1; 0 where the format has none.
        line: usize,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The files were read, and nothing in them is a development package.
    #[error("no development package is in the index of {release}")]
    Empty {
        /// The release that was asked for.
        release: crate::names::Release,
    },
    /// The catalog can't be written or removed.
    #[error("{file}: {reason}")]
    Unwritable {
        /// The file.
        file: String,
        /// What the system said.
        reason: String,
    },
}
