//! Whether every shared library that the files of a directory link to is there: the ELF headers are read, nothing of
//! them is run.

mod cache;
mod elf;
mod image;
mod installed;
mod links;
mod root;
mod search;
mod system;
mod tree;

pub use elf::{Elf, ElfFault, Machine};
pub use image::{ImageFault, read_image};
pub use installed::{Unneeded, Why, unneeded};
pub use root::Root;

use links::Links;
use pydockstage_core::names::SystemPackage;
use pydockstage_core::packages::ReleaseCatalog;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// A library that some file needs and that the loader does not find.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Missing {
    /// Its SONAME.
    pub library: String,
    /// The files that need it, by their path below the root.
    pub needed_by: Vec<PathBuf>,
    /// The packages of the release that own it, the usual one first; none where no catalog tells.
    pub owners: Vec<SystemPackage>,
    /// Whether only extension modules of Python's own standard library need it: an interpreter leaves out what its
    /// image has no libraries for, as Docker's slim images do with Tk, and the module alone can't be imported.
    pub is_optional: bool,
    /// Where it lies all the same: in a folder that the loader's configuration names, for which ldconfig was not run.
    pub uncached: Option<PathBuf>,
}

/// A library that the loader does not find by itself, and that lies beside the files that need it: a package that loads
/// it first, by its path, gets along.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Bundled {
    /// Its SONAME.
    pub library: String,
    /// Where it lies.
    pub path: PathBuf,
    /// The files that need it.
    pub needed_by: Vec<PathBuf>,
}

/// What was seen below a directory.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// How many ELF files were read.
    pub checked: usize,
    /// The libraries not found, by name.
    pub missing: Vec<Missing>,
    /// Those that lie beside what needs them, where the loader alone does not look.
    pub bundled: Vec<Bundled>,
    /// Files for another machine than the root's programs: nothing here can load them.
    pub foreign: Vec<PathBuf>,
    /// Files that begin as ELF files do, and whose header does not hold together.
    pub unreadable: Vec<(PathBuf, ElfFault)>,
    /// The SONAMEs found outside the directory: what the runtime packages are there for.
    pub used: BTreeSet<String>,
    /// Each library that was found, and the files that link to it.
    #[serde(skip)]
    pub loaded: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
}

impl Report {
    /// Whether something fails for lack of a library.
    pub fn is_complete(&self) -> bool {
        self.missing.iter().all(|missing| missing.is_optional)
    }
}

/// Reads each ELF file below `directory`, a path inside the root file system `root`, and looks for what it needs as
/// the loader of that root would.
pub fn verify(root: &Root, directory: &Path, catalog: Option<&ReleaseCatalog<'_>>) -> io::Result<Report> {
    let mut report = Report::default();
    let mut links = Links::new(root);
    let own_machine = root.machine();
    for path in root.files(directory)? {
        let elf = match root.elf(&path) {
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
        links.add(path, elf);
    }
    links.settle();
    for (library, found, needed_by) in links.found() {
        if !found.starts_with(directory) || directory == Path::new("/") {
            report.used.insert(library.clone());
        }
        report.loaded.entry(found.clone()).or_default().extend(needed_by.iter().cloned());
    }
    let owners = |library: &str| catalog.and_then(|catalog| catalog.owner(library)).unwrap_or_default();
    for (library, needed_by) in links.not_found() {
        let (mut alone, mut beside) = (Vec::new(), BTreeMap::<PathBuf, Vec<PathBuf>>::new());
        for path in &needed_by {
            match links.beside(path, &library) {
                Some(place) => beside.entry(place).or_default().push(path.clone()),
                None => alone.push(path.clone()),
            }
        }
        report.bundled.extend(beside.into_iter().map(|(path, needed_by)| Bundled {
            library: library.clone(),
            path,
            needed_by,
        }));
        if let Some(first) = alone.first() {
            let uncached = links.uncached(first, &library);
            let is_optional = alone.iter().all(|path| path.iter().any(|part| part == "lib-dynload"));
            let owners = owners(&library);
            report.missing.push(Missing { library, needed_by: alone, owners, is_optional, uncached });
        }
    }
    Ok(report)
}
