//! Alpine's index (`APKINDEX.tar.gz`), and the catalog of a release made of it.
//!
//! abuild follows the linker symlinks of a `-dev` package and writes the package that holds each target into its
//! dependencies with its very version (`D:libldap=2.6.8-r0`); a library's package provides `so:libldap.so.2`.

use crate::input::{Digest, Limited, Lines, fault, unpack};
use crate::release_text::{Fact, ReleaseText};
use crate::source::Source;
use crate::{Options, tool_facts};
use pydockstage_core::names::Release;
use pydockstage_core::packages::{Architecture, BuildError, Evidence, text};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

/// An index unpacked; the largest of Alpine's has some 10 MB.
const LARGEST: u64 = 256 << 20;
/// How far one `-dev` package leads to another.
const DEEPEST: usize = 4;

const TOOLS: [&str; 16] = [
    "autoconf",
    "automake",
    "bison",
    "build-base",
    "cargo",
    "cmake",
    "flex",
    "g++",
    "gcc",
    "gfortran",
    "git",
    "linux-headers",
    "make",
    "musl-dev",
    "pkgconf",
    "swig",
];

#[derive(Debug, Default)]
struct Package {
    origin: String,
    depends: Vec<String>,
    provides: Vec<String>,
}

impl Package {
    fn sonames(&self) -> impl Iterator<Item = &str> {
        self.provides
            .iter()
            .filter_map(|name| name.strip_prefix("so:"))
            .map(|name| name.split('=').next().unwrap_or(name))
    }
}

/// Makes the catalog of a release of Alpine.
pub fn build(release: &Release, source: &Source, options: &Options) -> Result<ReleaseText, BuildError> {
    let repositories = match &options.components[..] {
        [] => vec!["main".to_owned(), "community".to_owned()],
        chosen => chosen.to_vec(),
    };
    let mut made = ReleaseText::new(release.clone(), String::new());
    let mut newest = 0;
    for (index, architecture) in options.architectures.iter().enumerate() {
        let mut packages = BTreeMap::new();
        let machine = architecture.machine();
        // A mirror's root has a folder for each release, `v3.22` or `edge`; below a release's folder, or in the root of
        // Wolfi's and of private repositories, the machines come at once.
        let branch = if release.name().starts_with(|c: char| c.is_ascii_digit()) { "v" } else { "" };
        let branched =
            repositories.iter().map(|name| format!("{branch}{}/{name}/{machine}/", release.name()));
        let plain = repositories.iter().map(|name| format!("{name}/{machine}/"));
        let mut found = None;
        for folder in branched.chain(plain).chain([format!("{machine}/"), String::new()]) {
            let path = format!("{folder}APKINDEX.tar.gz");
            options.watch.say(|| format!("reading {path}"));
            let Some(reader) = source.open(&path)? else { continue };
            let digest = Digest::default();
            newest = newest.max(read(&mut packages, &path, digest.watch(reader), *architecture)?);
            found.get_or_insert(digest.hex());
        }
        let digest = found.ok_or_else(|| BuildError::Missing { file: "APKINDEX.tar.gz".to_owned() })?;
        made.sources.push(format!("{architecture}:{digest}"));
        made.names.extend(packages.keys().cloned());
        made.add(*architecture, index == 0, facts(&packages));
    }
    // The index has no day of its own: that of the package that was built last stands for it.
    made.date = Some(newest)
        .filter(|time| *time > 0)
        .and_then(crate::date::of_seconds)
        .unwrap_or_else(crate::undated);
    if made.holds(text::DEVELOPMENT) { Ok(made) } else { Err(BuildError::Empty { release: release.clone() }) }
}

