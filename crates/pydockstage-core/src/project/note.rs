use super::Origin;
use super::requirements_file::Overlooked;
use crate::names::ProjectPath;
use crate::report::Place;

/// Something that is no error, and that the owner should know.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Note {
    /// pip reads over a part of a line in silence.
    Overlooked {
        /// What it is.
        what: Overlooked,
        /// Where it is.
        place: Place,
    },
    /// Requirements files lie beside the lock file that decides.
    UnusedRequirements {
        /// The first of them.
        file: ProjectPath,
        /// The lock file.
        lock: ProjectPath,
    },
    /// What the project depends on would be known only if its build were run: setup.py, or the settings of a build
    /// backend.
    HiddenDependencies {
        /// The file.
        origin: Origin,
    },
}
