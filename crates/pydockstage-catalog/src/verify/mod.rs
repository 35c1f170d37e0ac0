//! Whether every shared library that the files of a directory link to is there: the ELF headers are read, nothing of
//! them is run.

mod elf;
mod root;
mod search;

pub use elf::{Elf, ElfFault, Machine};
pub use root::Root;

use pydockstage_core::names::SystemPackage;
use pydockstage_core::packages::ReleaseCatalog;
use search::Search;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// A library that some file needs and that is nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Its SONAME.
    pub library: String,
    /// The files that need it, by their path below the root.
    pub needed_by: Vec<PathBuf>,
    /// The packages of the release that own it, the usual one first; none where no catalog tells.
    pub owners: Vec<SystemPackage>,
}

/// What was seen below a directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// How many ELF files were read.
    pub checked: usize,
    /// The libraries not found, by name.
    pub missing: Vec<Missing>,
    /// Files for another machine than the root's programs: nothing here can load them.
    pub foreign: Vec<PathBuf>,
    /// Files that begin as ELF files do, and whose header does not hold together.
    pub unreadable: Vec<(PathBuf, ElfFault)>,
    /// The SONAMEs found in the root's own folders of libraries: what the runtime packages are there for.
    pub used: BTreeSet<String>,
}

impl Report {
    /// Of the `installed` runtime packages, those that own no library in use.
    pub fn unused(&self, installed: &[SystemPackage], catalog: &ReleaseCatalog<'_>) -> Vec<SystemPackage> {
        let owners: BTreeSet<SystemPackage> =
            self.used.iter().filter_map(|soname| catalog.owner(soname)).flatten().collect();
        installed.iter().filter(|package| !owners.contains(*package)).cloned().collect()
    }
}

/// Reads each ELF file below `directory`, a path inside the root file system `root`, and looks for what it needs as
/// the loader of that root would.
pub fn verify(root: &Root, directory: &Path, catalog: Option<&ReleaseCatalog<'_>>) -> io::Result<Report> {
    let mut report = Report::default();
    let mut missing: BTreeMap<String, BTreeSet<PathBuf>> = BTreeMap::new();
    let mut search = Search::new(root);
    let own_machine = root.machine();
    for path in root.files(directory)? {
        let elf = match Elf::read(&root.join(&path)) {
            Ok(Some(elf)) => elf,
            Ok(None) => continue,
            Err(fault) => {
                report.unreadable.push((path, fault));
                continue;
            }
        };
        report.checked += 1;
        if own_machine.is_some_and(|own| !own.runs(elf.machine)) {
            report.foreign.push(path);
            continue;
        }
        for library in &elf.needed {
            match search.find(&path, &elf, library) {
                Some(found) => {
                    if !found.starts_with(directory) {
                        report.used.insert(library.clone());
                    }
                }
                None => {
                    missing.entry(library.clone()).or_default().insert(path.clone());
                }
            }
        }
    }
    let owners = |library: &str| catalog.and_then(|catalog| catalog.owner(library)).unwrap_or_default();
    let named = missing.into_iter().map(|(library, needed_by)| {
        let (owners, needed_by) = (owners(&library), needed_by.into_iter().collect());
        Missing { library, needed_by, owners }
    });
    report.missing = named.collect();
    Ok(report)
}
