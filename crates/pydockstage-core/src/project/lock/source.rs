use crate::names::{NameError, ProjectPath};

/// Where a locked package comes from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LockedSource {
    /// A package index.
    Index {
        /// Its address or its name, as the lock writes it; none where it says nothing, which means the default.
        index: Option<String>,
    },
    /// A package index that is a folder: `--find-links` of wheels in the project, as written.
    Folder {
        /// The folder, relative to the lock file.
        path: String,
    },
    /// A git repository.
    Git {
        /// Its address, without what belongs to the installer.
        url: String,
        /// The commit.
        revision: Option<String>,
        /// The folder inside, where the project does not lie at the top.
        subdirectory: Option<String>,
    },
    /// A repository of another version control system (PEP 751, `packages.vcs.type`).
    Repository {
        /// The system: `hg`, `bzr`, `svn`.
        system: String,
        /// Its address.
        url: String,
    },
    /// An archive on a server.
    Archive {
        /// Its address.
        url: String,
        /// The folder inside, where the project does not lie at the top.
        subdirectory: Option<String>,
    },
    /// A wheel or a source archive in the project.
    File {
        /// The file, relative to the lock file, as written.
        path: String,
    },
    /// A folder that is built and installed.
    Directory {
        /// The folder, relative to the lock file, as written.
        path: String,
        /// Whether it is installed as a link to its source.
        editable: bool,
    },
    /// A folder that only brings its dependencies and is itself not installed.
    Virtual {
        /// The folder, relative to the lock file, as written.
        path: String,
    },
}

impl LockedSource {
    /// The path of what lies beside the lock file, which itself lies in `folder`; none where it comes from elsewhere.
    pub fn path_from(&self, folder: &ProjectPath) -> Option<Result<ProjectPath, NameError>> {
        match self {
            Self::Folder { path }
            | Self::File { path }
            | Self::Directory { path, .. }
            | Self::Virtual { path } => Some(folder.join(path)),
            Self::Index { .. } | Self::Git { .. } | Self::Repository { .. } | Self::Archive { .. } => None,
        }
    }

    /// Whether it is the folder of the lock file itself: the project.
    pub fn is_root(&self) -> bool {
        match self {
            Self::Directory { path, .. } | Self::Virtual { path } => {
                ProjectPath::root().join(path).is_ok_and(|path| path.is_root())
            }
            _ => false,
        }
    }

    /// Whether its own source is what is installed, so that it is built unless the lock names a wheel.
    pub fn is_source(&self) -> bool {
        matches!(self, Self::Git { .. } | Self::Repository { .. } | Self::Directory { .. })
    }
}
