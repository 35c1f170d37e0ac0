use super::error::{FilesError, Operation};
use super::mark::{self, Verdict};
use crate::names::ProjectPath;
use std::io::ErrorKind;
use std::path::Path;

/// A file as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Where it goes, below the project's root.
    pub path: ProjectPath,
    /// Its whole text, with its mark.
    pub text: String,
    /// What becomes of a file there that a person wrote.
    pub unmarked: Unmarked,
}

/// What becomes of a file without a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmarked {
    /// It is in the way: nothing is written unless the caller forces it.
    Refuse,
    /// It is as good as ours and stays, even where the caller forces.
    Keep,
}

/// What is there now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Existing {
    /// Nothing.
    Absent,
    /// A generated file as it was generated, with its text.
    Generated(String),
    /// A generated file that somebody changed, with its text.
    Edited(String),
    /// A file that a person wrote, with its text; text that is not UTF-8 is shown with replacement characters.
    Foreign(String),
}

impl Existing {
    /// The text that is there; empty where there is no file.
    pub fn text(&self) -> &str {
        match self {
            Self::Absent => "",
            Self::Generated(text) | Self::Edited(text) | Self::Foreign(text) => text,
        }
    }
}

impl Output {
    /// Looks at what is there now.
    pub fn existing(&self, root: &Path) -> Result<Existing, FilesError> {
        stays_inside(root, &self.path)?;
        let path = self.path.to_path(root);
        let metadata = match std::fs::symlink_metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Existing::Absent),
            Err(error) => return Err(FilesError::io(Operation::Read, &self.path, &error)),
        };
        if metadata.is_symlink() {
            return Err(FilesError::Symlink { path: self.path.clone() });
        }
        if !metadata.is_file() {
            return Err(FilesError::NotAFile { path: self.path.clone() });
        }
        let bytes =
            std::fs::read(&path).map_err(|error| FilesError::io(Operation::Read, &self.path, &error))?;
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                return Ok(Existing::Foreign(String::from_utf8_lossy(error.as_bytes()).into_owned()));
            }
        };
        Ok(match mark::verify(&text) {
            Verdict::Missing => Existing::Foreign(text),
            Verdict::Sound => Existing::Generated(text),
            Verdict::Broken => Existing::Edited(text),
        })
    }
}

/// Refuses a file whose folder lies elsewhere: a symbolic link may lead out of the project.
fn stays_inside(root: &Path, path: &ProjectPath) -> Result<(), FilesError> {
    let real = |path_on_disk: &Path| {
        path_on_disk.canonicalize().map_err(|error| FilesError::io(Operation::Read, path, &error))
    };
    let folder = path.parent();
    if folder.is_root() || real(&folder.to_path(root))?.starts_with(real(root)?) {
        Ok(())
    } else {
        Err(FilesError::Outside { path: path.clone() })
    }
}
