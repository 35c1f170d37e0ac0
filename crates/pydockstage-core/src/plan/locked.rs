//! What a lock file tells of each package: whether a wheel of it fits the image, or it is compiled.

use super::compiles;
use super::resolve::Context;
use super::wheels::Target;
use super::{NoArchive, PlanError};
use crate::names::{DistributionName, SetName};
use crate::packages::Architecture;
use crate::project::{Lock, LockedPackage, LockedSource, MarkerEnvironment, RequirementSet};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// A package that some set installs from a lock.
pub(super) struct Installed<'a> {
    pub(super) package: &'a LockedPackage,
    /// The extras with which it is likely installed.
    pub(super) extras: Vec<DistributionName>,
    /// Why it is compiled; none where a wheel is installed.
    pub(super) compiles: Option<String>,
}

impl Installed<'_> {
    /// Where it stands.
    pub(super) fn origin(&self) -> String {
        self.package.origin.to_string()
    }
}

/// What the lock tells of all sets.
#[derive(Default)]
pub(super) struct Locked<'a> {
    pub(super) packages: Vec<Installed<'a>>,
    pub(super) notes: Vec<String>,
}

/// The lock that a set is installed from; none where no lock decides.
pub(super) fn lock_of<'a>(context: &Context<'a>, set: &RequirementSet) -> Option<&'a Lock> {
    context.project.lock_of(set)
}

/// Reads what the locks of all sets tell for the image's Python, C library and machine.
pub(super) fn locked<'a>(context: &Context<'a>) -> Result<Locked<'a>, PlanError> {
    let mut locked = Locked::default();
    let Some(image) = Image::of(context, Architecture::Amd64) else { return Ok(locked) };
    let mut found: IndexMap<String, Installed<'a>> = IndexMap::new();
    for set in context.project.sets().values() {
        for installed in image.installed(context, set)? {
            found.entry(installed.origin()).or_insert(installed);
        }
    }
    if let Some(other) = Image::of(context, Architecture::Arm64) {
        locked.notes.extend(other.differing(context, &found)?);
    }
    locked.packages = found.into_values().collect();
    Ok(locked)
}

/// The folders and archives around the project that each set installs from its lock.
pub(super) fn neighbours<'a>(
    context: &Context<'a>,
) -> Result<IndexMap<SetName, Vec<&'a LockedPackage>>, PlanError> {
    let environment =
        MarkerEnvironment::linux(&format!("{}.99", context.python), Architecture::Amd64.machine());
    let mut found = IndexMap::new();
    for (name, set) in context.project.sets() {
        let Some(lock) = lock_of(context, set) else { continue };
        let packages = lock
            .closure_of(&context.project.wanted(set), &environment)
            .map_err(|error| PlanError::Lock(Box::new(error)))?;
        let is_local = |package: &&LockedPackage| {
            matches!(package.source, LockedSource::Directory { .. } | LockedSource::File { .. })
        };
        found.insert(name.clone(), packages.into_iter().filter(is_local).collect());
    }
    Ok(found)
}

/// What the packages are installed on.
struct Image {
    target: Target,
    environment: MarkerEnvironment,
    /// The word for it in a reason: `cp313 on debian:trixie`.
    name: String,
}

impl Image {
    fn of(context: &Context<'_>, architecture: Architecture) -> Option<Self> {
        let target = Target::on(&context.release, context.python.minor, architecture)?;
        // An image has the newest release of its minor version, and no minor version had so many.
        let environment = MarkerEnvironment::linux(&format!("{}.99", context.python), architecture.machine());
        let name = format!("cp3{} on {}", context.python.minor, context.release);
        Some(Self { target, environment, name })
    }

