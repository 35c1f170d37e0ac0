use super::libraries::{Libraries, LibraryFile, shape};
use crate::input::{Lines, MOST_NAMES};
use pydockstage_core::packages::{Architecture, BuildError};
use std::collections::{BTreeMap, BTreeSet};

/// What the catalog keeps of `Contents`: libraries, who ships headers, and the names of Python distributions.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// Shared libraries and the linker's names for them.
    pub libraries: Libraries,
    /// The development packages that ship more than documentation: the others are metapackages.
    pub with_content: BTreeSet<String>,
    /// Normalised name of a Python distribution → the packages that ship it.
    pub distributions: BTreeMap<String, BTreeSet<String>>,
}

/// Adds to `files` what a `Contents` index holds: a path, blanks, and the packages that ship it, with commas between
/// them and a section before each (Debian's repository format, "Contents indices").
pub fn read_contents(
    files: &mut Files,
    mut lines: Lines,
    architecture: Architecture,
) -> Result<(), BuildError> {
    let mut fits = true;
    while let Some(line) = lines.next_line()? {
        let Some(cut) = line.iter().rposition(u8::is_ascii_whitespace) else {
            fits &= line.is_empty();
            continue;
        };
        let (path, owners) = line.split_at(cut);
        files.add(path.trim_ascii_end(), owners, architecture);
        if files.count() > MOST_NAMES {
            return Err(lines.malformed("there are more libraries than a distribution has"));
        }
    }
    // Old indexes begin with a text for people; a file without a single line of the form is no index.
    if !fits && files.libraries.is_empty() {
        return Err(lines.malformed("no line has a path and a package"));
    }
    Ok(())
}

impl Files {
    fn count(&self) -> usize {
        self.libraries.len() + self.with_content.len() + self.distributions.len()
    }

    /// Adds a file by its path and the packages that ship it, as a line of the index has them.
    pub(super) fn add(&mut self, path: &[u8], owners: &[u8], architecture: Architecture) {
        if owners.windows(4).any(|window| window == b"-dev") && !is_documentation(path) {
            for owner in owners_of(owners) {
                if !self.with_content.contains(owner) {
                    self.with_content.insert(owner.to_owned());
                }
            }
        }
        if let Some((folder, file)) = shape(path, architecture) {
            let owners = owners_of(owners).map(str::to_owned).collect();
            self.libraries.insert(LibraryFile { folder: folder.to_owned(), file: file.to_owned(), owners });
        } else if let Some(name) = super::python::distribution_of(path) {
            self.distributions.entry(name).or_default().extend(owners_of(owners).map(str::to_owned));
        }
    }
}

/// Whether a path is one that a package without content of its own has too.
fn is_documentation(path: &[u8]) -> bool {
    path.strip_prefix(b"usr/share/").is_some_and(|below| {
        [&b"doc/"[..], b"doc-base/", b"man/", b"lintian/", b"bug/"]
            .iter()
            .any(|folder| below.starts_with(folder))
    })
}

fn owners_of(owners: &[u8]) -> impl Iterator<Item = &str> {
    owners
        .trim_ascii()
        .split(|byte| *byte == b',')
        .filter_map(|owner| std::str::from_utf8(owner).ok())
        .map(|owner| owner.rsplit('/').next().unwrap_or(owner))
        .filter(|owner| !owner.is_empty())
}
