use super::libraries::LibraryFile;
use super::opened::{Opened, Place, Target};
use super::{Files, Packages};
use pydockstage_core::packages::Evidence;
use std::collections::{BTreeMap, BTreeSet};

/// How far a linker's name is followed: over links of links, and from metapackage to metapackage.
const DEEPEST: usize = 8;
/// How many steps of Depends lie between a development package and its library at most.
const FARTHEST: usize = 3;
/// How many packages a dependency is searched in; the widest of Debian's metapackages bring some 600.
const WIDEST: usize = 2000;

/// A development package and its runtime half.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The runtime packages; none where it is headers alone.
    pub runtime: BTreeSet<String>,
    /// The weakest evidence among them.
    pub evidence: Evidence,
}

/// A linker's name that the index alone can't tell the library of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Doubt {
    /// The package that ships it.
    pub package: String,
    /// Its path below the folder of libraries.
    pub link: String,
    /// The packages that own a library of the same stem.
    pub candidates: Vec<String>,
}

/// Derives the runtime half of development packages from an archive's indexes.
pub(super) struct Deriver<'a> {
    packages: &'a Packages,
    files: &'a Files,
    opened: &'a Opened,
    known: BTreeMap<String, Pair>,
    doubts: BTreeSet<Doubt>,
}

impl<'a> Deriver<'a> {
    pub(super) fn new(packages: &'a Packages, files: &'a Files, opened: &'a Opened) -> Self {
        Self { packages, files, opened, known: BTreeMap::new(), doubts: BTreeSet::new() }
    }

    /// What is still in doubt after all that was asked.
    pub(super) fn into_doubts(self) -> BTreeSet<Doubt> {
        self.doubts
    }

    /// The runtime half of a package.
    pub(super) fn pair(&mut self, name: &str) -> Pair {
        self.pair_within(name, DEEPEST)
    }

    fn pair_within(&mut self, name: &str, depth: usize) -> Pair {
        if let Some(pair) = self.known.get(name) {
            return pair.clone();
        }
        // Stands for the package while it is derived, so that a circle of Depends ends.
        let nothing = Pair { runtime: BTreeSet::new(), evidence: Evidence::Symlink };
        self.known.insert(name.to_owned(), nothing.clone());
        let mut pair = self.by_links(name).unwrap_or(nothing);
        if pair.runtime.is_empty() && depth > 0 {
            pair = self.by_depends(name, depth - 1);
        }
        self.known.insert(name.to_owned(), pair.clone());
        pair
    }

    /// The owners of what the package's linker names stand for; none where it has no such name.
    fn by_links(&mut self, name: &str) -> Option<Pair> {
        let links: Vec<LibraryFile> =
            self.files.libraries.of_owner(name).filter(|file| file.is_link()).cloned().collect();
        if links.is_empty() {
            return None;
        }
        let levels = self.levels(name);
        let mut pair = Pair { runtime: BTreeSet::new(), evidence: Evidence::Symlink };
        if self.opened.holds(name) {
            pair.evidence = Evidence::Opened;
        }
        for link in &links {
            match self.opened_owners(name, (&link.folder, &link.file), &levels, DEEPEST) {
                Some(owners) => pair.runtime.extend(owners),
                None => pair.runtime.extend(self.indexed_owner(name, link, &levels)),
            }
        }
        Some(pair)
    }

    /// The owners by the package's own archive; none where it was not opened, or does not hold the link.
    fn opened_owners(
        &self,
        package: &str,
        (folder, file): (&str, &str),
        levels: &[BTreeSet<&str>],
        depth: usize,
    ) -> Option<BTreeSet<String>> {
        Some(match self.opened.target(package, folder, file)? {
            Target::Library => BTreeSet::from([package.to_owned()]),
            Target::Places(places) => {
                places.iter().flat_map(|place| self.place_owners(package, place, levels, depth)).collect()
            }
        })
    }

