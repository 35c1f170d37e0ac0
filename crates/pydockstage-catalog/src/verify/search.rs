use super::Root;
use super::elf::{Elf, Machine};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Looks for libraries as the loader does (ld.so(8), "Description").
pub(super) struct Search<'r> {
    root: &'r Root,
    folders: Vec<PathBuf>,
    known: BTreeMap<(PathBuf, Machine), Option<PathBuf>>,
}

impl<'r> Search<'r> {
    pub(super) fn new(root: &'r Root) -> Self {
        Self { root, folders: root.library_folders(), known: BTreeMap::new() }
    }

    /// Where the loader finds `library` for the file at `path`: RPATH counts only without RUNPATH, and a library for
    /// another machine is passed over.
    pub(super) fn find(&mut self, path: &Path, elf: &Elf, library: &str) -> Option<PathBuf> {
        let origin = path.parent().unwrap_or(Path::new("/"));
        if library.contains('/') {
            return self.fits(&origin.join(library), elf.machine);
        }
        let own = if elf.runpath.is_empty() { &elf.rpath } else { &elf.runpath };
        let expanded: Vec<PathBuf> = own.iter().map(|folder| expand(folder, origin, elf.machine)).collect();
        let folders: Vec<PathBuf> = expanded.into_iter().chain(self.folders.iter().cloned()).collect();
        folders.iter().find_map(|folder| self.fits(&folder.join(library), elf.machine))
    }

    /// The file at a path, where it is a library for the machine.
    fn fits(&mut self, path: &Path, machine: Machine) -> Option<PathBuf> {
        let key = (path.to_owned(), machine);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let found = self.root.resolve(path).filter(|file| {
            Elf::read(&self.root.join(file)).is_ok_and(|elf| elf.is_some_and(|elf| elf.machine == machine))
        });
        self.known.insert(key, found.clone());
        found
    }
}

/// A folder of RPATH or RUNPATH with the loader's own words put in.
fn expand(folder: &str, origin: &Path, machine: Machine) -> PathBuf {
    const X86_64: u16 = 62;
    let origin = origin.to_string_lossy();
    let lib = if machine.is_wide { "lib64" } else { "lib" };
    let platform = if machine.processor == X86_64 { "x86_64" } else { "aarch64" };
    let words = [("ORIGIN", origin.as_ref()), ("LIB", lib), ("PLATFORM", platform)];
    let mut text = folder.to_owned();
    for (word, value) in words {
        text = text.replace(&format!("${{{word}}}"), value).replace(&format!("${word}"), value);
    }
    PathBuf::from(text)
}
