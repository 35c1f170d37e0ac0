use super::{Architecture, Evidence, Needs, PackageError, ReleaseHeader, lines, mapping, nearest, text};
use crate::names::{DistributionName, Release, SystemPackage};
use std::collections::BTreeSet;

/// What is known of one release, on one architecture (amd64 unless [`Self::on`] says another).
#[derive(Debug, Clone)]
pub struct ReleaseCatalog<'c> {
    text: &'c str,
    header: ReleaseHeader,
    architecture: Architecture,
}

impl<'c> ReleaseCatalog<'c> {
    pub(super) fn of(text: &'c str, release: &Release) -> Option<Self> {
        let header = ReleaseHeader::all(text).find(|header| header.release == *release)?;
        Some(Self { text, header, architecture: Architecture::default() })
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
        self.value(text::LIBRARY, soname)
            .map(|value| value.names().filter_map(|name| name.parse().ok()).collect())
    }

    /// What a Python distribution needs when it is built from its source with these extras; none where nothing is
    /// known.
    pub fn needs(&self, name: &DistributionName, extras: &[impl AsRef<str>]) -> Option<Needs> {
        Needs::look_up(self, name, extras)
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
            || self.runtime_names().any(|known| known == name)
    }

    /// Each runtime package of the release, as often as it is named.
    fn runtime_names(&self) -> impl Iterator<Item = &'c str> {
        let letter = self.header.letter;
        [text::DEVELOPMENT, text::LIBRARY]
            .into_iter()
            .flat_map(|kind| lines::of_kind(self.text, kind))
            .flat_map(|(_, line)| mapping::values(line))
            .filter(move |value| value.letters.contains(letter))
            .flat_map(mapping::Value::names)
    }

    /// Each name that can be built with.
    fn build_names(&self) -> impl Iterator<Item = &'c str> {
        let letter = self.header.letter;
        lines::of_kind(self.text, text::DEVELOPMENT)
            .filter(move |(_, line)| mapping::values(line).any(|value| value.letters.contains(letter)))
            .chain(lines::of_kind(self.text, text::TOOL).filter(move |(_, letters)| letters.contains(letter)))
            .map(|(name, _)| name)
    }

    /// Why a name can't be built with.
    fn missing(&self, package: &SystemPackage) -> PackageError {
        let release = self.release().clone();
        let development = self.development_of(package.as_str(), self.header.letter);
        if !development.is_empty() || self.runtime_names().any(|known| known == package.as_str()) {
            return PackageError::RuntimePackage { package: package.clone(), release, development };
        }
        self.elsewhere(package).unwrap_or_else(|| PackageError::UnknownPackage {
            nearest: self.nearest(package),
            package: package.clone(),
            release,
        })
    }

    /// The development packages whose runtime half `runtime` is, in the release that `letter` means.
    fn development_of(&self, runtime: &str, letter: char) -> Vec<SystemPackage> {
        let names = lines::of_kind(self.text, text::DEVELOPMENT)
            .filter(|(_, line)| {
                mapping::values(line)
                    .filter(|value| value.letters.contains(letter))
                    .any(|value| value.names().any(|name| name == runtime))
            })
            .map(|(name, _)| name);
        packages(names)
    }

    /// The error that names the other releases that have the package, and what this one has in its place.
    fn elsewhere(&self, package: &SystemPackage) -> Option<PackageError> {
        let mut homes = BTreeSet::new();
        let mut here = BTreeSet::new();
        for other in ReleaseHeader::all(self.text).filter(|other| other.letter != self.header.letter) {
            let there = Self { text: self.text, architecture: self.architecture, header: other };
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

    fn nearest(&self, package: &SystemPackage) -> Vec<SystemPackage> {
        let names = nearest::nearest(package.as_str(), self.build_names());
        names.into_iter().filter_map(|name| name.parse().ok()).collect()
    }
}

/// The names as packages, sorted, each once.
fn packages<'t>(names: impl Iterator<Item = &'t str>) -> Vec<SystemPackage> {
    let names: BTreeSet<SystemPackage> = names.filter_map(|name| name.parse().ok()).collect();
    names.into_iter().collect()
}
