use super::Origin;
use super::files::FileFault;
use super::lock::{LockError, LockKind};
use super::metadata::MetadataError;
use super::requirements_file::LineFault;
use super::system_needs::NeedsError;
use super::workspace::WorkspaceError;
use crate::names::{DistributionName, NameError, ProjectPath, SetName};
use crate::report::Place;
use std::path::PathBuf;

/// Why a project could not be read.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ProjectError {
    /// The root itself can't be read: it is missing, or no folder.
    #[error("{}: {fault}", root.display())]
    Root {
        /// The root, as given.
        root: PathBuf,
        /// What is wrong with it.
        fault: FileFault,
    },
    /// There is nothing at the root that makes a Python project.
    #[error("no Python project was found in {}", root.display())]
    NothingFound {
        /// The root, as given.
        root: PathBuf,
    },
    /// A file that was found or named could not be read.
    #[error("{path}: {fault}")]
    File {
        /// The file.
        path: ProjectPath,
        /// What is wrong with it.
        fault: FileFault,
    },
    /// A requirements file, or one that it includes, can't be understood.
    #[error(transparent)]
    Requirements(Box<RequirementsError>),
    /// The project's metadata can't be understood.
    #[error(transparent)]
    Metadata(Box<MetadataError>),
    /// The requirement sets can't be told.
    #[error(transparent)]
    Sets(Box<SetsError>),
    /// What lies around the project can't be told.
    #[error(transparent)]
    Workspace(Box<WorkspaceError>),
    /// A lock file can't be understood.
    #[error(transparent)]
    Lock(Box<LockError>),
    /// What is declared to be needed of the system can't be understood.
    #[error(transparent)]
    Needs(Box<NeedsError>),
}

/// A fault in a requirements file.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct RequirementsError {
    /// Where it is written.
    pub place: Place,
    /// What is wrong.
    pub fault: RequirementsFault,
    /// The includes that led there, the outermost first.
    pub chain: Vec<IncludeLink>,
}

/// One file includes another.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct IncludeLink {
    /// The line that includes.
    pub from: Origin,
    /// The file that is included.
    pub to: ProjectPath,
}

/// What is wrong in a requirements file.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RequirementsFault {
    /// The line can't be understood.
    #[error("{0}")]
    Line(LineFault),
    /// The encoding that the file declares is none that is read: only UTF-8 is.
    #[error("the encoding `{0}` is declared")]
    Encoding(String),
    /// The file that is included can't be read.
    #[error("{path}: {fault}")]
    Include {
        /// The file, or the text where that is no path of the project.
        path: String,
        /// What is wrong with it.
        fault: FileFault,
        /// The files that lie where it was looked for.
        beside: Vec<ProjectPath>,
    },
    /// The file that is included includes this one.
    #[error("{0} includes itself")]
    IncludeLoop(ProjectPath),
    /// So many files include each other that harm is meant.
    #[error("the includes are nested too deeply")]
    IncludeTooDeep,
    /// Which file is included depends on an environment variable.
    #[error("the include `{0}` depends on an environment variable")]
    VariableInInclude(String),
    /// What is to be installed from the project is not there.
    #[error("`{path}`: {fault}")]
    Path {
        /// The path as written.
        path: String,
        /// What is wrong with it.
        fault: FileFault,
        /// The same path below the file's own folder, if there is something.
        beside: Option<ProjectPath>,
    },
    /// The folder that is to be installed has neither setup.py nor pyproject.toml.
    #[error("`{0}` can't be installed")]
    NotInstallable(ProjectPath),
    /// The file that is to be installed is neither a wheel nor a source archive.
    #[error("`{0}` is no archive")]
    NotArchive(ProjectPath),
    /// A constraint must be a name with versions, or a name with an address.
    #[error("this can't be a constraint")]
    NotConstraint,
}

/// Why the requirement sets can't be told.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SetsError {
    /// Both a folder and a file could hold the requirements.
    #[error("both {directory} and {file} hold requirements")]
    Ambiguous {
        /// The folder.
        directory: ProjectPath,
        /// The file.
        file: ProjectPath,
    },
    /// The folder that was named has no requirements file.
    #[error("{directory} has no requirements file")]
    NoFiles {
        /// The folder.
        directory: ProjectPath,
    },
    /// The file's stem can't be the name of a set.
    #[error("{path}: {fault}")]
    BadName {
        /// The file, or the place where the group or extra is written.
        path: Origin,
        /// Which rule is broken.
        fault: NameError,
    },
    /// Two things that make a set have the same name.
    #[error("the set {name} stands twice")]
    Duplicate {
        /// The name.
        name: SetName,
        /// Where it stood first.
        first: Origin,
        /// Where it stands again.
        second: Origin,
    },
    /// There is no set `base`, and more than one other.
    #[error("no set is the default")]
    NoDefault {
        /// The sets.
        available: Vec<SetName>,
    },
    /// More than one installer has a lock file there.
    #[error("there are several lock files")]
    TwoLocks {
        /// The files.
        files: Vec<ProjectPath>,
        /// Whose they are, in the same order.
        kinds: Vec<LockKind>,
    },
    /// A lock file, and a requirements file that was compiled as another one.
    #[error("both {lock} and {file} lock the project")]
    LockAndCompiled {
        /// The lock file.
        lock: ProjectPath,
        /// Whose it is.
        kind: LockKind,
        /// The requirements file.
        file: ProjectPath,
    },
    /// The installer that was named has no lock file there.
    #[error("there is no {}", kind.file_name())]
    NoLock {
        /// The installer's kind of lock file.
        kind: LockKind,
    },
    /// Requirements files were named beside an installer that only takes its lock file.
    #[error("{kind} installs no requirements files")]
    FilesBesideLock {
        /// The installer's kind of lock file.
        kind: LockKind,
    },
    /// A set of the owner's own making has a group or an extra that is not there.
    #[error("there is no {what} {wanted}")]
    UnknownPart {
        /// The set.
        set: SetName,
        /// What is missing: `extra`, `dependency group`.
        what: &'static str,
        /// Its name.
        wanted: DistributionName,
        /// Those that there are.
        available: Vec<DistributionName>,
    },
    /// The set that was named as the default is not there.
    #[error("there is no set {wanted}")]
    UnknownDefault {
        /// The name that was asked for.
        wanted: SetName,
        /// The sets.
        available: Vec<SetName>,
    },
}

impl RequirementsFault {
    /// An include that leads out of the project.
    pub(super) fn outside(target: &str) -> Self {
        Self::Include { path: target.to_owned(), fault: FileFault::Outside, beside: Vec::new() }
    }
}

impl From<MetadataError> for ProjectError {
    fn from(error: MetadataError) -> Self {
        Self::Metadata(Box::new(error))
    }
}

impl From<NeedsError> for ProjectError {
    fn from(error: NeedsError) -> Self {
        Self::Needs(Box::new(error))
    }
}

impl From<LockError> for ProjectError {
    fn from(error: LockError) -> Self {
        Self::Lock(Box::new(error))
    }
}

impl From<SetsError> for ProjectError {
    fn from(error: SetsError) -> Self {
        Self::Sets(Box::new(error))
    }
}

impl From<RequirementsError> for ProjectError {
    fn from(error: RequirementsError) -> Self {
        Self::Requirements(Box::new(error))
    }
}

impl From<WorkspaceError> for ProjectError {
    fn from(error: WorkspaceError) -> Self {
        Self::Workspace(Box::new(error))
    }
}
