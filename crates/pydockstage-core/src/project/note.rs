use super::Origin;
use super::requirements_file::Overlooked;
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
    /// What the project depends on stands in setup.py alone, which is not run.
    DependenciesInCode {
        /// The file.
        origin: Origin,
    },
}
