use super::derive::{Deriver, is_development, is_foreign};
use super::mirror::Mirror;
use super::opened::Opened;
use super::tools::{ASKED_FOR_BY, TOOLS};
use super::{Doubt, Files, Packages, Source as DebianSource, python, sonames};
use crate::release_text::{Fact, ReleaseText};
use crate::{Options, archive, source::Source};
use pydockstage_core::names::Release;
use pydockstage_core::packages::{Architecture, BuildError, text};
use std::collections::{BTreeMap, BTreeSet};

/// How often packages are opened that the opened ones point at.
const ROUNDS: usize = 4;
/// A package with more runtime halves is a whole system's driver kit (dpdk-dev has 250 plug-ins), and of no use for a
/// Python project; its line would be a twentieth of the catalog.
const MOST_RUNTIME: usize = 100;

/// What the indexes of one architecture hold.
#[derive(Debug, Default)]
pub struct Archive {
    /// The binary packages.
    pub packages: Packages,
    /// Their files.
    pub files: Files,
    pub(super) opened: Opened,
}

/// Makes the catalog of a release from its distribution's indexes.
pub fn build(release: &Release, source: &Source, options: &Options) -> Result<ReleaseText, BuildError> {
    let mirror = Mirror::of(release, source, options)?;
    let mut made = ReleaseText::new(release.clone(), mirror.date().to_owned());
    // What is the same on each architecture is read once.
    let shared = mirror.shared_files(options.architectures.first().copied().unwrap_or_default())?;
    let mut sources = BTreeMap::new();
    for (index, architecture) in options.architectures.iter().enumerate() {
        let (mut archive, digest) = mirror.read(*architecture, shared.clone())?;
        made.sources.push(format!("{architecture}:{digest}"));
        if index == 0 {
            sources = mirror.sources(*architecture)?;
        }
        let (facts, doubts) = archive.facts(source, options, *architecture, &sources)?;
        made.names.extend(archive.packages.iter().map(|(name, _)| name.to_owned()));
        made.add(*architecture, index == 0, facts);
        made.doubts.extend(doubts);
    }
    if made.holds(text::DEVELOPMENT) { Ok(made) } else { Err(BuildError::Empty { release: release.clone() }) }
}

type Facts = BTreeMap<Fact, String>;

impl Archive {
    /// All that the catalog says of the release on this architecture.
    fn facts(
        &mut self,
        source: &Source,
        options: &Options,
        architecture: Architecture,
        sources: &BTreeMap<String, DebianSource>,
    ) -> Result<(Facts, Vec<Doubt>), BuildError> {
        let mut doubts = self.doubts();
        if options.open_packages {
            for _ in 0..ROUNDS {
                if !self.open_doubtful(source, options, architecture, &doubts)? {
                    break;
                }
                doubts = self.doubts();
            }
        }
        let mut deriver = Deriver::new(&self.packages, &self.files, &self.opened);
        let mut facts = Facts::new();
        let mut pairs = BTreeMap::new();
        for (name, package) in self.packages.iter() {
            if is_development(name, &package.section) && !is_foreign(name) {
                let pair = deriver.pair(name);
                if pair.runtime.len() > MOST_RUNTIME {
                    continue;
                }
                facts.insert(Fact::new(text::DEVELOPMENT, name), Fact::value(&pair.runtime, pair.evidence));
                pairs.insert(name.to_owned(), pair);
            }
        }
        for (name, providers) in self.packages.virtual_names() {
            // A virtual name that several provide is apt's to refuse, not ours to choose from.
            let mut developing = providers.iter().filter(|provider| {
                self.packages.get(provider).is_some_and(|package| is_development(provider, &package.section))
            });
            if let (Some(provider), None) = (developing.next(), developing.next())
                && name.ends_with("-dev")
                && !is_foreign(name)
            {
                let pair = deriver.pair(provider);
                facts.insert(Fact::new(text::DEVELOPMENT, name), Fact::value(&pair.runtime, pair.evidence));
            }
        }
        let runtime = pairs.values().flat_map(|pair| pair.runtime.iter().cloned()).collect();
        for (soname, owners) in sonames::sonames(&self.packages, &self.files, &runtime) {
            facts.insert(Fact::new(text::LIBRARY, &soname), owners.join(","));
        }
        for tool in self.tools(sources) {
            facts.remove(&Fact::new(text::DEVELOPMENT, &tool));
            facts.insert(Fact::new(text::TOOL, &tool), String::new());
        }
        for (name, needs) in python::needs(&self.packages, &self.files, sources, &pairs) {
            facts.insert(Fact::new(text::PYTHON, &name), needs);
        }
        Ok((facts, doubts.into_iter().collect()))
    }

    fn doubts(&self) -> BTreeSet<Doubt> {
        let mut deriver = Deriver::new(&self.packages, &self.files, &self.opened);
        for (name, package) in self.packages.iter() {
            if is_development(name, &package.section) && !is_foreign(name) {
                deriver.pair(name);
            }
        }
        deriver.into_doubts()
    }

    /// Opens the packages in doubt, and those that ship a linker's name which an opened one points at. False when
    /// there was none left to open.
    fn open_doubtful(
        &mut self,
        source: &Source,
        options: &Options,
        architecture: Architecture,
        doubts: &BTreeSet<Doubt>,
    ) -> Result<bool, BuildError> {
        let mut wanted: BTreeSet<String> = doubts.iter().map(|doubt| doubt.package.clone()).collect();
        for (folder, file) in self.opened.places().filter(|(_, file)| file.ends_with(".so")) {
            let stem = file.trim_end_matches(".so");
            let links = self
                .files
                .libraries
                .of_stem(stem)
                .filter(|link| link.file == *file && link.folder == *folder);
            wanted.extend(links.flat_map(|link| link.owners.iter().cloned()));
        }
        wanted.retain(|name| !self.opened.holds(name));
        for (name, number) in wanted.iter().zip(1..) {
            let Some(package) = self.packages.get(name) else { continue };
            options.watch.say(|| format!("opening {name} ({number} of {})", wanted.len()));
            let links = match source.open(&package.file)? {
                Some(reader) => archive::open(&package.file, reader)?.links,
                None => Vec::new(),
            };
            self.opened.insert(name.clone(), &links, architecture);
        }
        Ok(!wanted.is_empty())
    }

    /// The packages that help to build and leave nothing behind.
    fn tools(&self, sources: &BTreeMap<String, DebianSource>) -> BTreeSet<String> {
        let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
        for relation in sources.values().flat_map(|source| source.build_depends.iter().flatten()) {
            *asked.entry(&relation.name).or_default() += 1;
        }
        let often = asked.into_iter().filter(|(_, count)| *count > ASKED_FOR_BY).map(|(name, _)| name);
        let helps = |name: &&str| {
            self.packages.get(name).is_some_and(|package| {
                !is_development(name, &package.section)
                    && !matches!(
                        package.section.as_str(),
                        "libs" | "python" | "perl" | "ruby" | "haskell" | "oldlibs"
                    )
                    && !["dh-", "debhelper", "python3-", "ruby", "haskell-", "lib"]
                        .iter()
                        .any(|prefix| name.starts_with(prefix))
            })
        };
        let known = TOOLS.iter().copied().filter(|name| self.packages.get(name).is_some());
        known.chain(often.filter(helps)).map(str::to_owned).collect()
    }
}