    /// The owners of what an opened package's link points at.
    fn place_owners(
        &self,
        package: &str,
        (folder, file): &Place,
        levels: &[BTreeSet<&str>],
        depth: usize,
    ) -> BTreeSet<String> {
        let of_stem = || self.files.libraries.of_stem(stem(file));
        let here = of_stem().filter(|found| found.folder == *folder && found.file == *file);
        let owners: BTreeSet<&str> = here.flat_map(|found| &found.owners).map(String::as_str).collect();
        if depth > 0 {
            // A link to a link: the package that ships that one was opened too, and tells more.
            let link = (folder.as_str(), file.as_str());
            let shippers = owners.iter().copied().chain([package]);
            let mut inner = shippers.filter_map(|owner| self.opened_owners(owner, link, levels, depth - 1));
            if let Some(found) = inner.next() {
                return found;
            }
        }
        let owners: Vec<&str> = owners.into_iter().collect();
        let chosen = self.choose(package, &owners, levels);
        let chosen = chosen.or_else(|| owners.first().map(|owner| (*owner).to_owned()));
        // The index of files may be older than the package: the same library at another version.
        let chosen = chosen.or_else(|| {
            let versioned = of_stem().filter(|found| !found.is_link());
            let owners: Vec<&str> = versioned.flat_map(|found| &found.owners).map(String::as_str).collect();
            self.choose(package, &owners, levels)
        });
        chosen.into_iter().collect()
    }

    /// The owner by the index alone; a doubt is noted.
    fn indexed_owner(&mut self, name: &str, link: &LibraryFile, levels: &[BTreeSet<&str>]) -> Option<String> {
        if let Some(owner) = self.candidate(name, link, levels) {
            return Some(owner);
        }
        let candidates: BTreeSet<String> = self
            .files
            .libraries
            .of_stem(link.stem())
            .filter(|file| !file.is_link())
            .flat_map(|file| file.owners.clone())
            .collect();
        // A plug-in in a folder of its own has no version anywhere, and nothing links to it.
        if !self.opened.holds(name) && (link.folder.is_empty() || !candidates.is_empty()) {
            self.doubts.insert(Doubt {
                package: name.to_owned(),
                link: format!("{}/{}", link.folder, link.file),
                candidates: candidates.into_iter().collect(),
            });
        }
        None
    }

    /// The package that owns a versioned library of the link's stem and that `name` depends on.
    fn candidate(&self, name: &str, link: &LibraryFile, levels: &[BTreeSet<&str>]) -> Option<String> {
        let versioned: Vec<&LibraryFile> =
            self.files.libraries.of_stem(link.stem()).filter(|file| !file.is_link()).collect();
        let owners = |same_folder: bool| -> Vec<&str> {
            let files = versioned.iter().filter(|file| !same_folder || file.folder == link.folder);
            files.flat_map(|file| file.owners.iter().map(String::as_str)).collect()
        };
        // What the package itself ships under a versioned name is most likely one more symlink: a package that it
        // depends on goes first, and where there is none the link is in doubt.
        let others = levels.get(1..)?;
        self.choose(name, &owners(true), others)
            .or_else(|| self.choose(name, &owners(false), others))
            .or_else(|| self.choose(name, &self.versioned_in_stem(link), others.get(..1)?))
    }

