use super::elf::Elf;
use super::root::Root;
use super::search::Search;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

/// How many files that load one another are looked through for one library.
const MOST_LOADERS: usize = 10_000;

/// Which file links to which library, and where each was found.
pub(super) struct Links<'r> {
    search: Search<'r>,
    files: BTreeMap<PathBuf, Elf>,
    /// Name of the library and its place → the files that link to it.
    found: BTreeMap<(String, PathBuf), BTreeSet<PathBuf>>,
    not_found: BTreeMap<String, BTreeSet<PathBuf>>,
}

impl<'r> Links<'r> {
    pub(super) fn new(root: &'r Root) -> Self {
        let (files, found, not_found) = Default::default();
        Self { search: Search::new(root), files, found, not_found }
    }

    /// Looks for what a file needs.
    pub(super) fn add(&mut self, path: PathBuf, elf: Elf) {
        for library in &elf.needed {
            match self.search.find(&path, &elf, library) {
                Some(place) => self.found.entry((library.clone(), place)).or_default().insert(path.clone()),
                None => self.not_found.entry(library.clone()).or_default().insert(path.clone()),
            };
        }
        self.files.insert(path, elf);
    }

    /// Looks again for what was not found, by the RPATH of whatever loads the file that needs it.
    pub(super) fn settle(&mut self) {
        let mut loaders: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
        for ((_, place), needed_by) in &self.found {
            loaders.entry(place.clone()).or_default().extend(needed_by.iter().cloned());
        }
        for (library, needed_by) in std::mem::take(&mut self.not_found) {
            for path in needed_by {
                match self.by_loaders(&loaders, &path, &library) {
                    Some(place) => self.found.entry((library.clone(), place)).or_default().insert(path),
                    None => self.not_found.entry(library.clone()).or_default().insert(path),
                };
            }
        }
    }

    fn by_loaders(
        &mut self,
        loaders: &BTreeMap<PathBuf, BTreeSet<PathBuf>>,
        path: &Path,
        library: &str,
    ) -> Option<PathBuf> {
        let machine = self.files.get(path)?.machine;
        let mut seen = BTreeSet::from([path.to_owned()]);
        let mut waiting: VecDeque<PathBuf> = seen.iter().cloned().collect();
        while let Some(next) = waiting.pop_front() {
            for loader in loaders.get(&next).into_iter().flatten() {
                if seen.len() > MOST_LOADERS || !seen.insert(loader.clone()) {
                    continue;
                }
                if let Some(elf) = self.files.get(loader)
                    && let Some(place) = self.search.find_for((loader, elf), library, machine)
                {
                    return Some(place);
                }
                waiting.push_back(loader.clone());
            }
        }
        None
    }

    /// Name, place and users of each library that was found.
    pub(super) fn found(&self) -> impl Iterator<Item = (&String, &PathBuf, &BTreeSet<PathBuf>)> {
        self.found.iter().map(|((library, place), needed_by)| (library, place, needed_by))
    }

    /// Name and users of each library that was not.
    pub(super) fn not_found(&self) -> Vec<(String, Vec<PathBuf>)> {
        let lists = self.not_found.iter();
        lists.map(|(library, needed_by)| (library.clone(), needed_by.iter().cloned().collect())).collect()
    }

    /// Where a library lies in the same `site-packages` as the file that needs it.
    pub(super) fn beside(&self, path: &Path, library: &str) -> Option<PathBuf> {
        let machine = self.files.get(path)?.machine;
        let site = path.ancestors().find(|folder| {
            folder.file_name().is_some_and(|name| name == "site-packages" || name == "dist-packages")
        })?;
        let below = self.files.range(site.to_owned()..).take_while(|(other, _)| other.starts_with(site));
        let mut same = below.filter(|(other, elf)| {
            elf.machine == machine && other.file_name().is_some_and(|name| name == library)
        });
        same.next().map(|(place, _)| place.clone())
    }

    /// Where a library lies in a folder of the loader's configuration, for which ldconfig was not run.
    pub(super) fn uncached(&mut self, path: &Path, library: &str) -> Option<PathBuf> {
        let machine = self.files.get(path)?.machine;
        self.search.uncached(library, machine)
    }
}
