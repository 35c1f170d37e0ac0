use super::closure::Closures;
use super::metadata::{Declared, Dependencies};
use super::requirement::Requirement;
use super::set::Contents;
use super::{Origin, ProjectError};

/// What the project's metadata says is installed with it, whether or not its requirement sets are read from there.
///
/// Where they are not, a set may lack some of it: then the project, installed without its dependencies, would not run.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProjectDependencies {
    /// There is no project that could declare any.
    NoProject,
    /// These, perhaps none.
    Listed(Vec<Requirement>),
    /// Only a run of the build would tell; the file is the one that it would ask.
    Hidden(Origin),
}

impl ProjectDependencies {
    pub(super) fn read(declared: &Declared<'_>, closures: &Closures<'_>) -> Result<Self, ProjectError> {
        let list = match &declared.dependencies {
            Dependencies::NoProject => return Ok(Self::NoProject),
            Dependencies::Hidden(origin) => return Ok(Self::Hidden(origin.clone())),
            Dependencies::Listed(list) => list,
        };
        let mut contents = Contents::default();
        for file in &list.files {
            closures.read(file, &mut contents)?;
        }
        for line in &list.lines {
            let requirement = closures.declared(line, &mut contents)?;
            contents.requirements.push(requirement);
        }
        Ok(Self::Listed(contents.requirements))
    }

    /// The requirements, as far as they can be told.
    pub fn listed(&self) -> &[Requirement] {
        match self {
            Self::Listed(requirements) => requirements,
            Self::NoProject | Self::Hidden(_) => &[],
        }
    }
}
