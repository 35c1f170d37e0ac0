use super::GlobalOption;
use super::read::Failed;
use super::statement::LineFault;
use super::switches::{Given, Switch};
use crate::project::requirement::Hash;

/// The global option that was given; none for one that belongs to a requirement.
pub(super) fn global_option(given: &Given) -> Failed<Option<GlobalOption>> {
    Ok(Some(match given.switch {
        Switch::IndexUrl => GlobalOption::IndexUrl(value(given)?),
        Switch::ExtraIndexUrl => GlobalOption::ExtraIndexUrl(value(given)?),
        Switch::NoIndex => GlobalOption::NoIndex,
        Switch::FindLinks => GlobalOption::FindLinksUrl(value(given)?),
        Switch::NoBinary => GlobalOption::NoBinary(value(given)?),
        Switch::OnlyBinary => GlobalOption::OnlyBinary(value(given)?),
        Switch::PreferBinary => GlobalOption::PreferBinary,
        Switch::RequireHashes => GlobalOption::RequireHashes,
        Switch::NoRequireHashes => GlobalOption::NoRequireHashes,
        Switch::Pre => GlobalOption::Pre,
        Switch::AllReleases => GlobalOption::AllReleases(value(given)?),
        Switch::OnlyFinal => GlobalOption::OnlyFinal(value(given)?),
        Switch::TrustedHost => GlobalOption::TrustedHost(value(given)?),
        Switch::UseFeature => GlobalOption::UseFeature(value(given)?),
        Switch::Constraint
        | Switch::Requirement
        | Switch::Editable
        | Switch::GlobalOption
        | Switch::Hash
        | Switch::ConfigSettings => return Ok(None),
    }))
}

/// The value, if it is not empty.
pub(super) fn value(given: &Given) -> Failed<String> {
    if given.value.trim().is_empty() {
        return Err((LineFault::EmptyValue, given.span.clone()));
    }
    Ok(given.value.clone())
}

/// Checks what pip checks in every option, also in one that has no effect on its line.
pub(super) fn check(given: &Given) -> Failed<()> {
    match given.switch {
        Switch::Hash => hash(given).map(|_| ()),
        Switch::ConfigSettings => setting(given).map(|_| ()),
        Switch::NoBinary | Switch::OnlyBinary if given.value.starts_with('-') => {
            Err((LineFault::EmptyValue, given.span.clone()))
        }
        _ => Ok(()),
    }
}

pub(super) fn hash(given: &Given) -> Failed<Hash> {
    match given.value.split_once(':') {
        Some((algorithm @ ("sha256" | "sha384" | "sha512"), digest)) if !digest.is_empty() => {
            Ok(Hash { algorithm: algorithm.to_owned(), digest: digest.to_owned() })
        }
        _ => Err((LineFault::BadHash(given.value.clone()), given.span.clone())),
    }
}

pub(super) fn setting(given: &Given) -> Failed<String> {
    match given.value.split_once('=') {
        Some((key, _)) if !key.is_empty() => Ok(given.value.clone()),
        _ => Err((LineFault::BadSetting(given.value.clone()), given.span.clone())),
    }
}