/// Reads the member `APKINDEX` of an archive whose first part is its signature, and returns when the newest of its
/// packages was built, in seconds.
fn read(
    packages: &mut BTreeMap<String, Package>,
    path: &str,
    reader: impl std::io::Read + Send + 'static,
    architecture: Architecture,
) -> Result<u64, BuildError> {
    let io = |error: std::io::Error| fault(path, &error);
    let mut archive = tar::Archive::new(Limited::new(unpack(reader).map_err(io)?, LARGEST));
    archive.set_ignore_zeros(true);
    let mut index = None;
    for entry in archive.entries().map_err(io)? {
        let mut entry = entry.map_err(io)?;
        if entry.path_bytes().as_ref() == b"APKINDEX" {
            let mut data = Vec::new();
            entry.read_to_end(&mut data).map_err(io)?;
            index = Some(data);
        }
    }
    let index = index.ok_or_else(|| BuildError::Corrupt {
        file: path.to_owned(),
        reason: "it holds no file APKINDEX".to_owned(),
    })?;
    let mut lines = Lines::new(path, Cursor::new(index))?;
    let mut newest = 0;
    let (mut name, mut package, mut fits) = (String::new(), Package::default(), true);
    loop {
        let line = lines.next_line()?.map(|line| String::from_utf8_lossy(line).into_owned());
        let words = |value: &str| value.split_whitespace().map(str::to_owned).collect();
        match line.as_deref().map(|line| line.split_once(':').unwrap_or((line, ""))) {
            None | Some(("", "")) => {
                if fits && !name.is_empty() {
                    packages.insert(std::mem::take(&mut name), std::mem::take(&mut package));
                }
                (name, package, fits) = (String::new(), Package::default(), true);
                if line.is_none() {
                    return Ok(newest);
                }
            }
            Some(("P", value)) => value.clone_into(&mut name),
            Some(("A", value)) => fits = matches!(value, "noarch" | "all") || value == architecture.machine(),
            Some(("t", value)) => newest = newest.max(value.parse().unwrap_or_default()),
            Some(("o", value)) => value.clone_into(&mut package.origin),
            Some(("D", value)) => package.depends = words(value),
            Some(("p", value)) => package.provides = words(value),
            Some((key, _)) if key.len() == 1 => {}
            Some(_) => return Err(lines.malformed("no letter and colon begin it")),
        }
    }
}

fn facts(packages: &BTreeMap<String, Package>) -> BTreeMap<Fact, String> {
    let mut owners: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, package) in packages {
        for soname in package.sonames() {
            owners.entry(soname).or_default().insert(name);
        }
    }
    let mut facts = BTreeMap::new();
    for name in packages.keys().filter(|name| name.ends_with("-dev")) {
        let runtime = runtime(packages, &owners, name, DEEPEST);
        facts.insert(Fact::new(text::DEVELOPMENT, name), Fact::value(&runtime, Evidence::Symlink));
    }
    for (soname, owners) in owners {
        let owners: Vec<&str> = owners.into_iter().filter(|owner| !owner.ends_with("-dev")).collect();
        if soname.starts_with("lib") && !owners.is_empty() {
            facts.insert(Fact::new(text::LIBRARY, soname), owners.join(","));
        }
    }
    tool_facts(&mut facts, TOOLS.into_iter().filter(|name| packages.contains_key(*name)));
    facts
}

/// The libraries that a `-dev` package depends on in their very version, or those of the `-dev` packages that it
/// stands for.
fn runtime(
    packages: &BTreeMap<String, Package>,
    owners: &BTreeMap<&str, BTreeSet<&str>>,
    name: &str,
    depth: usize,
) -> BTreeSet<String> {
    let Some(package) = packages.get(name) else { return BTreeSet::new() };
    let mut found = BTreeSet::new();
    for depend in &package.depends {
        if let Some(soname) = depend.strip_prefix("so:") {
            found.extend(owners.get(soname).into_iter().flatten().map(|owner| (*owner).to_owned()));
        } else if let Some((target, _)) = depend.split_once('=')
            && packages.get(target).is_some_and(|target| target.sonames().next().is_some())
        {
            found.insert(target.to_owned());
        }
    }
    found.remove(name);
    if found.is_empty() && depth > 0 {
        for target in package.depends.iter().filter(|target| target.ends_with("-dev")) {
            if packages.get(target).is_some_and(|other| other.origin == package.origin) {
                found.extend(runtime(packages, owners, target, depth - 1));
            }
        }
    }
    found
}
