//! What the requirements need where no catalog holds the release: compilers, whose names are known of each family, and
//! whatever the owner names. Where more is needed, that is an error and not a guess.

use super::compiles::{self, Answer};
use super::locked;
use super::needed::{Needed, add};
use super::resolve::Context;
use super::{Package, PlanError, Reason, tools};
use crate::names::{DistributionName, SystemPackage};
use crate::packages;
use crate::project::MarkerEnvironment;
use indexmap::IndexMap;

/// The packages for what is known to be compiled.
pub(super) fn needed(context: &Context<'_>) -> Result<Needed, PlanError> {
    let mut build = IndexMap::new();
    let mut notes = Vec::new();
    let locked = locked::locked(context)?;
    for installed in &locked.packages {
        let origins = [installed.origin()];
        let package = installed.package;
        if package.source.is_source() {
            continue;
        }
        let text = installed.compiles.as_deref();
        one(context, &mut build, &package.name, &installed.extras, text, &origins)?;
        if let Some(text) = text.filter(|_| context.spec.system.build.is_none()) {
            notes.push(format!(
                "{text} and is built with a C compiler ({}): what else it needs of the system isn't known without a \
                 catalog of {}, and belongs into [tool.pydockstage.system] build",
                installed.origin(),
                context.release
            ));
        }
    }
    let environment = MarkerEnvironment::linux(&context.python.to_string(), "x86_64");
    let sets = context.project.sets().values().filter(|set| locked::lock_of(context, set).is_none());
    for (set, requirement) in sets.flat_map(|set| set.requirements().iter().map(move |own| (set, own))) {
        let Some(name) = requirement.name.as_ref().filter(|_| requirement.applies(&environment)) else {
            continue;
        };
        let text = match compiles::answer(set, requirement) {
            Answer::Compiles(text) => Some(text),
            Answer::HasWheel | Answer::NotKnown => None,
        };
        let origins = [requirement.origin.to_string()];
        one(context, &mut build, name, &requirement.extras, text.as_deref(), &origins)?;
    }
    notes.extend(locked.notes);
    Ok(Needed { build: build.into_values().collect(), notes, ..Needed::default() })
}

/// One distribution; `compiles` tells why it is built from its source, if it is.
fn one(
    context: &Context<'_>,
    build: &mut IndexMap<SystemPackage, Package>,
    name: &DistributionName,
    extras: &[impl AsRef<str>],
    compiles: Option<&str>,
    origins: &[String],
) -> Result<(), PlanError> {
    let system = &context.spec.system;
    let known = packages::on_any_release(name, extras, compiles.is_some());
    // What the owner lists is the whole word.
    let is_told = system.build.is_some()
        || (system.runtime.is_some() && system.scanned().is_none())
        || system.needs.contains_key(name);
    if known.as_ref().is_some_and(|known| known.needs_packages) && !is_told {
        return Err(PlanError::NeedsCatalog {
            what: name.to_string(),
            release: context.release.clone(),
            asked: origins.to_vec(),
            origin: context.spec.base.as_ref().map(|base| base.origin.clone()),
        });
    }
    if let Some(text) = compiles {
        let reason = Reason::gathered(text, origins.iter().cloned());
        let compiler = tools::compiler(&context.release).map(|(name, _)| name);
        let own = known.iter().flat_map(|known| &known.tools).filter(|tool| **tool != "gcc");
        let own = own.filter_map(|tool| tools::called(&context.release, tool));
        for name in compiler.into_iter().chain(own).filter_map(|name| name.parse().ok()) {
            add(build, name, &reason, std::iter::empty());
        }
    }
    Ok(())
}
