//! What Debian's own packages of Python distributions tell of their needs.

use pydockstage_core::names::DistributionName;

/// The normalised name of the distribution whose metadata a path is: `…/dist-packages/lxml-5.4.0.dist-info/METADATA`.
pub(super) fn distribution_of(path: &[u8]) -> Option<String> {
    let (_, below) = std::str::from_utf8(path).ok()?.split_once("/dist-packages/")?;
    let (folder, file) = below.split_once('/').unwrap_or((below, ""));
    let name = match (folder.strip_suffix(".dist-info"), folder.strip_suffix(".egg-info")) {
        (Some(name), _) if file == "METADATA" => name,
        (_, Some(name)) if matches!(file, "PKG-INFO" | "") => name,
        _ => return None,
    };
    // The version begins at the first hyphen that a digit follows; a name's own hyphens are written as `_`.
    let name = name.split('-').next().unwrap_or(name);
    name.parse::<DistributionName>().ok().map(|name| name.as_str().to_owned())
}

use super::derive::Pair;
use super::{Files, Package, Packages, Source};
use std::collections::{BTreeMap, BTreeSet};

/// Libraries that each image of the distribution holds, or that the compiler's own package brings.
const ALWAYS_THERE: [&str; 4] = ["libc6", "libgcc-s1", "libgcc1", "libcrypt1"];

/// Build packages, runtime packages and tools of each Python distribution, in the form of a catalog's `py` line.
///
/// Runtime packages are the libraries in the binary package's Depends, which dpkg-shlibdeps computed from what its
/// extension modules link to. Build packages are those of the source's Build-Depends whose runtime half is among
/// them: the others are for documentation and tests. A distribution that links to nothing has no line.
pub(super) fn needs(
    packages: &Packages,
    files: &Files,
    sources: &BTreeMap<String, Source>,
    pairs: &BTreeMap<String, Pair>,
) -> BTreeMap<String, String> {
    let mut needs = BTreeMap::new();
    for (distribution, owners) in &files.distributions {
        // A distribution in two packages (a debug build, a bundle) is told by the one that is named after it.
        let own = format!("python3-{distribution}");
        let owner = owners.get(&own).or_else(|| owners.iter().find(|owner| owner.starts_with("python3-")));
        let Some(package) = owner.and_then(|owner| packages.get(owner)) else { continue };
        let Some(source) = sources.get(&package.source) else { continue };
        let runtime = libraries(packages, package);
        let asked = first_names(&source.build_depends);
        let build: BTreeSet<&str> = asked
            .iter()
            .copied()
            .filter(|name| pairs.get(*name).is_some_and(|pair| linked(pair, &runtime)))
            .filter(|name| !name.starts_with("libpython") && !name.starts_with("python3"))
            .collect();
        if build.is_empty() {
            continue;
        }
        let tools = tools(&asked, &runtime);
        let list = |names: &BTreeSet<&str>| names.iter().copied().collect::<Vec<_>>().join(",");
        needs.insert(distribution.clone(), format!("{}|{}|{}", list(&build), list(&runtime), list(&tools)));
    }
    needs
}

fn linked(pair: &Pair, runtime: &BTreeSet<&str>) -> bool {
    pair.runtime.iter().any(|name| runtime.contains(name.as_str()))
}

/// The libraries that a package depends on.
fn libraries<'p>(packages: &Packages, package: &'p Package) -> BTreeSet<&'p str> {
    let is_library = |name: &str| packages.get(name).is_some_and(|package| package.section == "libs");
    first_names(&package.depends)
        .into_iter()
        .filter(|name| is_library(name) && !ALWAYS_THERE.contains(name))
        .collect()
}

fn first_names(relations: &[Vec<super::Relation>]) -> BTreeSet<&str> {
    relations.iter().filter_map(|group| group.first()).map(|relation| relation.name.as_str()).collect()
}

/// The compilers: C always, the others where their runtime library is linked to or their tools are asked for.
fn tools(asked: &BTreeSet<&str>, runtime: &BTreeSet<&str>) -> BTreeSet<&'static str> {
    let mut tools = BTreeSet::from(["gcc"]);
    if runtime.contains("libstdc++6") {
        tools.insert("g++");
    }
    if runtime.iter().any(|name| name.starts_with("libgfortran")) {
        tools.insert("gfortran");
    }
    if ["cargo", "rustc", "dh-cargo"].iter().any(|name| asked.contains(name)) {
        tools.insert("cargo");
    }
    if ["pkg-config", "pkgconf"].iter().any(|name| asked.contains(name)) {
        tools.insert("pkg-config");
    }
    tools
}
