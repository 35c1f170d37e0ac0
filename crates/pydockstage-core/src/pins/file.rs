//! `pydockstage.lock` as text: read, and written the same for the same pins.

use super::{ImageDigest, PinsError};
use crate::files::{FilesError, replace};
use crate::names::{ProjectPath, own};
use crate::spec::values::ImageReference;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::ops::Range;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The lock file's name, in the project's folder.
pub const LOCK_FILE: &str = "pydockstage.lock";

/// What a lock file may have, in bytes: a thousand images have 100 kB.
const LONGEST_FILE: u64 = 1024 * 1024;

/// The form of the file that this version reads and writes.
const VERSION: &str = "1";

/// What `pydockstage.lock` holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pins {
    /// Each image, as the plan names it, with its digest.
    pub images: BTreeMap<String, ImageDigest>,
}

impl Pins {
    /// Reads the lock file of the project at `root`; none where there is no such file.
    pub fn read(root: &Path) -> Result<Option<Self>, PinsError> {
        let unreadable = |error: std::io::Error| PinsError::Unreadable { kind: error.kind() };
        let path = root.join(LOCK_FILE);
        // Asked before it is opened: to open a pipe is to wait for its writer.
        let metadata = match std::fs::metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Ok(None);
            }
            Err(error) => return Err(unreadable(error)),
        };
        if !metadata.is_file() {
            return Err(PinsError::NotAFile);
        }
        let mut bytes = Vec::new();
        File::open(&path)
            .and_then(|file| file.take(LONGEST_FILE + 1).read_to_end(&mut bytes))
            .map_err(unreadable)?;
        if bytes.len() as u64 > LONGEST_FILE {
            return Err(PinsError::TooLarge { limit: LONGEST_FILE });
        }
        let text = String::from_utf8(bytes).map_err(|_| PinsError::NotUtf8)?;
        Self::parse(&text).map(Some)
    }

    /// Reads the text of a lock file.
    pub fn parse(text: &str) -> Result<Self, PinsError> {
        let malformed = |reason: String, span: Option<Range<usize>>| PinsError::Malformed {
            reason,
            text: text.to_owned(),
            span,
        };
        let document = DeTable::parse(text)
            .map_err(|error| malformed(error.message().to_owned(), error.span()))?
            .into_inner();
        let mut pins = Self::default();
        let version =
            document.get("version").ok_or_else(|| malformed("it has no `version`".to_owned(), None))?;
        match version.get_ref() {
            DeValue::Integer(number) if number.as_str() == VERSION => {}
            _ => {
                return Err(PinsError::UnknownVersion {
                    version: text.get(version.span()).unwrap_or_default().to_owned(),
                    text: text.to_owned(),
                    span: version.span(),
                });
            }
        }
        for (key, value) in &document {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("version", _) => {}
                ("images", DeValue::Table(table)) => {
                    for (image, digest) in table {
                        let (image, digest) =
                            pin(image, digest).map_err(|(reason, span)| malformed(reason, Some(span)))?;
                        pins.images.insert(image, digest);
                    }
                }
                ("images", _) => {
                    return Err(malformed("`images` is no table".to_owned(), Some(value.span())));
                }
                (other, _) => {
                    return Err(malformed(format!("`{other}` has no place in it"), Some(key.span())));
                }
            }
        }
        Ok(pins)
    }

    /// Writes the lock file of the project at `root`, as a whole or not at all; through no link, which would be replaced.
    pub fn write(&self, root: &Path) -> Result<(), FilesError> {
        let path: ProjectPath = own(LOCK_FILE);
        match std::fs::symlink_metadata(root.join(LOCK_FILE)) {
            Ok(there) if there.is_symlink() => Err(FilesError::Symlink { path }),
            Ok(there) if !there.is_file() => Err(FilesError::NotAFile { path }),
            _ => replace(root, &path, &self.to_text()),
        }
    }

    /// The text of the lock file, sorted by the images' names.
    pub fn to_text(&self) -> String {
        let mut text = format!(
            "# Made by `pydockstage lock`; `pydockstage lock --upgrade` renews it.\nversion = {VERSION}\n\n[images]\n"
        );
        for (image, digest) in &self.images {
            // What may stand in the name of an image needs no escape.
            let _ = writeln!(text, "\"{image}\" = \"{digest}\"");
        }
        text
    }
}

type Fault = (String, Range<usize>);

fn pin(
    image: &Spanned<std::borrow::Cow<'_, str>>,
    digest: &Spanned<DeValue<'_>>,
) -> Result<(String, ImageDigest), Fault> {
    let name: ImageReference = image
        .get_ref()
        .parse()
        .map_err(|error: crate::names::NameError| (error.to_string(), image.span()))?;
    let DeValue::String(value) = digest.get_ref() else {
        return Err((format!("the digest of {name} is no text"), digest.span()));
    };
    let value = value.parse().map_err(|error: crate::names::NameError| (error.to_string(), digest.span()))?;
    Ok((name.to_string(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pins() -> Pins {
        let digest = |digit: &str| format!("sha256:{}", digit.repeat(64)).parse().unwrap();
        Pins {
            images: [("python:3.13-slim-trixie", "0"), ("node:22-slim", "f")]
                .map(|(i, d)| (i.to_owned(), digest(d)))
                .into(),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        assert_eq!(Pins::parse(&pins().to_text()).unwrap(), pins());
        assert_eq!(Pins::parse(&Pins::default().to_text()).unwrap(), Pins::default());
    }

    #[test]
    fn the_text_is_sorted() {
        let (zeros, fs) = ("0".repeat(64), "f".repeat(64));
        assert_eq!(
            pins().to_text(),
            format!(
                "# Made by `pydockstage lock`; `pydockstage lock --upgrade` renews it.\nversion = 1\n\n[images]\n\
                 \"node:22-slim\" = \"sha256:{fs}\"\n\"python:3.13-slim-trixie\" = \"sha256:{zeros}\"\n"
            )
        );
    }

    #[test]
    fn anything_else_is_refused() {
        for unsound in [
            "",
            "version = 1\n<<<<<<< mine\n",
            "version = 2\n",
            "version = \"1\"\n",
            "version = 1\nimages = 3\n",
            "version = 1\nimage = {}\n",
            "version = 1\n[images]\n\"node 22\" = \"sha256:00\"\n",
            "version = 1\n[images]\n\"node:22\" = \"sha256:00\"\n",
            "version = 1\n[images]\n\"node:22\" = 3\n",
        ] {
            assert!(Pins::parse(unsound).is_err(), "{unsound}");
        }
    }
}
