use super::Reason;
use crate::names::{EnvName, ProjectPath, SetName};
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
    /// The lock file.
    pub lock: ProjectPath,
    /// The files that are needed to read it, itself among them.
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
