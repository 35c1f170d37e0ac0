//! The catalogs that a user added: a file each, in a directory of the user's, which
//! [`Catalog::with_directory`] reads.

use crate::release_text::{self, ReleaseText};
use crate::source::Source;
use crate::{Options, build};
use pydockstage_core::names::Release;
use pydockstage_core::packages::{BuildError, Catalog, PackageError, ReleaseHeader, TextFault, catalog_file};
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Why a user's catalogs can't be changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The index can't be read, or the file not be written.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// What was to be extended is not there.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// What came out is no catalog: a name in the index is none.
    #[error("{file}: {fault}")]
    Text {
        /// The file that was to be written.
        file: PathBuf,
        /// Why.
        fault: TextFault,
    },
}

/// Makes the catalog of a release and keeps it in `directory`. The one that was there before stays until the new one
/// is whole. With `extends`, what those catalogs know of the release already stays too, for an index that stands
/// beside the distribution's own.
pub fn add(
    directory: &Path,
    release: &Release,
    source: &Source,
    options: &Options,
    extends: Option<&Catalog>,
) -> Result<ReleaseHeader, StoreError> {
    let older = extends.map(|catalog| known(catalog, release)).transpose()?;
    let mut made = build(release, source, options)?;
    if let Some(older) = older {
        made.extend(older);
    }
    let text = made.to_text();
    let place = catalog_file(directory, release);
    Catalog::embedded()
        .with(text.clone())
        .map_err(|fault| StoreError::Text { file: place.clone(), fault })?;
    fs::create_dir_all(directory).map_err(|error| unwritable(directory, &error))?;
    write(&place, &text)?;
    let header = ReleaseHeader::all(&text).next();
    header.ok_or_else(|| BuildError::Empty { release: release.clone() }.into())
}

/// Writes a catalog's text to a file, whole or not at all.
pub fn write(file: &Path, text: &str) -> Result<(), BuildError> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let attempt = || {
        // A folder that is not there is told by its own name, not by that of the file that is written first.
        fs::metadata(folder)?;
        let mut whole = tempfile::NamedTempFile::new_in(folder)?;
        whole.write_all(text.as_bytes())?;
        whole.as_file().sync_all()?;
        whole.persist(file).map_err(|error| error.error)
    };
    attempt().map(|_| ()).map_err(|error| unwritable(file, &error))
}

/// Takes the catalog of a release away; false when there was none.
pub fn remove(directory: &Path, release: &Release) -> Result<bool, StoreError> {
    let place = catalog_file(directory, release);
    match fs::remove_file(&place) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(unwritable(&place, &error).into()),
    }
}

/// What catalogs know of a release, as data.
fn known(catalog: &Catalog, release: &Release) -> Result<ReleaseText, StoreError> {
    let text = catalog.release(release)?.text();
    let parsed = release_text::parse(text).into_iter().find(|parsed| parsed.release == *release);
    Ok(parsed.unwrap_or_else(|| ReleaseText::new(release.clone(), String::new())))
}

fn unwritable(file: &Path, error: &std::io::Error) -> BuildError {
    BuildError::Unwritable { file: file.display().to_string(), reason: error.to_string() }
}
