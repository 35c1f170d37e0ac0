//! The packages that the project declares to need: `bindep.txt`, and `[external]` of pyproject.toml (PEP 725).

use super::needed::{Needed, add};
use super::resolve::Context;
use super::{Package, PlanError, Reason, platform};
use crate::names::{DistributionName, Release, SystemPackage};
use crate::packages::{PackageError, ReleaseCatalog};
use crate::project::{BindepRule, ExternalDependency, ExternalList, MarkerEnvironment, Origin, SetSource};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// The profiles that ask for a package where things are compiled. `compile` is what builders of images use (`OpenStack`'s
/// python-builder, ansible-builder).
const BUILD_PROFILES: [&str; 2] = ["compile", "build"];

/// The profile that asks for a package in the image that ships, besides no profile at all.
const RUNTIME_PROFILE: &str = "runtime";

/// What Python itself is called: the image has its own, and the distribution's is another.
const PYTHON: [&str; 11] = [
    "python3",
    "python3-dev",
    "python3-devel",
    "python3-all-dev",
    "python3-pip",
    "python3-venv",
    "python3-setuptools",
    "python3-wheel",
    "python-dev",
    "python-devel",
    "libpython3-dev",
];

/// The packages that are declared.
pub(super) fn declared(context: &Context<'_>) -> Result<Needed, PlanError> {
    let mut gathered = Gathered::default();
    let needs = context.project.system_needs();
    if needs.bindep.is_empty() && needs.external.is_empty() {
        return Ok(Needed::default());
    }
    let catalog = context.catalog.release(&context.release).ok();
    let resolve = Resolve { context, catalog };
    resolve.bindep(&needs.bindep, &mut gathered)?;
    resolve.external(&mut gathered)?;
    Ok(Needed {
        notes: gathered.notes,
        linked: Vec::new(),
        build: gathered.build.into_values().collect(),
        runtime: gathered.runtime.into_values().collect(),
    })
}

#[derive(Default)]
struct Gathered {
    build: IndexMap<SystemPackage, Package>,
    runtime: IndexMap<SystemPackage, Package>,
    notes: Vec<String>,
}

impl Gathered {
    /// Says that a version is not compared: a release has one version of a package, and apt installs that.
    fn uncompared(&mut self, version: &str, what: &str, release: &Release, origin: &Origin) {
        let note = format!(
            "{origin}: {what} of {version} is declared, and versions are not compared: {release} has the version it has"
        );
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

struct Resolve<'c> {
    context: &'c Context<'c>,
    catalog: Option<ReleaseCatalog<'c>>,
}

impl Resolve<'_> {
    fn bindep(&self, rules: &[BindepRule], gathered: &mut Gathered) -> Result<(), PlanError> {
        let platform = platform::profiles(&self.context.release);
        let with = |profiles: &[&str]| -> BTreeSet<String> {
            platform.iter().cloned().chain(profiles.iter().map(|profile| (*profile).to_owned())).collect()
        };
        let (build, runtime) = (with(&BUILD_PROFILES), with(&[RUNTIME_PROFILE]));
        for rule in rules {
            let (builds, runs) = (rule.is_active(&build), rule.is_active(&runtime));
            if (!builds && !runs) || PYTHON.contains(&rule.package.as_str()) {
                continue;
            }
            let package: SystemPackage = rule
                .package
                .parse()
                .map_err(|error| PlanError::DeclaredName { error, origin: rule.origin.clone() })?;
            if !rule.versions.is_empty() {
                let (version, release) = (rule.versions.join(","), &self.context.release);
                gathered.uncompared(&version, &rule.package, release, &rule.origin);
            }
            let reason = Reason::written("declared", &rule.origin);
            // A rule without a profile holds everywhere: of a development package only the runtime half ships.
            let halves = self.context.halves(&package);
            if builds && (halves.is_ok() || !runs) {
                let halves = halves.map_err(|error| known(error, &rule.origin))?;
                add(&mut gathered.build, package, &reason, halves.into_iter());
            } else {
                if let Some(catalog) = &self.catalog {
                    catalog.check_runtime(&package).map_err(|error| known(error, &rule.origin))?;
                }
                add(&mut gathered.runtime, package, &reason, std::iter::empty());
            }
        }
        Ok(())
    }

