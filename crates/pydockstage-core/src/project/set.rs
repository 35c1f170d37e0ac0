use super::requirement::Requirement;
use super::requirements_file::GlobalOption;
use super::{Found, Origin};
use crate::names::{DistributionName, EnvName, ProjectPath, SetName};
use indexmap::IndexSet;

/// A named list of requirements with everything that is needed to install it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RequirementSet {
    pub(super) name: SetName,
    pub(super) origin: Origin,
    pub(super) source: SetSource,
    #[serde(flatten)]
    pub(super) contents: Contents,
}

/// How a set is asked for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SetSource {
    /// Requirements files, each for one `-r`; hardly ever more than one.
    Files(Vec<ProjectPath>),
    /// The project's metadata: its dependencies, and those of the extras and groups named.
    Declared {
        /// The file that declares them: pyproject.toml or setup.cfg.
        file: ProjectPath,
        /// Keys of `[project.optional-dependencies]` or of `extras_require`.
        extras: Vec<DistributionName>,
        /// Keys of `[dependency-groups]` (PEP 735).
        groups: Vec<DistributionName>,
    },
    /// Requirements files and the project's metadata.
    Mixed {
        /// Requirements files, each for one `-r`.
        files: Vec<ProjectPath>,
        /// The file that declares the others.
        file: ProjectPath,
        /// Extras.
        extras: Vec<DistributionName>,
        /// Dependency groups.
        groups: Vec<DistributionName>,
    },
    /// A lock file of its own (PEP 751).
    Lock(ProjectPath),
    /// What the project asks for when it is installed: only a run of setup.py would tell, so the requirements here are
    /// none.
    ProjectItself,
}

/// What was found in the files of a set.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub(super) struct Contents {
    pub(super) closure: IndexSet<ProjectPath>,
    pub(super) directories: IndexSet<ProjectPath>,
    pub(super) requirements: Vec<Requirement>,
    pub(super) constraints: Vec<Requirement>,
    pub(super) options: Vec<Found<GlobalOption>>,
    pub(super) remote_includes: Vec<Found<RemoteInclude>>,
    pub(super) variables: IndexSet<EnvName>,
}

/// A requirements file on a server, which only pip will read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RemoteInclude {
    /// Its address.
    pub url: String,
    /// Whether it was asked for with `-c`.
    pub is_constraint: bool,
}

impl RequirementSet {
    /// What the build argument `REQS` calls it.
    pub fn name(&self) -> &SetName {
        &self.name
    }

    /// The file, or the line of the group or extra, that makes it a set.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// How it is asked for.
    pub fn source(&self) -> &SetSource {
        &self.source
    }

    /// Every file that is needed to install it, without the local folders' own: first its requirements file or
    /// metadata, then what that includes, in the order in which pip comes to each. Wheels and archives of the project
    /// are among them, and where a symbolic link leads, behind the link.
    pub fn closure(&self) -> &IndexSet<ProjectPath> {
        &self.contents.closure
    }

    /// The folders that it installs from or finds archives in, in order; the project's own root is not among them.
    pub fn directories(&self) -> &IndexSet<ProjectPath> {
        &self.contents.directories
    }

    /// What is to be installed, in the order in which pip comes to it.
    pub fn requirements(&self) -> &[Requirement] {
        &self.contents.requirements
    }

    /// What only bounds the versions of others (`-c`).
    pub fn constraints(&self) -> &[Requirement] {
        &self.contents.constraints
    }

    /// The options that hold for all of it, in order.
    pub fn options(&self) -> &[Found<GlobalOption>] {
        &self.contents.options
    }

    /// The requirements files on servers that it includes.
    pub fn remote_includes(&self) -> &[Found<RemoteInclude>] {
        &self.contents.remote_includes
    }

    /// The environment variables that pip is to put into its lines, in order.
    pub fn variables(&self) -> &IndexSet<EnvName> {
        &self.contents.variables
    }

    /// The requirements among `others` whose names it doesn't have. Another of its requirements may bring them along.
    pub fn lacks<'a>(&self, others: &'a [Requirement]) -> Vec<&'a Requirement> {
        let has = |other: &Requirement| {
            other.is_project_itself || self.requirements().iter().any(|own| own.name == other.name)
        };
        others.iter().filter(|other| !has(other)).collect()
    }

    /// Whether one of its requirements is the project itself: its dependencies can't be installed without it.
    pub fn installs_project(&self) -> bool {
        self.contents.requirements.iter().any(|requirement| requirement.is_project_itself)
    }
}
