use pydockstage_core::packages::Architecture;
use std::collections::BTreeMap;
use std::ops::Bound;

/// A file whose name begins with `lib` and has `.so` in it, below a folder of libraries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryFile {
    /// Its folder below the folder of libraries; empty for that itself.
    pub folder: String,
    /// Its name: `libldap.so`, `libldap.so.2`.
    pub file: String,
    /// The packages that ship it.
    pub owners: Vec<String>,
}

impl LibraryFile {
    /// Whether it is a linker's name: nothing behind `.so`.
    pub fn is_link(&self) -> bool {
        self.file.ends_with(".so")
    }

    /// The name up to `.so`.
    pub fn stem(&self) -> &str {
        self.file.split_once(".so").map_or(self.file.as_str(), |(stem, _)| stem)
    }
}

/// The library files of an archive.
#[derive(Debug, Clone, Default)]
pub struct Libraries {
    files: Vec<LibraryFile>,
    by_stem: BTreeMap<String, Vec<usize>>,
    by_owner: BTreeMap<String, Vec<usize>>,
}

impl Libraries {
    /// Adds a file.
    pub fn insert(&mut self, file: LibraryFile) {
        let index = self.files.len();
        self.by_stem.entry(file.stem().to_owned()).or_default().push(index);
        for owner in &file.owners {
            self.by_owner.entry(owner.clone()).or_default().push(index);
        }
        self.files.push(file);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Every file.
    pub fn iter(&self) -> impl Iterator<Item = &LibraryFile> {
        self.files.iter()
    }

    /// The files of one stem.
    pub fn of_stem(&self, stem: &str) -> impl Iterator<Item = &LibraryFile> {
        self.pick(self.by_stem.get(stem))
    }

    /// The files whose stem begins with `stem`.
    pub fn beginning_with<'s>(&'s self, stem: &'s str) -> impl Iterator<Item = &'s LibraryFile> {
        let range = self.by_stem.range::<str, _>((Bound::Included(stem), Bound::Unbounded));
        let near = range.take_while(move |(other, _)| other.starts_with(stem));
        near.flat_map(|(_, indexes)| self.pick(Some(indexes)))
    }

    /// The files of one package.
    pub fn of_owner(&self, owner: &str) -> impl Iterator<Item = &LibraryFile> {
        self.pick(self.by_owner.get(owner))
    }

    fn pick<'s>(&'s self, indexes: Option<&'s Vec<usize>>) -> impl Iterator<Item = &'s LibraryFile> {
        indexes.into_iter().flatten().filter_map(|index| self.files.get(*index))
    }
}

/// Folder and name of a library's path, or none for another file. The folder of libraries is `/lib` or `/usr/lib`
/// and the architecture's own below each: the two halves of a merged `/usr` are the same here.
pub(super) fn shape(path: &[u8], architecture: Architecture) -> Option<(&str, &str)> {
    // Most paths of an index are no libraries: look for the cheapest sign first.
    let path = path.strip_prefix(b"usr/").unwrap_or(path).strip_prefix(b"lib/")?;
    let slash = path.iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
    let (folder, file) = path.split_at_checked(slash)?;
    if !file.starts_with(b"lib") {
        return None;
    }
    let (folder, file) = (std::str::from_utf8(folder).ok()?, std::str::from_utf8(file).ok()?);
    let (_, version) = file.split_once(".so")?;
    let folder = folder.trim_end_matches('/');
    let folder = match folder.strip_prefix(architecture.triplet()) {
        Some(below) => below.trim_start_matches('/'),
        None => folder,
    };
    let versioned = version.is_empty() || version.starts_with('.') && !version.ends_with(".py");
    let kept = ["debug", "python3", "jvm"].iter().all(|other| !folder.starts_with(other));
    (versioned && kept).then_some((folder, file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_halves_of_a_merged_usr_and_the_architectures_folder_are_one() {
        let shape = |path: &'static str| shape(path.as_bytes(), Architecture::Amd64);
        assert_eq!(shape("lib/x86_64-linux-gnu/libz.so.1"), Some(("", "libz.so.1")));
        assert_eq!(shape("usr/lib/libz.so"), Some(("", "libz.so")));
        assert_eq!(shape("usr/lib/x86_64-linux-gnu/blas/libblas.so.3"), Some(("blas", "libblas.so.3")));
        assert_eq!(shape("usr/lib/x86_64-linux-gnu/libz.a"), None);
        assert_eq!(shape("usr/share/doc/libz.so"), None);
        assert_eq!(shape("usr/lib/debug/libz.so.1"), None);
    }
}
