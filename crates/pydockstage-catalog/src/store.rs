//! The catalogs that a user added: a file each, in a directory of the user's.

use crate::source::Source;
use crate::{Options, build};
use pydockstage_core::names::Release;
use pydockstage_core::packages::{BuildError, Catalog, ReleaseHeader, TextFault};
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// What a catalog's file may hold; Debian's releases together have 1 MB.
const LARGEST: u64 = 64 << 20;

/// Why a user's catalogs can't be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// The index can't be read, or the file not be written or read.
    Build(BuildError),
    /// A file in the directory is no catalog.
    Text {
        /// The file.
        file: PathBuf,
        /// Why.
        fault: TextFault,
    },
}

impl From<BuildError> for StoreError {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}

/// Makes the catalog of a release and keeps it in `directory`. The one that was there before stays until the new one
/// is whole.
pub fn add(
    directory: &Path,
    release: &Release,
    source: &Source,
    options: &Options,
) -> Result<ReleaseHeader, StoreError> {
    let text = build(release, source, options)?.to_text();
    let place = place(directory, release);
    let unwritable = |error: std::io::Error| BuildError::Unwritable {
        file: place.display().to_string(),
        reason: error.to_string(),
    };
    Catalog::embedded()
        .with(text.clone())
        .map_err(|fault| StoreError::Text { file: place.clone(), fault })?;
    fs::create_dir_all(directory).map_err(unwritable)?;
    let mut file = tempfile::NamedTempFile::new_in(directory).map_err(unwritable)?;
    file.write_all(text.as_bytes()).map_err(unwritable)?;
    file.as_file().sync_all().map_err(unwritable)?;
    file.persist(&place).map_err(|error| unwritable(error.error))?;
    let header = ReleaseHeader::all(&text).next();
    header.ok_or_else(|| BuildError::Empty { release: release.clone() }.into())
}

/// The catalogs in `directory`, by release.
pub fn list(directory: &Path) -> Result<Vec<ReleaseHeader>, StoreError> {
    let mut headers: Vec<ReleaseHeader> =
        texts(directory)?.iter().flat_map(|(_, text)| ReleaseHeader::all(text).collect::<Vec<_>>()).collect();
    headers.sort_by(|left, right| left.release.cmp(&right.release));
    Ok(headers)
}

/// Takes the catalog of a release away; false when there was none.
pub fn remove(directory: &Path, release: &Release) -> Result<bool, StoreError> {
    let place = place(directory, release);
    match fs::remove_file(&place) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => {
            let (file, reason) = (place.display().to_string(), error.to_string());
            Err(BuildError::Unwritable { file, reason }.into())
        }
    }
}

/// The embedded catalogs and those in `directory`, whose word goes first.
pub fn load(directory: &Path) -> Result<Catalog, StoreError> {
    let mut catalog = Catalog::embedded().clone();
    for (file, text) in texts(directory)? {
        catalog = catalog.with(text).map_err(|fault| StoreError::Text { file, fault })?;
    }
    Ok(catalog)
}

fn place(directory: &Path, release: &Release) -> PathBuf {
    directory.join(format!("{}-{}.txt", release.distribution(), release.name()))
}

/// The files of a directory that is there or not, in the order of their names.
fn texts(directory: &Path) -> Result<Vec<(PathBuf, String)>, BuildError> {
    let unreadable =
        |path: &Path, reason: String| BuildError::Unreadable { file: path.display().to_string(), reason };
    let entries = match fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(directory, error.to_string())),
    };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    let read = |file: PathBuf| {
        let size = fs::metadata(&file).map_err(|error| unreadable(&file, error.to_string()))?.len();
        if size > LARGEST {
            return Err(BuildError::TooLarge { file: file.display().to_string(), limit: LARGEST });
        }
        let text = fs::read_to_string(&file).map_err(|error| unreadable(&file, error.to_string()))?;
        Ok((file, text))
    };
    files.into_iter().map(read).collect()
}
