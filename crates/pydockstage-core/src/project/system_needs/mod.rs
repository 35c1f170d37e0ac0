//! What is declared to be needed of the system: `bindep.txt`, and `[external]` of pyproject.toml (PEP 725). A
//! declaration says what it says: which packages that is on a release, the plan finds out.

mod bindep;
mod dep_url;
mod error;
mod external;

pub use bindep::{BindepFault, BindepRule, Profile, Selector};
pub use dep_url::{DepUrl, DepUrlFault};
pub use error::{NeedsError, NeedsFault};
pub use external::{External, ExternalDependency, ExternalList};

use super::ProjectError;
use super::files::Files;
use super::metadata::TomlView;

/// The file of bindep, at the project's root.
pub(crate) const BINDEP: &str = "bindep.txt";

/// What the project's owner declared.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct SystemNeeds {
    /// The rules of `bindep.txt`, in order.
    pub bindep: Vec<BindepRule>,
    /// The table `[external]`.
    pub external: External,
}

impl SystemNeeds {
    /// Reads both. `root` is what lies at the root, `table` that of pyproject.toml.
    pub(super) fn read(
        files: &Files,
        root: &[(String, bool)],
        table: Option<&TomlView<'_>>,
    ) -> Result<Self, ProjectError> {
        let mut needs =
            Self { external: table.map(external::read).transpose()?.unwrap_or_default(), ..Self::default() };
        let path = crate::plan::own::<crate::names::ProjectPath>(BINDEP);
        if root.iter().any(|(name, is_directory)| name == BINDEP && !is_directory) {
            let file = files.read(&path).map_err(|fault| ProjectError::File { path, fault })?;
            needs.bindep = bindep::read(&file)?;
        }
        Ok(needs)
    }
}
