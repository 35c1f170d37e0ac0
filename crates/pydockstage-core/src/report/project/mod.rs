//! What is said about faults of the project as it was found.

mod files;
mod lock;
mod metadata;
mod needs;
mod notes;
mod requirements;
mod sets;
mod syntax;
mod workspace;

use super::Message;
use crate::project::{LockError, ProjectError};

/// What the project room knows to read, for the one who has something else.
const LOOKED_FOR: &str = "looked for a folder requirements/ with *.txt files, for requirements.txt, for a \
                          pyproject.toml with [project], [build-system] or [dependency-groups], for setup.cfg and for \
                          setup.py";

impl From<&ProjectError> for Message {
    fn from(error: &ProjectError) -> Self {
        match error {
            ProjectError::Root { root, fault } => files::root(root, fault),
            ProjectError::NothingFound { root } => {
                Self::new("no-project", format!("no Python project was found in {}", root.display()))
                    .note(LOOKED_FOR)
                    .help("run it in the folder of the project, or name that folder")
                    .help("a project without dependencies needs no more than an empty requirements.txt")
            }
            ProjectError::File { path, fault } => files::file(path.as_str(), fault),
            ProjectError::Requirements(error) => requirements::message(error),
            ProjectError::Sets(error) => sets::message(error),
            ProjectError::Lock(error) => lock::message(error),
            ProjectError::Needs(error) => needs::message(error),
            ProjectError::Metadata(error) => metadata::message(error),
            ProjectError::Workspace(error) => workspace::message(error),
        }
    }
}

impl From<&LockError> for Message {
    fn from(error: &LockError) -> Self {
        lock::message(error)
    }
}