    /// What a set installs from its lock; nothing where it has none.
    fn installed<'a>(
        &self,
        context: &Context<'a>,
        set: &RequirementSet,
    ) -> Result<Vec<Installed<'a>>, PlanError> {
        let Some(lock) = lock_of(context, set) else { return Ok(Vec::new()) };
        let packages = lock
            .closure_of(&context.project.wanted(set), &self.environment)
            .map_err(|error| PlanError::Lock(Box::new(error)))?;
        let names: BTreeSet<&DistributionName> = packages.iter().map(|package| &package.name).collect();
        packages
            .iter()
            .map(|package| {
                let compiles = self.compiles(lock, package)?;
                let extras = extras(&packages, &names, package, set);
                Ok(Installed { package, extras, compiles })
            })
            .collect()
    }

    /// Why a package is compiled; none where a wheel is installed.
    fn compiles(&self, lock: &Lock, package: &LockedPackage) -> Result<Option<String>, PlanError> {
        match &package.source {
            LockedSource::Git { .. } | LockedSource::Repository { .. } => {
                return Ok(Some(format!("{} comes from a repository and is built", package.name)));
            }
            // A folder of the project: what it needs to be built stands in its own metadata.
            LockedSource::Directory { .. } | LockedSource::Virtual { .. } => return Ok(None),
            LockedSource::Index { .. }
            | LockedSource::Folder { .. }
            | LockedSource::Archive { .. }
            | LockedSource::File { .. } => {}
        }
        if !package.names_archives {
            let compiles = compiles::has_no_wheel(&package.name);
            return Ok(compiles.then(|| format!("{package} has no wheel and is compiled")));
        }
        let fits = package.wheels.iter().any(|wheel| self.target.takes(wheel));
        let asked = lock.no_binary.of(&package.name);
        match (asked, fits, package.has_sdist) {
            (None, true, _) => Ok(None),
            (Some(origin), _, true) => {
                Ok(Some(format!("{package} is compiled, as no-binary asks ({origin})")))
            }
            (None, false, true) => Ok(Some(format!("{package} has no wheel for {}", self.name))),
            (_, _, false) => Err(PlanError::NoArchive(Box::new(NoArchive {
                package: package.to_string(),
                image: self.name.clone(),
                machine: self.target.architecture.machine(),
                wheels: package.wheels.iter().map(ToString::to_string).collect(),
                no_binary: asked.cloned(),
                origin: package.origin.clone(),
            }))),
        }
    }

    /// What is otherwise than on the machine that the plan is made for: a note, if anything is.
    fn differing(
        &self,
        context: &Context<'_>,
        known: &IndexMap<String, Installed<'_>>,
    ) -> Result<Option<String>, PlanError> {
        let mut names: BTreeSet<String> = BTreeSet::new();
        for set in context.project.sets().values() {
            let installed = match self.installed(context, set) {
                // What can't be installed there is no fault of the plan.
                Err(PlanError::NoArchive(missing)) => {
                    names.insert(missing.package);
                    continue;
                }
                other => other?,
            };
            for other in installed.iter().filter(|other| other.compiles.is_some()) {
                if known.get(&other.origin()).is_none_or(|here| here.compiles.is_none()) {
                    names.insert(other.package.to_string());
                }
            }
        }
        let architecture = self.target.architecture;
        Ok((!names.is_empty()).then(|| {
            let names = names.into_iter().collect::<Vec<_>>().join(", ");
            format!(
                "on {architecture} there is no wheel for {}, and the image is planned for amd64: {names}. To build for \
                 {architecture} as well, name what these need in [tool.pydockstage.system] build",
                self.name
            )
        }))
    }
}

/// The extras with which a package is likely installed: those that another package or the set asks for, that its entry
/// was asked for with, and those whose name another package has at its end, as `psycopg-binary` for `psycopg[binary]`.
fn extras(
    packages: &[&LockedPackage],
    names: &BTreeSet<&DistributionName>,
    package: &LockedPackage,
    set: &RequirementSet,
) -> Vec<DistributionName> {
    let mut extras: BTreeSet<DistributionName> = package.requested_extras.iter().cloned().collect();
    for other in packages {
        let lists = other.extras.values().chain([&other.dependencies]).flatten();
        for arrow in lists.filter(|arrow| arrow.name == package.name) {
            extras.extend(arrow.extras.iter().cloned());
        }
    }
    for requirement in set.requirements() {
        if requirement.name.as_ref() == Some(&package.name) {
            extras.extend(requirement.extras.iter().cloned());
        }
    }
    let begin = format!("{}-", package.name);
    for name in names {
        extras.extend(name.as_str().strip_prefix(&begin).and_then(|rest| rest.parse().ok()));
    }
    extras.into_iter().collect()
}
