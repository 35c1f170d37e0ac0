//! Where the files of a distribution come from: a directory, or a mirror.

mod client;
mod fetch;
#[cfg(feature = "fetch")]
mod rust_client;

use crate::input::fault;
use pydockstage_core::packages::BuildError;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::PathBuf;
use std::time::Duration;

pub use client::{Answer, Client, SharedClient};
#[cfg(feature = "fetch")]
pub use rust_client::rust_client;

/// For how long a mirror may send nothing, unless a caller says otherwise.
const PATIENCE: Duration = Duration::from_secs(20);

/// The bytes of a file.
pub type Reader = Box<dyn Read + Send>;

/// Where a distribution's files come from. Paths below it are those of a mirror: `dists/trixie/Release`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Source {
    /// A directory that is laid out as the mirror is.
    Directory(PathBuf),
    /// The address of the mirror's root.
    Url {
        /// `https://example.org/debian`
        root: String,
        /// Keeps what was fetched, and is asked first. A file is in it whole or not at all.
        cache: Option<PathBuf>,
        /// For how long the mirror may send nothing.
        patience: Duration,
        /// Who asks the network.
        client: SharedClient,
    },
}

impl Source {
    /// The source that a text means: an address with `http://` or `https://`, or a directory. Addresses are asked by
    /// `client`.
    pub fn from_argument(text: &str, client: &SharedClient) -> Self {
        if text.starts_with("http://") || text.starts_with("https://") {
            return Self::Url {
                root: text.trim_end_matches('/').to_owned(),
                cache: None,
                patience: PATIENCE,
                client: client.clone(),
            };
        }
        Self::Directory(PathBuf::from(text))
    }

    /// A file; none where there is no such file.
    pub fn open(&self, path: &str) -> Result<Option<Reader>, BuildError> {
        // A path of an index may try to lead out of the directory.
        if path.split('/').any(|part| part == "..") {
            return Err(BuildError::Missing { file: path.to_owned() });
        }
        match self {
            Self::Directory(root) => match File::open(root.join(path)) {
                Ok(file) => Ok(Some(Box::new(file))),
                Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                Err(error) => Err(fault(path, &error)),
            },
            Self::Url { root, cache, patience, client } => {
                fetch::open(root, path, cache.as_deref(), *patience, client)
            }
        }
    }

    /// The first of some files that is there, with its path.
    pub fn open_any(&self, paths: &[String]) -> Result<Option<(String, Reader)>, BuildError> {
        for path in paths {
            if let Some(file) = self.open(path)? {
                return Ok(Some((path.clone(), file)));
            }
        }
        Ok(None)
    }
}
