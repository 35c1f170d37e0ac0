//! Which requirements are known to compile, and what they need for it.

use super::resolve::Context;
use super::{Package, Reason};
use crate::names::{DistributionName, SystemPackage};
use crate::packages::{Needs, ReleaseCatalog};
use crate::project::{MarkerEnvironment, Requirement, RequirementKind, RequirementSet};
use indexmap::IndexMap;

/// Distributions of PyPI that have no wheel for Linux: pip builds each from its source.
///
/// Found with `pip download --no-deps --only-binary=:all:` for CPython 3.11 and 3.13 on `manylinux_2_17` to
/// `manylinux_2_36`, x86-64, on 2026-11-23. A list and not a rule: without a lock file nothing else tells.
const WITHOUT_WHEEL: [&str; 11] = [
    "dbus-python",
    "gssapi",
    "mysqlclient",
    "psycopg2",
    "pyaudio",
    "pycairo",
    "pycups",
    "pygobject",
    "python-ldap",
    "systemd-python",
    "uwsgi",
];

/// The packages for what is known to compile, each with its runtime half and with the requirement that needs it.
pub(super) fn needed(context: &Context<'_>) -> Vec<Package> {
    let Ok(catalog) = context.catalog.release(&context.release) else { return Vec::new() };
    let environment = MarkerEnvironment::linux(&context.python.to_string(), "x86_64");
    let mut origins: IndexMap<&DistributionName, (Needs, Vec<String>)> = IndexMap::new();
    let requirements = context.project.sets().values().flat_map(RequirementSet::requirements);
    for requirement in requirements.filter(|requirement| requirement.applies(&environment)) {
        let Some((name, needs)) = needs(&catalog, requirement) else { continue };
        let entry = origins.entry(name).or_insert_with(|| (needs, Vec::new()));
        entry.1.push(requirement.origin.to_string());
    }
    let packages = origins.into_iter().map(|(name, (needs, origins))| {
        let reason = Reason::gathered(format!("{name} has no wheel and is compiled"), origins);
        with_runtime(&catalog, needs, &reason)
    });
    packages.flatten().collect()
}

fn needs<'a>(
    catalog: &ReleaseCatalog<'_>,
    requirement: &'a Requirement,
) -> Option<(&'a DistributionName, Needs)> {
    let name = requirement.name.as_ref()?;
    let is_known =
        matches!(requirement.kind, RequirementKind::Index(_)) && WITHOUT_WHEEL.contains(&name.as_str());
    if !is_known {
        return None;
    }
    catalog.needs(name, &requirement.extras).map(|needs| (name, needs))
}

/// Development packages and tools. Each runtime package goes with the development package whose half it is; one that
/// is none's goes with the first.
fn with_runtime(catalog: &ReleaseCatalog<'_>, needs: Needs, reason: &Reason) -> Vec<Package> {
    let Needs { build, runtime, tools, .. } = needs;
    let halves: Vec<Vec<SystemPackage>> =
        build.iter().map(|package| catalog.runtime(package).unwrap_or_default()).collect();
    let mut packages: Vec<Package> = build
        .into_iter()
        .chain(tools)
        .map(|name| Package { name, reason: reason.clone(), runtime: Vec::new() })
        .collect();
    for name in runtime {
        let index = halves.iter().position(|half| half.contains(&name)).unwrap_or(0);
        if let Some(package) = packages.get_mut(index) {
            package.runtime.push(name);
        }
    }
    packages
}
