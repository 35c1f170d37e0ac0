//! Who owns each SONAME, by the names of files alone.

use super::Files;
use super::derive::is_development;
use super::libraries::LibraryFile;
use super::packages::Packages;
use pydockstage_core::packages::soname;
use std::collections::{BTreeMap, BTreeSet};

/// A package with more libraries than these is one large program in parts; its libraries are its own.
const MOST_LIBRARIES: usize = 60;
/// More owners than these help nobody.
const MOST_OWNERS: usize = 4;
/// Folders that update-alternatives chooses a library from: the reference implementation's is the usual one.
const ALTERNATIVES: [&str; 2] = ["blas", "lapack"];

/// SONAME → its owners, the usual one first: of the packages that are some development package's `runtime` half, and
/// of those that are named after their library.
///
/// A library `libz.so.1.3.1` is found at run time by the shorter name `libz.so.1` beside it, so of the names of one
/// package the shortest of each is kept.
pub(super) fn sonames(
    packages: &Packages,
    files: &Files,
    runtime: &BTreeSet<String>,
) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let beside = Beside::of(files);
    for library in files.libraries.iter() {
        let Some((stem, version)) = soname::split(&library.file) else { continue };
        let usual = soname::conventional(stem, version);
        for owner in &library.owners {
            let Some(package) = packages.get(owner) else { continue };
            let is_named_so = owner.trim_end_matches("t64") == usual;
            if (is_named_so || runtime.contains(owner))
                && !is_development(owner, &package.section)
                && (is_named_so || beside.is_soname(library, owner))
            {
                found.entry(&library.file).or_default().insert(owner);
                *counts.entry(owner).or_default() += 1;
            }
        }
    }
    let mut owners_of = BTreeMap::new();
    for (soname, mut owners) in found {
        owners.retain(|owner| counts.get(owner).is_none_or(|count| *count <= MOST_LIBRARIES));
        let usual = soname::split(soname).map(|(stem, version)| soname::conventional(stem, version));
        let mut list: Vec<&str> = owners.into_iter().collect();
        list.sort_by_key(|owner| (usual.as_deref() != Some(owner.trim_end_matches("t64")), owner.len()));
        list.truncate(MOST_OWNERS);
        if !list.is_empty() {
            owners_of.insert(soname.to_owned(), list.into_iter().map(str::to_owned).collect());
        }
    }
    owners_of
}

/// The versioned libraries of each package: a package may have fifty thousand, so that each is asked for by its name.
struct Beside<'f> {
    /// Package, folder and name.
    files: BTreeSet<(&'f str, &'f str, &'f str)>,
    /// Package, folder and stem.
    stems: BTreeSet<(&'f str, &'f str, &'f str)>,
    /// The stems of all packages.
    versioned: BTreeSet<&'f str>,
}

impl<'f> Beside<'f> {
    fn of(files: &'f Files) -> Self {
        let mut beside = Self { files: BTreeSet::new(), stems: BTreeSet::new(), versioned: BTreeSet::new() };
        for library in files.libraries.iter().filter(|library| !library.is_link()) {
            beside.versioned.insert(library.stem());
            for owner in &library.owners {
                beside.files.insert((owner, &library.folder, &library.file));
                beside.stems.insert((owner, &library.folder, library.stem()));
            }
        }
        beside
    }

    /// Whether the file's name is one that the loader looks for.
    fn is_soname(&self, library: &'f LibraryFile, owner: &'f str) -> bool {
        let (folder, stem) = (library.folder.as_str(), library.stem());
        if !folder.is_empty() {
            return ALTERNATIVES.contains(&folder) && !library.is_link();
        }
        if library.is_link() {
            // `libtcl8.6.so` is a SONAME; `libz.so` beside a `libz.so.1` is the linker's, and `libdw-0.196.so` beside a
            // `libdw.so.1` is the file that the SONAME points at.
            let mut bases = stem.match_indices('-').filter_map(|(at, _)| stem.get(..at)).chain([stem]);
            let is_based = bases.any(|base| self.stems.contains(&(owner, folder, base)));
            return !is_based && !self.versioned.contains(stem);
        }
        // Behind `.so` each dot but the first begins what a shorter name leaves out.
        let version = stem.len() + ".so".len();
        let dots = library.file.match_indices('.').map(|(at, _)| at).filter(|at| *at > version);
        let mut shorter = dots.filter_map(|at| library.file.get(..at));
        !shorter.any(|file| self.files.contains(&(owner, folder, file)))
    }
}