    fn external(&self, gathered: &mut Gathered) -> Result<(), PlanError> {
        let external = &self.context.project.system_needs().external;
        let environment = MarkerEnvironment::linux(&self.context.python.to_string(), "x86_64");
        let (extras, groups) = self.chosen();
        let applying = |list: &ExternalList| -> Vec<ExternalDependency> {
            let optional =
                list.optional.iter().filter(|(extra, _)| extras.contains(extra)).flat_map(|(_, list)| list);
            list.always
                .iter()
                .chain(optional)
                .filter(|needed| needed.applies(&environment))
                .cloned()
                .collect()
        };
        let grouped = external.groups.iter().filter(|(group, _)| groups.contains(group));
        let grouped: Vec<ExternalDependency> = grouped
            .flat_map(|(_, list)| list)
            .filter(|needed| needed.applies(&environment))
            .cloned()
            .collect();
        let lists = [&external.build, &external.host, &external.run];
        for needed in lists.into_iter().flat_map(&applying).chain(grouped.iter().cloned()) {
            if let Some(version) = needed.url.version() {
                gathered.uncompared(version, &needed.url.id(), &self.context.release, &needed.origin);
            }
        }
        for needed in applying(&external.build) {
            let needs = self.known(&needed)?;
            let reason = Reason::written(format!("{} is declared for the build", needed.url), &needed.origin);
            for package in needs.tools.into_iter().chain(needs.build) {
                add(&mut gathered.build, package, &reason, std::iter::empty());
            }
            for package in needs.runtime {
                add(&mut gathered.runtime, package, &reason, std::iter::empty());
            }
        }
        for needed in applying(&external.host) {
            let needs = self.known(&needed)?;
            let reason =
                Reason::written(format!("{} is declared to be compiled against", needed.url), &needed.origin);
            for package in needs.build.into_iter().chain(needs.tools) {
                let halves = self.context.halves(&package).map_err(|error| known(error, &needed.origin))?;
                add(&mut gathered.build, package, &reason, halves.into_iter());
            }
        }
        for needed in grouped {
            let needs = self.known(&needed)?;
            let reason = Reason::written(format!("{} is declared for a group", needed.url), &needed.origin);
            for package in needs.build.into_iter().chain(needs.tools) {
                add(&mut gathered.build, package, &reason, std::iter::empty());
            }
        }
        for needed in applying(&external.run) {
            let needs = self.known(&needed)?;
            let reason = Reason::written(format!("{} is declared", needed.url), &needed.origin);
            let mut packages = needs.runtime;
            for package in &needs.build {
                packages.extend(self.context.halves(package).map_err(|error| known(error, &needed.origin))?);
            }
            // A program that is needed at run time is its own package.
            packages.extend(needs.tools);
            for package in packages {
                add(&mut gathered.runtime, package, &reason, std::iter::empty());
            }
        }
        Ok(())
    }

    /// The extras and groups that some requirement set has.
    fn chosen(&self) -> (BTreeSet<&DistributionName>, BTreeSet<&DistributionName>) {
        let (mut all_extras, mut all_groups) = (BTreeSet::new(), BTreeSet::new());
        for set in self.context.project.sets().values() {
            if let SetSource::Declared { extras, groups, .. } = set.source() {
                all_extras.extend(extras);
                all_groups.extend(groups);
            }
        }
        (all_extras, all_groups)
    }

    fn known(&self, needed: &ExternalDependency) -> Result<crate::packages::ExternalNeeds, PlanError> {
        let found = self.catalog.as_ref().and_then(|catalog| catalog.external(&needed.url.id()));
        found.ok_or_else(|| PlanError::External {
            id: needed.url.id(),
            release: self.context.release.clone(),
            origin: needed.origin.clone(),
        })
    }
}

fn known(error: PackageError, origin: &Origin) -> PlanError {
    PlanError::Declared { error: Box::new(error), origin: origin.clone() }
}
