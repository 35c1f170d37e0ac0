//! The index of an RPM repository (`repomd.xml`, `primary`, `filelists`), and the catalog of a release made of it.
//!
//! RPM's own scan writes the SONAME behind each linker symlink of a `-devel` package into its requirements
//! (`libldap.so.2()(64bit)`), and what a library provides into its package's; the list of files tells which of the
//! requirements are symlinks' and which are programs'.

mod index;
mod xml;

use crate::release_text::{Fact, ReleaseText};
use crate::source::Source;
use crate::{Options, tool_facts};
use index::{Package, REPOMD, Repository};
use pydockstage_core::names::Release;
use pydockstage_core::packages::{Architecture, BuildError, Evidence, soname, text};
use std::collections::{BTreeMap, BTreeSet};

const TOOLS: [&str; 16] = [
    "autoconf",
    "automake",
    "bison",
    "cargo",
    "cmake",
    "flex",
    "gcc",
    "gcc-c++",
    "gcc-gfortran",
    "git",
    "glibc-devel",
    "make",
    "patch",
    "pkgconf-pkg-config",
    "rust",
    "swig",
];

/// Where a release's folder of a mirror has its repositories: those of `CentOS` Stream, Rocky and `AlmaLinux` (libraries
/// in the first two, development packages in the third), and Fedora's one.
const REPOSITORIES: [&str; 4] =
    ["BaseOS/$basearch/os", "AppStream/$basearch/os", "CRB/$basearch/os", "Everything/$basearch/os"];

/// Makes the catalog of a release from its repositories: the folders in `options.components`, where `$basearch` stands
/// for the machine as in dnf's own configuration; without them the source's root, or the usual folders below it.
pub fn build(release: &Release, source: &Source, options: &Options) -> Result<ReleaseText, BuildError> {
    let mut made = ReleaseText::new(release.clone(), crate::undated());
    for (index, architecture) in options.architectures.iter().enumerate() {
        let mut repository = Repository::default();
        let mut first = None;
        for folder in folders(source, &options.components, *architecture)? {
            options.watch.say(|| format!("reading {folder}repodata"));
            let digest = repository.read(source, &folder, *architecture)?;
            first.get_or_insert(digest);
        }
        if let Some(date) = repository.revision.and_then(crate::date::of_seconds) {
            made.date = date;
        }
        made.sources.push(format!("{architecture}:{}", first.unwrap_or_default()));
        made.names.extend(repository.packages.keys().cloned());
        made.add(*architecture, index == 0, facts(&repository.packages));
    }
    if made.holds(text::DEVELOPMENT) { Ok(made) } else { Err(BuildError::Empty { release: release.clone() }) }
}

/// The libraries of the package's own source that it requires in its very version: what tells where the tool that built
/// the package does not write the SONAME behind a link into its requirements. Those that the links are named after go
/// before the others.
fn by_version(packages: &BTreeMap<String, Package>, package: &Package) -> BTreeSet<String> {
    let own = package.exact.iter().filter(|name| {
        packages.get(*name).is_some_and(|other| other.source == package.source && !other.provides.is_empty())
    });
    let own: BTreeSet<String> = own.cloned().collect();
    let stem_of = |soname: &String| soname::split(soname).map(|(stem, _)| stem.to_owned());
    let is_linked = |name: &&String| {
        let provided = packages.get(*name).into_iter().flat_map(|other| &other.provides);
        provided.filter_map(stem_of).any(|stem| package.links.contains(&stem))
    };
    let linked: BTreeSet<String> = own.iter().filter(is_linked).cloned().collect();
    if linked.is_empty() { own } else { linked }
}

/// The folders of the repositories, each with a slash behind it.
fn folders(
    source: &Source,
    chosen: &[String],
    architecture: Architecture,
) -> Result<Vec<String>, BuildError> {
    let folder =
        |name: &str| format!("{}/", name.trim_matches('/').replace("$basearch", architecture.machine()));
    if !chosen.is_empty() {
        return Ok(chosen.iter().map(|name| folder(name)).collect());
    }
    let mut found = Vec::new();
    if source.open(REPOMD)?.is_some() {
        found.push(String::new());
    } else {
        for folder in REPOSITORIES.map(folder) {
            if source.open(&format!("{folder}{REPOMD}"))?.is_some() {
                found.push(folder);
            }
        }
    }
    if found.is_empty() { Err(BuildError::Missing { file: REPOMD.to_owned() }) } else { Ok(found) }
}

fn facts(packages: &BTreeMap<String, Package>) -> BTreeMap<Fact, String> {
    let mut owners: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, package) in packages.iter().filter(|(name, _)| !name.ends_with("-devel")) {
        for soname in &package.provides {
            owners.entry(soname).or_default().insert(name);
        }
    }
    let mut facts = BTreeMap::new();
    for (name, package) in packages.iter().filter(|(name, _)| name.ends_with("-devel")) {
        let stems: BTreeSet<&str> = package.links.iter().map(String::as_str).collect();
        let required = |any: bool| -> BTreeSet<String> {
            let sonames = package
                .requires
                .iter()
                .filter(|soname| any || soname::split(soname).is_some_and(|(stem, _)| stems.contains(stem)));
            let own = |owner: &str| packages.get(owner).is_some_and(|other| other.source == package.source);
            sonames
                .filter_map(|soname| owners.get(soname.as_str()))
                .filter_map(|owners| owners.iter().find(|owner| own(owner)).or_else(|| owners.first()))
                .map(|owner| (*owner).to_owned())
                .collect()
        };
        // A link may bear another name than the library (`libmysqlclient.so` of libmariadb): then all count.
        let by_stem = if stems.is_empty() { BTreeSet::new() } else { required(false) };
        let runtime = if by_stem.is_empty() { required(true) } else { by_stem };
        let (runtime, evidence) = if runtime.is_empty() {
            (by_version(packages, package), Evidence::Depends)
        } else {
            (runtime, Evidence::Symlink)
        };
        facts.insert(Fact::new(text::DEVELOPMENT, name), Fact::value(&runtime, evidence));
    }
    for (soname, owners) in owners {
        let owners: Vec<&str> = owners.into_iter().collect();
        facts.insert(Fact::new(text::LIBRARY, soname), owners.join(","));
    }
    tool_facts(&mut facts, TOOLS.into_iter().filter(|name| packages.contains_key(*name)));
    facts
}
