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
    for library in files.libraries.iter() {
        let Some((stem, version)) = soname::split(&library.file) else { continue };
        let usual = soname::conventional(stem, version);
        for owner in &library.owners {
            let Some(package) = packages.get(owner) else { continue };
            let is_named_so = owner.trim_end_matches("t64") == usual;
            if (is_named_so || runtime.contains(owner))
                && !is_development(owner, &package.section)
                && (is_named_so || is_soname(files, library, owner))
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

/// Whether the file's name is one that the loader looks for.
fn is_soname(files: &Files, library: &LibraryFile, owner: &str) -> bool {
    if !library.folder.is_empty() {
        return ALTERNATIVES.contains(&library.folder.as_str()) && !library.is_link();
    }
    let of_owner = || files.libraries.of_owner(owner).filter(|other| other.folder == library.folder);
    if library.is_link() {
        // `libtcl8.6.so` is a SONAME; `libz.so` beside a `libz.so.1` is the linker's, and `libdw-0.196.so` beside a
        // `libdw.so.1` is the file that the SONAME points at.
        let base = |other: &LibraryFile| {
            !other.is_link()
                && library
                    .stem()
                    .strip_prefix(other.stem())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        return !of_owner().any(base) && files.libraries.of_stem(library.stem()).all(LibraryFile::is_link);
    }
    let shorter = |other: &LibraryFile| {
        !other.is_link()
            && library.file.strip_prefix(other.file.as_str()).is_some_and(|rest| rest.starts_with('.'))
    };
    !of_owner().any(shorter)
}
