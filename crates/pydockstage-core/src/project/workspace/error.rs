use crate::names::DistributionName;
use crate::project::Origin;

/// Why what lies around a project can't be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WorkspaceError {
    /// A source is said to be of the workspace, and there is none.
    #[error("{name} is to come from a workspace, and there is none")]
    NoWorkspace {
        /// The dependency.
        name: DistributionName,
        /// Where its source is written.
        origin: Origin,
    },
    /// A source is said to be of the workspace, which has no such member.
    #[error("the workspace has no member {name}")]
    NoMember {
        /// The dependency.
        name: DistributionName,
        /// The members.
        members: Vec<DistributionName>,
        /// Where its source is written.
        origin: Origin,
    },
    /// A source lies at a path where nothing is.
    #[error("{name} is to come from {path}, where nothing is")]
    Missing {
        /// The dependency.
        name: DistributionName,
        /// The path as written.
        path: String,
        /// Where it is written.
        origin: Origin,
    },
    /// The project, or one that it depends on, does not lie in the context.
    #[error("{path} lies outside the context")]
    Outside {
        /// The folder.
        path: String,
    },
    /// A pyproject.toml around the project is no TOML.
    #[error("{path}: {message}")]
    Toml {
        /// The file.
        path: String,
        /// What the parser says.
        message: String,
    },
    /// A file or folder can't be read.
    #[error("{path}: {kind}")]
    Unreadable {
        /// Which.
        path: String,
        /// What the system says.
        kind: std::io::ErrorKind,
    },
}

impl WorkspaceError {
    pub(super) fn unreadable(path: &str, error: &std::io::Error) -> Self {
        Self::Unreadable { path: path.to_owned(), kind: error.kind() }
    }
}
