use super::error::{FilesError, Operation};
use super::output::{Existing, Output, Unmarked};
use crate::names::ProjectPath;
use std::io::Write as _;
use std::path::Path;
use tempfile::NamedTempFile;

/// What was done with a file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Written {
    /// The file.
    pub path: ProjectPath,
    /// What was done.
    pub change: Change,
}

/// What is done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// There was none.
    Created,
    /// A generated file got its new text.
    Updated,
    /// It was up to date and has not been touched.
    Unchanged,
    /// A person wrote it, and it stays.
    Kept,
    /// A person wrote or changed it, and it was replaced because the caller forced it.
    Replaced,
}

/// Writes the files that are not up to date; `force` also replaces those that a person wrote or changed.
///
/// Everything is looked at, and every new text is on the disk beside its target, before the first target is
/// replaced: an error leaves all files as they were. Each replacement is a rename, so nobody ever reads half a file.
pub fn write(root: &Path, outputs: &[Output], force: bool) -> Result<Vec<Written>, FilesError> {
    let mut written = Vec::with_capacity(outputs.len());
    for output in outputs {
        written.push(Written { path: output.path.clone(), change: decide(root, output, force)? });
    }
    let mut staged = Vec::new();
    for (output, written) in outputs.iter().zip(&written) {
        if !matches!(written.change, Change::Unchanged | Change::Kept) {
            staged.push((output, stage(root, &output.path, &output.text)?));
        }
    }
    for (output, file) in staged {
        file.persist(output.path.to_path(root))
            .map_err(|error| FilesError::io(Operation::Write, &output.path, &error.error))?;
    }
    Ok(written)
}

fn decide(root: &Path, output: &Output, force: bool) -> Result<Change, FilesError> {
    Ok(match output.existing(root)? {
        Existing::Absent => Change::Created,
        existing if existing.text().replace("\r\n", "\n") == output.text => Change::Unchanged,
        Existing::Generated(_) => Change::Updated,
        Existing::Foreign(_) if output.unmarked == Unmarked::Keep => Change::Kept,
        Existing::Foreign(_) | Existing::Edited(_) if force => Change::Replaced,
        Existing::Foreign(_) => return Err(FilesError::Foreign { path: output.path.clone() }),
        Existing::Edited(_) => return Err(FilesError::Edited { path: output.path.clone() }),
    })
}

/// Gives a file its new text, as a whole or not at all.
pub fn replace(root: &Path, path: &ProjectPath, text: &str) -> Result<(), FilesError> {
    let file = stage(root, path, text)?;
    file.persist(path.to_path(root)).map_err(|error| FilesError::io(Operation::Write, path, &error.error))?;
    Ok(())
}

/// Puts the new text on the disk under a temporary name, in the folder of its target so that the rename stays on one
/// file system. What is not renamed deletes itself.
fn stage(root: &Path, path: &ProjectPath, text: &str) -> Result<NamedTempFile, FilesError> {
    let fault = |error: &std::io::Error| FilesError::io(Operation::Write, path, error);
    let folder = path.parent().to_path(root);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".pydockstage-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // The mode of the file that is replaced, else the usual one, from which the system takes the umask.
        let mode =
            std::fs::metadata(path.to_path(root)).map_or(0o666, |metadata| metadata.permissions().mode());
        builder.permissions(std::fs::Permissions::from_mode(mode & 0o777));
    }
    let mut file = builder.tempfile_in(folder).map_err(|error| fault(&error))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.as_file().sync_all())
        .map_err(|error| fault(&error))?;
    Ok(file)
}
