//! The catalogs that a user added: a file each, in a directory of the user's, read when its release is asked for.

use super::{ReleaseHeader, TextFault, catalog};
use crate::names::Release;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The variable that names another directory for what pydockstage keeps.
pub const CACHE_VARIABLE: &str = "PYDOCKSTAGE_CACHE_DIR";

/// What a catalog's file may hold; Debian's releases together have 1 MB.
const LARGEST: u64 = 64 << 20;

/// The directory of a user's own catalogs: `catalogs` below what `PYDOCKSTAGE_CACHE_DIR` names, else below
/// `pydockstage` in the platform's place for caches (`XDG_CACHE_HOME` or `~/.cache`, `~/Library/Caches`,
/// `%LOCALAPPDATA%`). None where the platform has no such place for this user.
pub fn catalog_directory() -> Option<PathBuf> {
    let named = std::env::var_os(CACHE_VARIABLE).filter(|value| !value.is_empty()).map(PathBuf::from);
    let cache = named.or_else(|| dirs::cache_dir().map(|caches| caches.join("pydockstage")))?;
    Some(cache.join("catalogs"))
}

/// The file of a release's catalog in a directory: `debian-trixie.txt`.
pub fn catalog_file(directory: &Path, release: &Release) -> PathBuf {
    directory.join(format!("{}-{}.txt", release.distribution(), release.name()))
}

/// Why a file in the directory of catalogs can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeptFault {
    /// It can't be read.
    #[error("it can't be read: {0}")]
    Unreadable(String),
    /// It is larger than any catalog.
    #[error("it holds more than {LARGEST} bytes")]
    TooLarge,
    /// Its text is no catalog.
    #[error(transparent)]
    Text(#[from] TextFault),
    /// It is the catalog of another release than its name says.
    #[error("it is not the catalog that its name says")]
    OtherRelease,
}

/// A file in the directory of catalogs.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) release: Release,
    pub(super) file: PathBuf,
    text: OnceLock<Result<String, KeptFault>>,
}

impl Kept {
    /// The files of a directory that is there or not, sorted by release; one that is not named for a release is
    /// passed over.
    pub(super) fn all(directory: &Path) -> std::io::Result<Vec<Self>> {
        let entries = match directory.read_dir() {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let named = entries.flatten().filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let release: Release = name.strip_suffix(".txt")?.replacen('-', ":", 1).parse().ok()?;
            Some(Self { release, file: entry.path(), text: OnceLock::new() })
        });
        let mut kept: Vec<Self> = named.collect();
        kept.sort_by(|left, right| left.release.cmp(&right.release));
        Ok(kept)
    }

    /// Its text, read once and checked.
    pub(super) fn text(&self) -> Result<&str, KeptFault> {
        let text = self.text.get_or_init(|| {
            let text = read(&self.file)?;
            catalog::check(&text)?;
            let holds = ReleaseHeader::all(&text).any(|header| header.release == self.release);
            if holds { Ok(text) } else { Err(KeptFault::OtherRelease) }
        });
        text.as_deref().map_err(Clone::clone)
    }
}

fn read(file: &Path) -> Result<String, KeptFault> {
    let unreadable = |error: std::io::Error| KeptFault::Unreadable(error.to_string());
    let mut text = String::new();
    let opened = File::open(file).map_err(unreadable)?;
    opened.take(LARGEST + 1).read_to_string(&mut text).map_err(unreadable)?;
    if text.len() as u64 > LARGEST { Err(KeptFault::TooLarge) } else { Ok(text) }
}
