use super::Reason;
use crate::names::{DistributionName, EnvName, ProjectPath, SetName, StageName};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// What fills the virtual environment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Filler {
    /// The pip of the base image.
    #[default]
    Pip,
    /// uv, of an image that has it as `/uv`.
    Uv {
        /// The image.
        image: String,
    },
}

impl Filler {
    /// Whether it is pip.
    pub fn is_pip(&self) -> bool {
        *self == Self::Pip
    }
}

/// What writes what a lock file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Exporter {
    /// uv, of an image that has it as `/uv`.
    Uv {
        /// The image.
        image: String,
    },
    /// Poetry with its plugin.
    Poetry,
    /// PDM.
    Pdm,
    /// Pipenv.
    Pipenv,
}

/// See [`Action::ExportLock`](super::Action::ExportLock).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportLock {
    /// What reads the lock file.
    pub exporter: Exporter,
    /// The lock file, from the root of the build context.
    pub lock: ProjectPath,
    /// The member of the workspace whose part of it is written; without one, that of the project beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<DistributionName>,
    /// The files that are needed to read it, itself among them, from the root of the build context.
    pub sources: Vec<ProjectPath>,
    /// The build argument that picks a set.
    pub argument: EnvName,
    /// Where the folder for the set is made.
    pub folder: String,
    /// The file that is written there.
    pub file: ProjectPath,
    /// For each set the options that choose it: words without a meaning for the shell.
    pub sets: IndexMap<SetName, Vec<String>>,
    /// Whether the digests of the archives are written.
    pub hashes: bool,
}

/// What the one who builds hands over for a command alone, and what stays in no layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret {
    /// How it is there while the command runs.
    pub place: SecretPlace,
    /// The option of `docker build` that hands it over.
    pub option: String,
    /// Whether the build can't do without.
    pub required: bool,
    /// What it is for.
    pub reason: Reason,
}

/// A package index by whose name uv looks for its credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedIndex {
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: String,
}

/// How a secret is there while a command runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecretPlace {
    /// As a file.
    File {
        /// What the secret is called.
        id: String,
        /// The file.
        target: String,
    },
    /// As a variable, which is also what the secret is called.
    Variable(EnvName),
    /// As an agent of SSH, which holds the keys.
    Agent,
}

/// The projects around one that are installed with it, from their folders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbours {
    /// The stage that has their files, each at its place in the build context.
    pub from: StageName,
    /// Where in it the folder of each set is, if not all sets install the same; else the root has what all install.
    pub folder: String,
    /// Where they lie while they are built.
    pub place: String,
    /// All of them, sorted by name.
    pub members: Vec<Neighbour>,
    /// The build argument that picks a set.
    pub argument: EnvName,
    /// Which of them each set installs.
    pub sets: IndexMap<SetName, Vec<DistributionName>>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbour {
    /// Its name.
    pub distribution: DistributionName,
    /// Its folder, or an archive of it.
    pub path: ProjectPath,
    /// Whether it is a wheel, and needs no build.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_wheel: bool,
}

impl Neighbours {
    /// What is installed whichever set is picked, where all sets install the same.
    pub fn of_all_sets(&self) -> Option<&[DistributionName]> {
        let (first, rest) = (self.sets.values().next()?, self.sets.values().skip(1));
        rest.into_iter().all(|other| other == first).then_some(first.as_slice())
    }
}
