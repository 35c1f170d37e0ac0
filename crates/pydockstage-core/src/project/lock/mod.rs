//! Lock files: the exact packages that an installer would install, and which archives each of them has.

mod closure;
mod error;
mod find;
mod kind;
mod no_binary;
mod package;
mod pdm;
mod pipenv;
mod poetry;
mod poetry_arrows;
mod pylock;
mod read;
mod roots;
mod source;
mod uv;
mod wheel_name;

pub use closure::Wanted;
pub use error::{LockError, LockFault};
pub use kind::LockKind;
pub use no_binary::NoBinary;
pub use package::{LockedDependency, LockedPackage, Membership};
pub use roots::Roots;
pub use source::LockedSource;
pub use wheel_name::WheelName;

pub(super) use find::{find, of_workspace};

use super::Found;
use crate::names::{DistributionName, ProjectPath};
use indexmap::IndexMap;
use pep440_rs::VersionSpecifiers;

/// A lock file of the project.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Lock {
    /// Whose it is.
    pub kind: LockKind,
    /// The file.
    pub file: ProjectPath,
    /// The name in `pylock.NAME.toml` (PEP 751, "File Name"); none for every other file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<DistributionName>,
    /// The version of its format, as it is written there.
    pub version: Found<String>,
    /// The Python versions that it was made for.
    pub requires_python: Option<Found<VersionSpecifiers>>,
    /// The digest of what it was made from (poetry, pdm, pipenv).
    pub content_hash: Option<Found<String>>,
    /// The extras that it says it covers; those of pdm are groups.
    pub extras: Vec<DistributionName>,
    /// The dependency groups that it says it covers. The dependencies that are always installed are a group of their
    /// own to poetry (`main`), pdm and pipenv (`default`); that one is left out.
    pub groups: Vec<DistributionName>,
    /// The groups that are written otherwise than their normalised name: pipenv knows its categories by no other.
    pub written_groups: IndexMap<DistributionName, String>,
    /// The groups that are installed unless others are asked for (PEP 751, `default-groups`).
    pub default_groups: Vec<DistributionName>,
    /// The members of the workspace that it was made for (uv); for other locks, and where there are none, the project.
    pub members: Vec<DistributionName>,
    /// What the project asks for, where that is no package of the lock (pdm and poetry without groups; the groups of a
    /// workspace without a project of its own: uv, `[manifest.dependency-groups]`).
    pub roots: Roots,
    /// What its installer is told to build from its source although there are wheels.
    pub no_binary: NoBinary,
    /// Every package, in the order of the file.
    pub packages: Vec<LockedPackage>,
}

impl Lock {
    /// A lock that holds nothing yet.
    fn new(kind: LockKind, file: ProjectPath, version: Found<String>) -> Self {
        Self {
            kind,
            file,
            name: None,
            version,
            requires_python: None,
            content_hash: None,
            extras: Vec::new(),
            groups: Vec::new(),
            written_groups: IndexMap::new(),
            default_groups: Vec::new(),
            members: Vec::new(),
            roots: Roots::default(),
            no_binary: NoBinary::default(),
            packages: Vec::new(),
        }
    }

    /// The packages of that name: more than one where environments get different versions.
    pub fn named<'a>(&'a self, name: &'a DistributionName) -> impl Iterator<Item = &'a LockedPackage> {
        self.packages.iter().filter(move |package| package.name == *name)
    }

    /// Whether its packages say by themselves for which groups they are installed, or the project is one of them.
    fn tells_groups(&self) -> bool {
        match self.kind {
            LockKind::Uv | LockKind::Pylock | LockKind::Pipenv => true,
            LockKind::Poetry | LockKind::Pdm => {
                self.packages.iter().any(|package| package.membership.is_some())
            }
        }
    }
}
