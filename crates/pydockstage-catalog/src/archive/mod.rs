//! Debian's binary packages, opened: their files, and what the linker's names in one point at.

mod ar;
mod script;

use crate::input::{Limited, fault, unpack};
use pydockstage_core::packages::BuildError;
use std::io::{self, Read};

/// What a package may hold when unpacked; the largest with headers have 2 GB.
const LARGEST_PACKAGE: u64 = 8 << 30;
/// A package has up to some 70,000 files; more than these are no package's.
const MOST_FILES: usize = 1 << 20;
/// As much of a file as tells a library from a linker script, and holds every script there is.
const SCRIPT: u64 = 64 << 10;

/// A file of a package that bears a library's name: `libX.so`, or `libX.so.1` where that is a symlink.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its path in the package, without a leading `/`.
    pub path: String,
    /// What it is.
    pub kind: LinkKind,
}

/// What a file that bears a linker's name is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkKind {
    /// A symlink, by its target as it is written.
    Symlink(String),
    /// A linker script, by the libraries it names: paths, names, or `-lX`.
    Script(Vec<String>),
    /// A library.
    Library,
}

/// What a package holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// Every file that is no folder, by its path without a leading `/`.
    pub files: Vec<String>,
    /// Of those, the ones that bear a library's name.
    pub links: Vec<Link>,
}

/// The files of a `.deb` whose bytes `reader` gives.
pub fn open(file: &str, reader: impl Read + Send + 'static) -> Result<Held, BuildError> {
    read_held(reader).map_err(|error| fault(file, &error))
}

fn read_held(reader: impl Read + Send + 'static) -> io::Result<Held> {
    let data = ar::member(reader, b"data.tar")?;
    let mut archive = tar::Archive::new(Limited::new(unpack(data)?, LARGEST_PACKAGE));
    let mut found = Held::default();
    for (index, entry) in archive.entries()?.enumerate() {
        if index > MOST_FILES {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "it holds too many files"));
        }
        let mut entry = entry?;
        let path = String::from_utf8_lossy(&entry.path_bytes()).trim_start_matches("./").to_owned();
        if !entry.header().entry_type().is_dir() {
            found.files.push(path.clone());
        }
        let name = path.rsplit('/').next().unwrap_or_default();
        let is_link = name.ends_with(".so");
        if !(name.starts_with("lib") && (is_link || name.contains(".so."))) {
            continue;
        }
        let kind = match entry.header().entry_type() {
            tar::EntryType::Symlink => {
                let target = entry.link_name_bytes().unwrap_or_default();
                LinkKind::Symlink(String::from_utf8_lossy(&target).into_owned())
            }
            tar::EntryType::Regular if is_link => {
                let mut beginning = Vec::new();
                (&mut entry).take(SCRIPT).read_to_end(&mut beginning)?;
                if beginning.starts_with(b"\x7fELF") {
                    LinkKind::Library
                } else {
                    LinkKind::Script(script::libraries(&beginning))
                }
            }
            tar::EntryType::Regular => LinkKind::Library,
            _ => continue,
        };
        found.links.push(Link { path, kind });
    }
    Ok(found)
}
