use super::{
    Architecture, Catalog, Evidence, Needs, PackageError, ReleaseHeader, lines, mapping, nearest, overlay,
    soname, text,
};
use crate::names::{DistributionName, Release, SystemPackage};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What is known of one release, on one architecture (amd64 unless [`Self::on`] says another).
#[derive(Debug, Clone)]
pub struct ReleaseCatalog<'c> {
    /// All that is known, for what is asked of other releases.
    catalog: &'c Catalog,
    text: &'c str,
    header: ReleaseHeader,
    architecture: Architecture,
}

impl<'c> ReleaseCatalog<'c> {
    pub(super) fn of(catalog: &'c Catalog, text: &'c str, release: &Release) -> Option<Self> {
        let header = ReleaseHeader::of(text, release)?;
        Some(Self { catalog, text, header, architecture: Architecture::default() })
    }

    /// The text that the release stands in, in the format of [`text`]; others may stand in it too.
    pub fn text(&self) -> &'c str {
        self.text
    }

    /// Whether the knowledge comes from a catalog that the user added, not from what is part of the program.
    pub fn is_added(&self) -> bool {
        Catalog::is_added(self.text)
    }

    /// The same release on another architecture.
    pub fn on(self, architecture: Architecture) -> Self {
        Self { architecture, ..self }
    }

    /// The release.
    pub fn release(&self) -> &Release {
        &self.header.release
    }

    /// Where the knowledge comes from.
    pub fn header(&self) -> &ReleaseHeader {
        &self.header
    }

    /// The runtime packages of a development package, sorted; none for a tool, and for a library that is headers
    /// alone. An unknown name is an error that says what was likely meant.
    pub fn runtime(&self, package: &SystemPackage) -> Result<Vec<SystemPackage>, PackageError> {
        self.pair(package).map(|(packages, _)| packages)
    }

    /// The same as [`Self::runtime`], and what it rests on; none for a tool.
    pub fn pair(
        &self,
        package: &SystemPackage,
    ) -> Result<(Vec<SystemPackage>, Option<Evidence>), PackageError> {
        if let Some(value) = self.value(text::DEVELOPMENT, package.as_str()) {
            return Ok((packages(value.names()), Some(value.evidence)));
        }
        if self.lists(text::TOOL, package.as_str()) {
            return Ok((Vec::new(), None));
        }
        Err(self.missing(package))
    }

    /// Whether the release has a development package or a tool of this name.
    pub fn builds_with(&self, package: &SystemPackage) -> bool {
        self.value(text::DEVELOPMENT, package.as_str()).is_some() || self.lists(text::TOOL, package.as_str())
    }

    /// Refuses a runtime package that is known to be another release's. A name that is unknown everywhere passes:
    /// a catalog does not hold each of a distribution's packages.
    pub fn check_runtime(&self, package: &SystemPackage) -> Result<(), PackageError> {
        if self.is_known(package.as_str()) {
            return Ok(());
        }
        self.elsewhere(package).map_or(Ok(()), Err)
    }

    /// The packages that own the shared library `soname`, the usual one first; none where nothing is known.
    pub fn owner(&self, soname: &str) -> Option<Vec<SystemPackage>> {
        let (stem, version) = soname::split(soname)?;
        let line = lines::find(self.text, text::LIBRARY, stem)?;
        let mut values = self.libraries(stem, line).filter(|library| library.version == version);
        // What is said of this very architecture goes before what is said of all.
        let first = values.next()?;
        let library =
            if first.is_special { first } else { values.find(|other| other.is_special).unwrap_or(first) };
        Some(library.owners.split(',').filter_map(|name| name.parse().ok()).collect())
    }

    /// The same as [`Self::owner`]; a library that nothing is known of is an error that says which are.
    pub fn library(&self, soname: &str) -> Result<Vec<SystemPackage>, PackageError> {
        if let Some(owners) = self.owner(soname) {
            return Ok(owners);
        }
        let owned = |other: Self| Some((other.header.release.clone(), other.owner(soname)?));
        Err(PackageError::UnknownLibrary {
            library: soname.to_owned(),
            release: self.release().clone(),
            elsewhere: self.others(|_| true).filter_map(owned).collect(),
            nearest: self.nearest_libraries(soname),
        })
    }

    /// What a Python distribution needs when it is built from its source with these extras; none where nothing is
    /// known.
    pub fn needs(&self, name: &DistributionName, extras: &[impl AsRef<str>]) -> Option<Needs> {
        Needs::look_up(self, name, extras)
    }

    /// What a Python distribution needs with these extras where it is installed as a wheel: runtime packages alone.
    /// None where it needs nothing, or nothing is known.
    pub fn wheel_needs(&self, name: &DistributionName, extras: &[impl AsRef<str>]) -> Option<Needs> {
        Needs::beside_wheel(self, name, extras)
    }

    /// The distributions that something is known of and whose names are like one that was mistyped, the nearest first.
    pub fn nearest_distributions(&self, name: &DistributionName) -> Vec<&'c str> {
        let letter = self.header.letter;
        let wanted = nearest::Wanted::new(name.as_str());
        let derived = lines::of_kind(self.text, text::PYTHON)
            .filter(|(other, _)| wanted.may_be(other))
            .filter(|(_, line)| mapping::values(line).any(|value| value.letters.contains(letter)));
        let reviewed = overlay::distributions().map(|name| -> &'c str { name });
        let names = derived.map(|(name, _)| name).chain(reviewed);
        let mut near = wanted.nearest(names);
        near.retain(|near| *near != name.as_str());
        near
    }

    /// The owners of the libraries of this stem, whatever their version.
    pub(super) fn owners_of_stem(&self, stem: &str) -> BTreeSet<SystemPackage> {
        let line = lines::find(self.text, text::LIBRARY, stem).unwrap_or_default();
        let owners = self.libraries(stem, line).map(|library| library.owners);
        owners.flat_map(|owners| packages(owners.split(','))).collect()
    }

    /// Whether the release is known to have a package, by a line of its own.
    pub(super) fn lists_package(&self, package: &SystemPackage) -> bool {
        self.builds_with(package) || self.lists(text::PACKAGE, package.as_str())
    }

    /// The line that the release's own index gave for a Python distribution.
    pub(super) fn derived(&self, name: &DistributionName) -> Option<&'c str> {
        self.value(text::PYTHON, name.as_str())?.packages
    }

    fn value(&self, kind: &str, name: &str) -> Option<mapping::Value<'c>> {
        mapping::value(lines::find(self.text, kind, name)?, self.header.letter, self.architecture)
    }

    fn lists(&self, kind: &str, name: &str) -> bool {
        lines::find(self.text, kind, name).is_some_and(|letters| letters.contains(self.header.letter))
    }

    /// Whether the name stands anywhere in the release's lines.
    fn is_known(&self, name: &str) -> bool {
        self.value(text::DEVELOPMENT, name).is_some()
            || self.lists(text::TOOL, name)
            || self.lists(text::PACKAGE, name)
            || self.is_runtime(name)
    }

    /// The other releases, each as the text has it whose word goes first; those of a text that `may_hold` says no to
    /// are left out.
    fn others(&self, may_hold: impl Fn(&str) -> bool) -> impl Iterator<Item = Self> {
        let mut seen = BTreeSet::from([self.release().clone()]);
        let texts = self.catalog.all_texts().map(move |text| (text, may_hold(text)));
        texts
            .flat_map(|(text, may)| ReleaseHeader::all(text).map(move |header| (text, may, header)))
            .filter(move |(_, may, header)| seen.insert(header.release.clone()) && *may)
            .map(|(text, _, header)| Self { text, header, ..self.clone() })
    }

    /// Whether a runtime half, or the owner of a library, has this name.
    fn is_runtime(&self, name: &str) -> bool {
        let letter = self.header.letter;
        let mut pairs = lines::holding(self.text, text::DEVELOPMENT, name)
            .flat_map(|(_, line)| mapping::values(line))
            .filter(|value| value.letters.contains(letter));
        let written = lines::holding(self.text, text::LIBRARY, name);
        let shortened =
            lines::of_kind(self.text, text::LIBRARY).filter(|(stem, _)| soname::may_name(stem, name));
        let mut libraries = written.chain(shortened).flat_map(|(stem, line)| self.libraries(stem, line));
        pairs.any(|value| value.names().any(|known| known == name))
            || libraries.any(|library| library.owners.split(',').any(|known| known == name))
    }

    /// The libraries of one stem that the release has on this architecture.
    fn libraries<'t>(&self, stem: &'t str, line: &'t str) -> impl Iterator<Item = Library<'t>> {
        let (letter, architecture) = (self.header.letter, self.architecture);
        mapping::values(line)
            .filter(move |value| value.letters.contains(letter))
            .filter(move |value| value.architecture.is_none_or(|own| own == architecture))
            .filter_map(move |value| {
                let (version, owners) = value.packages?.split_once(':')?;
                let owners = soname::lengthen(stem, version, owners);
                Some(Library { version, owners, is_special: value.architecture.is_some() })
            })
    }

    /// Why a name can't be built with.
    fn missing(&self, package: &SystemPackage) -> PackageError {
        let release = self.release().clone();
        let development = self.development_of(package.as_str(), self.header.letter);
        if !development.is_empty() || self.is_runtime(package.as_str()) {
            return PackageError::RuntimePackage { package: package.clone(), release, development };
        }
        self.elsewhere(package).unwrap_or_else(|| PackageError::UnknownPackage {
            nearest: self.nearest(package),
            package: package.clone(),
            release,
        })
    }

    /// The development packages whose runtime half `runtime` is, in the release that `letter` means: of those, the
    /// ones with the fewest halves, since a metapackage has them all and is hardly meant.
    fn development_of(&self, runtime: &str, letter: char) -> Vec<SystemPackage> {
        let mut fewest = usize::MAX;
        let mut found = Vec::new();
        for (name, line) in lines::holding(self.text, text::DEVELOPMENT, runtime) {
            for value in mapping::values(line).filter(|value| value.letters.contains(letter)) {
                let halves = value.names().count();
                if halves > fewest || value.names().all(|half| half != runtime) {
                    continue;
                }
                if halves < fewest {
                    found.clear();
                }
                fewest = halves;
                found.push(name);
            }
        }
        packages(found.into_iter())
    }

    /// The error that names the other releases that have the package, and what this one has in its place.
    fn elsewhere(&self, package: &SystemPackage) -> Option<PackageError> {
        let mut homes = BTreeSet::new();
        let mut here = BTreeSet::new();
        // Most wrong names are mistyped and stand nowhere, which a quick look tells.
        for there in self.others(|text| stands_in(text, package.as_str())) {
            let development = there.development_of(package.as_str(), there.header.letter);
            if development.is_empty() && !there.is_known(package.as_str()) {
                continue;
            }
            for package in &development {
                let value = self.value(text::DEVELOPMENT, package.as_str());
                here.extend(value.into_iter().flat_map(mapping::Value::names));
            }
            homes.insert(there.header.release);
        }
        let mut here = packages(here.into_iter());
        if here.is_empty() {
            here = self.nearest(package);
        }
        let (package, release) = (package.clone(), self.release().clone());
        let homes: Vec<Release> = homes.into_iter().collect();
        (!homes.is_empty()).then_some(PackageError::OtherRelease { package, release, homes, here })
    }

    /// The libraries of the same stem at other versions, else those of the stems that are most like it.
    fn nearest_libraries(&self, soname: &str) -> Vec<(String, Vec<SystemPackage>)> {
        let stem = soname::split(soname).map_or(soname, |(stem, _)| stem);
        let named = |stem: &'c str, line: &'c str| {
            let libraries = self.libraries(stem, line).map(move |library| {
                let (soname, _) = soname::join(stem, &format!("{}:", library.version));
                (soname, packages(library.owners.split(',')))
            });
            libraries.collect::<Vec<_>>()
        };
        let lines: Vec<(&str, &str)> = lines::of_kind(self.text, text::LIBRARY).collect();
        let of_stem = |wanted: &str| -> Vec<(String, Vec<SystemPackage>)> {
            let own = lines.iter().filter(|(stem, _)| *stem == wanted);
            own.flat_map(|(stem, line)| named(stem, line)).collect()
        };
        let same = of_stem(stem);
        if !same.is_empty() {
            return same;
        }
        let wanted = nearest::Wanted::new(stem);
        let here = lines
            .iter()
            .filter(|(stem, line)| wanted.may_be(stem) && self.libraries(stem, line).next().is_some());
        wanted.nearest(here.map(|(stem, _)| *stem)).into_iter().flat_map(of_stem).collect()
    }

    fn nearest(&self, package: &SystemPackage) -> Vec<SystemPackage> {
        let letter = self.header.letter;
        let wanted = nearest::Wanted::new(package.as_str());
        let of_kind = |kind| lines::of_kind(self.text, kind).filter(|(name, _)| wanted.may_be(name));
        let development = of_kind(text::DEVELOPMENT)
            .filter(|(_, line)| mapping::values(line).any(|value| value.letters.contains(letter)));
        let tools = of_kind(text::TOOL).filter(|(_, letters)| letters.contains(letter));
        wanted
            .nearest(development.chain(tools).map(|(name, _)| name))
            .into_iter()
            .filter_map(|name| name.parse().ok())
            .collect()
    }
}

/// A library of a stem.
struct Library<'t> {
    version: &'t str,
    owners: Cow<'t, str>,
    is_special: bool,
}

/// Whether any release of a text may have the name.
fn stands_in(text: &str, name: &str) -> bool {
    lines::hold(text, name)
        || lines::of_kind(text, text::LIBRARY).any(|(stem, _)| soname::may_name(stem, name))
}

/// The names as packages, sorted, each once.
fn packages<'t>(names: impl Iterator<Item = &'t str>) -> Vec<SystemPackage> {
    let mut names: Vec<SystemPackage> = names.filter_map(|name| name.parse().ok()).collect();
    names.sort_unstable();
    names.dedup();
    names
}
