use super::release_file::{self, ReleaseFile};
use super::{Archive, Files, Source as DebianSource, read_contents, read_packages, read_sources};
use crate::input::{Digest, Lines};
use crate::{Options, Watch, archive, source::Source};
use pydockstage_core::names::{Distribution, Release};
use pydockstage_core::packages::{Architecture, BuildError};
use std::collections::BTreeMap;

/// How a file of an index may be packed, in the order of preference.
const PACKED: [&str; 4] = [".xz", ".gz", ".zst", ""];
/// A repository without an index of files is told by its packages, which are opened each. More than these is a whole
/// distribution, whose mirror has such an index.
const MOST_OPENED: usize = 2000;

/// The packages of a release on a mirror, or in a flat repository.
pub(super) struct Mirror<'a> {
    source: &'a Source,
    watch: &'a Watch,
    /// The folder of the release's indexes, with a slash behind it; empty for the source's own root.
    folder: String,
    /// The components; none in a flat repository, which has one index for all (sources.list(5), "The DEB and DEB-SRC
    /// types").
    components: Option<Vec<String>>,
    release_file: ReleaseFile,
}

impl<'a> Mirror<'a> {
    /// Looks for the release below `dists`, else for a flat repository in a folder of the release's name or in the
    /// root.
    pub(super) fn of(
        release: &Release,
        source: &'a Source,
        options: &'a Options,
    ) -> Result<Self, BuildError> {
        let suite = format!("dists/{}/", release.name());
        let mut mirror = Self {
            source,
            watch: &options.watch,
            folder: suite,
            components: None,
            release_file: ReleaseFile::default(),
        };
        if let Some(found) = mirror.read_release()? {
            let components = components(release, &options.components, &found.components);
            return Ok(Self { release_file: found, components: Some(components), ..mirror });
        }
        let missing = BuildError::Missing { file: format!("{}Release", mirror.folder) };
        for folder in [format!("{}/", release.name()), String::new()] {
            mirror.folder = folder;
            let packages = PACKED.map(|packed| format!("{}Packages{packed}", mirror.folder));
            if source.open_any(&packages)?.is_some() {
                let undated = || ReleaseFile { date: crate::undated(), ..ReleaseFile::default() };
                let release_file = mirror.read_release()?.unwrap_or_else(undated);
                return Ok(Self { release_file, ..mirror });
            }
        }
        Err(missing)
    }

    /// The day of the index.
    pub(super) fn date(&self) -> &str {
        &self.release_file.date
    }

    fn read_release(&self) -> Result<Option<ReleaseFile>, BuildError> {
        let files = ["Release", "InRelease"].map(|name| format!("{}{name}", self.folder));
        let Some((file, reader)) = self.source.open_any(&files)? else { return Ok(None) };
        release_file::read(&file, Lines::new(&file, reader)?).map(Some)
    }

    /// The paths of one index of each component, or of the flat repository's one.
    fn paths(&self, below_component: &str, flat: &str) -> Vec<String> {
        match &self.components {
            Some(components) => components.iter().map(|name| format!("{name}/{below_component}")).collect(),
            None => vec![flat.to_owned()],
        }
    }

    /// Packages and files of an architecture, and the SHA-256 of the first index.
    pub(super) fn read(
        &self,
        architecture: Architecture,
        shared: Files,
    ) -> Result<(Archive, String), BuildError> {
        let mut read = Archive { files: shared, ..Archive::default() };
        let mut first = None;
        for index in self.paths(&format!("binary-{architecture}/Packages"), "Packages") {
            let digest = self
                .index(&index, |lines| read_packages(&mut read.packages, lines, architecture))?
                .ok_or_else(|| BuildError::Missing { file: format!("{}{index}", self.folder) })?;
            first.get_or_insert(digest);
        }
        let name = format!("Contents-{architecture}");
        let mut found = false;
        for index in self.paths(&name, &name) {
            found |=
                self.index(&index, |lines| read_contents(&mut read.files, lines, architecture))?.is_some();
        }
        if !found {
            // Debian has an index of files for each component, Ubuntu one for the suite.
            found = self.index(&name, |lines| read_contents(&mut read.files, lines, architecture))?.is_some();
        }
        if !found {
            self.open_all(&mut read, architecture)?;
        }
        Ok((read, first.unwrap_or_default()))
    }

