use super::cache;
use super::elf::{Elf, Machine};
use super::root::Root;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Looks for libraries as the loader does (ld.so(8), "Description").
pub(super) struct Search<'r> {
    root: &'r Root,
    cache: BTreeMap<String, Vec<PathBuf>>,
    folders: Vec<PathBuf>,
    configured: Vec<PathBuf>,
    known: BTreeMap<(PathBuf, Machine), Option<PathBuf>>,
}

impl<'r> Search<'r> {
    pub(super) fn new(root: &'r Root) -> Self {
        Self {
            root,
            cache: root.open(Path::new("/etc/ld.so.cache")).and_then(cache::read).unwrap_or_default(),
            folders: root.library_folders(),
            configured: root.configured_folders(),
            known: BTreeMap::new(),
        }
    }

    /// Where the loader finds `library` for the file at `path`: RPATH counts only without RUNPATH, then the cache, then
    /// the built-in folders; a library for another machine is passed over.
    pub(super) fn find(&mut self, path: &Path, elf: &Elf, library: &str) -> Option<PathBuf> {
        let origin = path.parent().unwrap_or(Path::new("/"));
        if library.contains('/') {
            return self.fits(&origin.join(library), elf.machine);
        }
        let own = if elf.runpath.is_empty() { &elf.rpath } else { &elf.runpath };
        if let Some(found) = self.in_folders(own, origin, library, elf.machine) {
            return Some(found);
        }
        let cached = self.cache.get(library).cloned().unwrap_or_default();
        let built_in: Vec<PathBuf> = self.folders.iter().map(|folder| folder.join(library)).collect();
        cached.iter().chain(&built_in).find_map(|path| self.fits(path, elf.machine))
    }

    /// Where `library` is for a file that `loader` loads: the loader's RPATH holds for all that it brings.
    pub(super) fn find_for(
        &mut self,
        (path, loader): (&Path, &Elf),
        library: &str,
        machine: Machine,
    ) -> Option<PathBuf> {
        let origin = path.parent().unwrap_or(Path::new("/"));
        if loader.runpath.is_empty() {
            self.in_folders(&loader.rpath, origin, library, machine)
        } else {
            None
        }
    }

    /// Where `library` lies in a folder of the loader's configuration that ldconfig was not run for.
    pub(super) fn uncached(&mut self, library: &str, machine: Machine) -> Option<PathBuf> {
        let paths: Vec<PathBuf> = self.configured.iter().map(|folder| folder.join(library)).collect();
        paths.iter().find_map(|path| self.fits(path, machine))
    }

    fn in_folders(
        &mut self,
        folders: &[String],
        origin: &Path,
        library: &str,
        machine: Machine,
    ) -> Option<PathBuf> {
        folders.iter().flat_map(|folder| expand(folder, origin, machine)).find_map(|folder| {
            // A folder that is not absolute is looked for where the program was started, which no image tells.
            if folder.is_absolute() { self.fits(&folder.join(library), machine) } else { None }
        })
    }

    /// The file at a path, where it is a library for the machine.
    fn fits(&mut self, path: &Path, machine: Machine) -> Option<PathBuf> {
        let key = (path.to_owned(), machine);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let found = self.root.resolve(path).filter(|file| {
            self.root.elf(file).is_ok_and(|elf| elf.is_some_and(|elf| elf.machine == machine))
        });
        self.known.insert(key, found.clone());
        found
    }
}

/// The folders that one of RPATH or RUNPATH means, with the loader's own words put in. `$LIB` is `lib` or `lib64`, and on
/// Debian `lib/` with the architecture's triplet.
fn expand(folder: &str, origin: &Path, machine: Machine) -> Vec<PathBuf> {
    const X86_64: u16 = 62;
    const AARCH64: u16 = 183;
    let origin = origin.to_string_lossy();
    let (platform, libs): (&str, &[&str]) = match machine.processor {
        X86_64 => ("x86_64", &["lib64", "lib/x86_64-linux-gnu", "lib"]),
        AARCH64 => ("aarch64", &["lib64", "lib/aarch64-linux-gnu", "lib"]),
        _ => ("i686", &["lib", "lib/i386-linux-gnu"]),
    };
    let put = |text: &str, word: &str, value: &str| {
        text.replace(&format!("${{{word}}}"), value).replace(&format!("${word}"), value)
    };
    let text = put(&put(folder, "ORIGIN", &origin), "PLATFORM", platform);
    if text.contains("$LIB") || text.contains("${LIB}") {
        libs.iter().map(|lib| PathBuf::from(put(&text, "LIB", lib))).collect()
    } else {
        vec![PathBuf::from(text)]
    }
}
