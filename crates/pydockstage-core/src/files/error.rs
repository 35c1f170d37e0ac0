use crate::names::ProjectPath;
use std::io::ErrorKind;

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
    /// The folder that the file should go to is not there, or is no folder.
    NoFolder {
        /// The file.
        path: ProjectPath,
    },
    /// A symbolic link on the way to the file leads out of the project.
    Outside {
        /// The file.
        path: ProjectPath,
    },
    /// The project needs the file that stands there: it is read to know what to write.
    Input {
        /// The file.
        path: ProjectPath,
    },
    /// Another file that is generated has that name.
    Taken {
        /// The file.
        path: ProjectPath,
    },
    /// The operating system refused.
    Io {
        /// What was to be done.
        operation: Operation,
        /// With which file.
        path: ProjectPath,
        /// What the system says.
        kind: ErrorKind,
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
    /// The system's error alone: its text may name a temporary file, which is nobody's concern.
    pub(crate) fn io(operation: Operation, path: &ProjectPath, error: &std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::NoFolder { path: path.clone() },
            kind => Self::Io { operation, path: path.clone(), kind },
        }
    }
}
