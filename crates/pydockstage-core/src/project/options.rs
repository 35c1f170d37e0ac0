use super::workspace::Workspace;
use super::{LockKind, ProjectError};
use crate::names::{DistributionName, ProjectPath, SetName};
use indexmap::IndexMap;
use std::path::Path;
use std::sync::Arc;

/// What the owner said about where things are; what is left out is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// The folder whose `*.txt` files are the requirement sets. The root stands for `requirements.txt` and its siblings.
    pub requirements_directory: Option<ProjectPath>,
    /// The set that is installed unless the build argument says otherwise.
    pub default_set: Option<SetName>,
    /// Sets of the owner's own making. Where any is made of files, no others are looked for, except in
    /// `requirements_directory` if that is named as well.
    pub sets: IndexMap<SetName, SetParts>,
    /// Which lock file says what is installed.
    pub lock: LockWish,
    /// The folder in which Node builds something; nothing is looked for where there is none.
    pub assets: Option<ProjectPath>,
    /// Whether the owner said what the container runs: then it is not looked for.
    pub has_command: bool,
    /// The folder that its owner wants as the build context, relative to the project's.
    pub context: Option<String>,
    /// The workspace that it is a member of, where that was read before; else it is looked for.
    pub workspace: Option<Arc<Workspace>>,
}

impl ReadOptions {
    /// The workspace with its lock file: the one that is known, else the nearest around the project.
    pub(super) fn workspace_of(&self, root: &Path) -> Result<Option<Arc<Workspace>>, ProjectError> {
        match &self.workspace {
            Some(known) => Ok(Some(Arc::clone(known))),
            None => Ok(Workspace::around(root)?.map(Workspace::with_lock).transpose()?.map(Arc::new)),
        }
    }
}

/// What a set of the owner's own making is made of. With groups or extras it has the project's dependencies too.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SetParts {
    /// Requirements files.
    pub files: Vec<ProjectPath>,
    /// Extras of the project.
    pub extras: Vec<DistributionName>,
    /// Dependency groups.
    pub groups: Vec<DistributionName>,
}

/// Which lock file says what is installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LockWish {
    /// The only one that there is.
    #[default]
    Any,
    /// None, whatever lies there.
    None,
    /// That of this kind, which must be there.
    Of(LockKind),
    /// That of this kind, if it is there.
    IfThere(LockKind),
}

impl From<ProjectPath> for SetParts {
    fn from(file: ProjectPath) -> Self {
        Self { files: vec![file], ..Self::default() }
    }
}
