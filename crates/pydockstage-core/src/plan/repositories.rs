//! Repositories of packages besides the distribution's own.

use super::resolve::Context;
use super::{Action, Package, PlanError, Reason, Step};
use crate::names::Family;
use crate::names::SystemPackage;
use crate::spec::WrittenList;
use serde::{Deserialize, Serialize};

/// A repository that apt takes packages from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AptRepository {
    /// What its files are called.
    pub name: String,
    /// Its address.
    pub address: String,
    /// Its suites.
    pub suites: Vec<String>,
    /// Its components.
    pub components: Vec<String>,
    /// Where its key lies in the image.
    pub key: String,
}

/// The steps that make the repositories known, each behind the one that brings its key.
pub(super) fn steps(context: &Context<'_>) -> Result<Vec<Step>, PlanError> {
    let mut steps = Vec::new();
    for (name, written) in &context.spec.repositories {
        let repository = &written.value;
        if context.release.distribution().family() != Family::Apt {
            return Err(PlanError::AptRepository {
                release: context.release.clone(),
                origin: written.origin.clone(),
            });
        }
        let (Some(address), Some(key)) = (&repository.address, &repository.key) else { continue };
        let end = if key.value.as_str().ends_with(".asc") { "asc" } else { "gpg" };
        let place = format!("/etc/apt/keyrings/{name}.{end}");
        steps.push(Step::new(
            Action::OwnCopy(super::OwnCopy {
                from: None,
                sources: vec![key.value.to_string()],
                target: place.clone(),
                owner: None,
                mode: "0644".parse().ok(),
            }),
            Reason::written("the key of this repository, and of no other", &key.origin),
        ));
        let listed = |list: &Option<WrittenList<crate::spec::values::Suite>>, usual: &str| match list {
            Some(list) => list.values().map(ToString::to_string).collect(),
            None => vec![usual.to_owned()],
        };
        steps.push(Step::new(
            Action::AddRepository(AptRepository {
                name: name.to_string(),
                address: address.value.to_string(),
                suites: listed(&repository.suites, context.release.name()),
                components: listed(&repository.components, "main"),
                key: place,
            }),
            Reason::written("the owner's repository", &written.origin),
        ));
    }
    Ok(steps)
}

/// What is taken from them to compile, each with the owner's word on its runtime half.
pub(super) fn build(context: &Context<'_>) -> Vec<Package> {
    let lists = context.spec.repositories.values().filter_map(|repository| repository.value.build.as_ref());
    packages(lists, |name| {
        context.spec.system.mapping.get(name).map(|own| own.values().cloned().collect()).unwrap_or_default()
    })
}

/// What is taken from them for the image that ships.
pub(super) fn runtime(context: &Context<'_>) -> Vec<Package> {
    let lists = context.spec.repositories.values().filter_map(|repository| repository.value.runtime.as_ref());
    packages(lists, |_| Vec::new())
}

fn packages<'a>(
    lists: impl Iterator<Item = &'a WrittenList<SystemPackage>>,
    runtime: impl Fn(&SystemPackage) -> Vec<SystemPackage>,
) -> Vec<Package> {
    let written = lists.flat_map(|list| &list.value);
    written
        .map(|written| Package {
            name: written.value.clone(),
            reason: Reason::written("of the owner's repository", &written.origin),
            runtime: runtime(&written.value),
        })
        .collect()
}
