use crate::names::ProjectPath;

/// Why files could not be written or compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", crate::report::Message::from(self))]
pub enum FilesError {
    /// A person wrote the file that stands there.
    Foreign {
        /// The file.
        path: ProjectPath,
    },
    /// The file was generated and then changed by hand.
    Edited {
        /// The file.
        path: ProjectPath,
    },
    /// A folder, a device or a pipe stands where the file should go.
    NotAFile {
        /// The place.
        path: ProjectPath,
    },
    /// A symbolic link stands where the file should go: writing would replace it, or write elsewhere.
    Symlink {
        /// The link.
        path: ProjectPath,
    },
    /// The operating system refused.
    Io {
        /// What was to be done.
        operation: Operation,
        /// With which file.
        path: ProjectPath,
        /// The system's own words.
        message: String,
    },
}

/// What was to be done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Read what is there.
    Read,
    /// Write the new text.
    Write,
}

impl FilesError {
    pub(crate) fn io(operation: Operation, path: &ProjectPath, error: &std::io::Error) -> Self {
        Self::Io { operation, path: path.clone(), message: error.to_string() }
    }
}
