//! What the owner's own steps do: commands, copies and downloads, as data.

use super::{Filler, NamedIndex, Secret};
use crate::names::{EnvName, ProjectPath, StageName};
use crate::spec::values::{
    BuildNetwork, CacheSharing, Checksum, FileMode, MemorySize, MountName, StageOrImage,
};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// A command of the owner's own. What stands beside it holds for it alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRun {
    /// What runs.
    pub program: Program,
    /// Its variables, literally.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub variables: IndexMap<EnvName, String>,
    /// What is there while it runs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mounts: Vec<RunMount>,
    /// Its network; that of the build where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network: Option<BuildNetwork>,
}

/// What a command is for whoever runs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Program {
    /// A program and its arguments, which no shell reads.
    Words(Vec<String>),
    /// A line for the shell that the builder reads as it stands.
    Line(String),
    /// Lines for the shell, which stops at the first that fails.
    Script(String),
}

/// What is there while a command runs, and not in the image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum RunMount {
    /// A folder that outlives the build.
    Cache {
        /// Where it appears.
        target: String,
        /// What tells it from others; the target where there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<MountName>,
        /// What several builds at once do with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sharing: Option<CacheSharing>,
    },
    /// Files of the project, of a stage or of an image.
    Bind {
        /// Which; all there are where there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<String>,
        /// The stage or the image; the project where there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<StageOrImage>,
        /// Where they appear.
        target: String,
        /// Whether the command may write there; what it writes is thrown away.
        writable: bool,
    },
    /// A folder in memory.
    Tmpfs {
        /// Where it appears.
        target: String,
        /// How much it may hold.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        size: Option<MemorySize>,
    },
    /// A secret of the build.
    Secret {
        /// Its name.
        id: MountName,
        /// The file it appears as.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target: Option<String>,
        /// The variable it appears as.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        env: Option<EnvName>,
        /// Whether the build fails without it.
        required: bool,
    },
    /// The agent of SSH.
    Ssh {
        /// Its name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<MountName>,
        /// The socket.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target: Option<String>,
        /// Whether the build fails without it.
        required: bool,
    },
}

/// Files that the owner copies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnCopy {
    /// The stage or the image; the project where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<StageOrImage>,
    /// The files and folders.
    pub sources: Vec<String>,
    /// Where they go.
    pub target: String,
    /// Whom they belong to, as `10001:0`; root where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Their permissions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<FileMode>,
}

/// A file that the builder fetches, and refuses where it is another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Download {
    /// Its address.
    pub address: String,
    /// Its digest.
    pub checksum: Checksum,
    /// Where it goes.
    pub target: String,
    /// Whom it belongs to, as `10001:0`; root where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Its permissions; the builder's default, 0600, where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<FileMode>,
}

/// A requirement set on top of what is installed, without another version of anything that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstallMore {
    /// The stage that has the set's files.
    pub from: StageName,
    /// The folder with them.
    pub folder: String,
    /// Where they lie while they are installed.
    pub project: String,
    /// Whether the installation may write beside them, in a copy that is thrown away.
    pub writable: bool,
    /// The files that the installer is given, relative to that folder.
    pub files: Vec<String>,
    /// The virtual environment.
    pub venv: String,
    /// What fills it.
    #[serde(default, skip_serializing_if = "Filler::is_pip")]
    pub filler: Filler,
    /// Whether the files list everything, so that nothing else is to be installed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_complete: bool,
    /// What is built from its source although there are wheels: names, or `:all:`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub no_binary: Vec<String>,
    /// The indexes that uv is told of by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indexes: Vec<NamedIndex>,
    /// pip's own settings, beside the files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pip_settings: Option<ProjectPath>,
    /// What is handed over for the installation alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub secrets: Vec<Secret>,
}

/// The project as a link to its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstallLink {
    /// Where the source lies, and is mounted over.
    pub project: String,
    /// The virtual environment.
    pub venv: String,
    /// Variables of the build alone, each with the build argument that it takes its value from.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub variables: IndexMap<EnvName, EnvName>,
}

impl OwnRun {
    /// What it runs, in a few words.
    pub fn summary(&self) -> String {
        let text = match &self.program {
            Program::Words(words) => words.join(" "),
            Program::Line(text) | Program::Script(text) => text.clone(),
        };
        let mut line = text.trim().lines().next().unwrap_or_default().to_owned();
        if line.chars().count() > 60 || text.trim().contains('\n') {
            line = line.trim_end_matches(['\\', ' ']).chars().take(60).chain(['…']).collect();
        }
        format!("run {line}")
    }

    /// The stages and images that it takes files from.
    pub fn takes(&self) -> impl Iterator<Item = &StageOrImage> {
        self.mounts.iter().filter_map(|mount| match mount {
            RunMount::Bind { from, .. } => from.as_ref(),
            _ => None,
        })
    }
}