    /// The owners of libraries that carry their version before `.so`: `libpqxx-6.4.so` for the link `libpqxx.so`.
    fn versioned_in_stem<'s>(&'s self, link: &'s LibraryFile) -> Vec<&'s str> {
        let is_version = |rest: &str| {
            rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        let versioned = self.files.libraries.beginning_with(link.stem()).filter(|file| {
            file.folder == link.folder && file.stem().strip_prefix(link.stem()).is_some_and(is_version)
        });
        let owners = versioned.flat_map(|file| &file.owners).map(String::as_str);
        // In a development package it is one more name for the linker, not the library.
        owners.filter(|owner| !self.is_development(owner)).collect()
    }

    fn is_development(&self, name: &str) -> bool {
        self.packages.get(name).is_some_and(|package| is_development(name, &package.section))
    }

    /// The one of `candidates` that the package depends on, the nearest first, its own source's before others.
    fn choose(&self, name: &str, candidates: &[&str], levels: &[BTreeSet<&str>]) -> Option<String> {
        let source = |package: &str| self.packages.get(package).map(|package| package.source.as_str());
        for level in levels {
            let near: BTreeSet<&str> =
                candidates.iter().copied().filter(|owner| level.contains(owner)).collect();
            let own: BTreeSet<&str> =
                near.iter().copied().filter(|owner| source(owner) == source(name)).collect();
            for set in [&own, &near] {
                if let (Some(one), 1) = (set.first(), set.len()) {
                    return Some((*one).to_owned());
                }
            }
            // Alternatives (`a | b`): the maintainer's first word.
            if near.len() > 1 {
                let depends = self.packages.get(name).into_iter().flat_map(|package| &package.depends);
                let mut firsts =
                    depends.filter_map(|group| group.first()).map(|relation| relation.name.as_str());
                return firsts.find(|first| near.contains(first)).map(str::to_owned);
            }
        }
        None
    }

    /// For a package without linker names: what the packages that it stands for have, and the libraries of its own
    /// source that it depends on in its own version.
    fn by_depends(&mut self, name: &str, depth: usize) -> Pair {
        let packages = self.packages;
        let mut pair = Pair { runtime: BTreeSet::new(), evidence: Evidence::Symlink };
        let Some(package) = packages.get(name) else { return pair };
        let is_metapackage = !self.files.with_content.contains(name);
        for relation in package.depends.iter().filter_map(|group| group.first()) {
            let [target] = packages.resolve(&relation.name)[..] else { continue };
            let Some(of_target) = packages.get(target) else { continue };
            let same = of_target.source == package.source && relation.exact;
            if is_development(target, &of_target.section) {
                if same || is_metapackage {
                    let inner = self.pair_within(target, depth);
                    pair.runtime.extend(inner.runtime);
                    pair.evidence = pair.evidence.max(inner.evidence);
                }
            } else if same && self.files.libraries.of_owner(target).any(|file| file.folder.is_empty()) {
                pair.runtime.insert(target.to_owned());
                pair.evidence = pair.evidence.max(Evidence::Depends);
            }
        }
        pair
    }

    /// The package itself, what it depends on, what the development packages among those depend on, and so on.
    fn levels(&self, name: &str) -> Vec<BTreeSet<&'a str>> {
        let Some((own, package)) = self.packages.named(name) else { return Vec::new() };
        let mut levels: Vec<BTreeSet<&str>> = vec![BTreeSet::from([own])];
        let mut seen = BTreeSet::from([own]);
        for _ in 0..FARTHEST {
            let mut next = BTreeSet::new();
            for member in levels.last().into_iter().flatten() {
                let Some(found) = self.packages.get(member) else { continue };
                let goes_on = *member == own
                    || found.source == package.source
                    || is_development(member, &found.section);
                if !goes_on {
                    continue;
                }
                for relation in found.depends.iter().flatten() {
                    next.extend(
                        self.packages.resolve(&relation.name).into_iter().filter(|name| seen.insert(name)),
                    );
                }
            }
            if next.is_empty() || seen.len() > WIDEST {
                break;
            }
            levels.push(next);
        }
        levels
    }
}

/// Whether a package is there to compile against.
pub(super) fn is_development(name: &str, section: &str) -> bool {
    name.ends_with("-dev") || section == "libdevel" && (name.contains("-dev") || name.ends_with("multidev"))
}

/// Whether Python never links to what it holds: sources or archives that another language's own compiler alone
/// reads, and libraries of another architecture, for cross-compilers.
pub(super) fn is_foreign(name: &str) -> bool {
    const PREFIXES: [&str; 7] = ["librust-", "golang-", "libghc-", "node-", "elpa-", "lib32", "libx32"];
    PREFIXES.iter().any(|prefix| name.starts_with(prefix))
        || name.ends_with("-ocaml-dev")
        || name.ends_with("-cross")
}

fn stem(file: &str) -> &str {
    file.split_once(".so").map_or(file, |(stem, _)| stem)
}