    /// Lists the files of each package by opening it, where the mirror has no index of files: most tools that make
    /// private repositories write none.
    fn open_all(&self, read: &mut Archive, architecture: Architecture) -> Result<(), BuildError> {
        let packages: Vec<(String, String)> =
            read.packages.iter().map(|(name, package)| (name.to_owned(), package.file.clone())).collect();
        if packages.len() > MOST_OPENED {
            return Err(BuildError::Missing { file: format!("{}Contents-{architecture}", self.folder) });
        }
        for ((name, file), number) in packages.iter().zip(1..) {
            self.watch.say(|| format!("opening {name} ({number} of {})", packages.len()));
            let path = file.trim_start_matches("./");
            let reader =
                self.source.open(path)?.ok_or_else(|| BuildError::Missing { file: path.to_owned() })?;
            let held = archive::open(path, reader)?;
            for file in &held.files {
                read.files.add(file.as_bytes(), name.as_bytes(), architecture);
            }
            read.opened.insert(name.clone(), &held.links, architecture);
        }
        Ok(())
    }

    /// The files of the packages that are the same everywhere; some mirrors list them with each architecture's.
    pub(super) fn shared_files(&self, architecture: Architecture) -> Result<Files, BuildError> {
        let mut files = Files::default();
        for index in self.paths("Contents-all", "Contents-all") {
            self.index(&index, |lines| read_contents(&mut files, lines, architecture))?;
        }
        Ok(files)
    }

    /// The sources of all components; none where the mirror holds only binaries.
    pub(super) fn sources(
        &self,
        architecture: Architecture,
    ) -> Result<BTreeMap<String, DebianSource>, BuildError> {
        let mut sources = BTreeMap::new();
        for index in self.paths("source/Sources", "Sources") {
            self.index(&index, |lines| {
                sources.extend(read_sources(lines, architecture)?);
                Ok(())
            })?;
        }
        Ok(sources)
    }

    /// Reads an index, packed in any way, and returns its SHA-256, which must be that of the release file; none where
    /// the mirror has no such index.
    fn index(
        &self,
        name: &str,
        read: impl FnOnce(Lines) -> Result<(), BuildError>,
    ) -> Result<Option<String>, BuildError> {
        let paths = PACKED.map(|packed| format!("{}{name}{packed}", self.folder));
        self.watch.say(|| format!("reading {}{name}", self.folder));
        let Some((path, reader)) = self.source.open_any(&paths)? else { return Ok(None) };
        let digest = Digest::default();
        read(Lines::new(&path, digest.watch(reader))?)?;
        let digest = digest.hex();
        let below = path.strip_prefix(&self.folder).unwrap_or_default();
        // A mirror may hold an index of files that is a day older than its Release; the packing's own check sum tells
        // whether it is whole, and libraries are matched by SONAME, not by version.
        let may_lag = name.contains("Contents-");
        match self.release_file.digests.get(below) {
            Some(expected) if *expected != digest && !may_lag => Err(BuildError::Corrupt {
                file: path,
                reason: "its digest is not the one in Release".to_owned(),
            }),
            _ => Ok(Some(digest)),
        }
    }
}

/// The components that are read: those that were chosen, else the distribution's usual ones, else all that a private
/// mirror says it has.
fn components(release: &Release, chosen: &[String], listed: &[String]) -> Vec<String> {
    if !chosen.is_empty() {
        return chosen.to_vec();
    }
    let usual: &[&str] = match release.distribution() {
        Distribution::Ubuntu => &["main", "universe"],
        _ => &["main"],
    };
    let mut usual: Vec<String> = usual.iter().map(|name| (*name).to_owned()).collect();
    if !listed.is_empty() {
        usual.retain(|name| listed.contains(name));
    }
    if usual.is_empty() { listed.to_vec() } else { usual }
}
