//! The files of the project that the owner's own steps take.

use super::PlanError;
use crate::spec::values::AnyPath;
use crate::spec::{OwnStep, Rows, Spec, Written};

/// Fails on the first that is not there, which the builder would do much later.
pub(crate) fn check(spec: &Spec, is_there: impl Fn(&str) -> bool) -> Result<(), PlanError> {
    let hooks = spec.hooks.all().into_iter().filter_map(|(_, rows)| rows);
    let stages = spec.stage.values().filter_map(|stage| stage.value.steps.as_ref());
    let steps = hooks.chain(stages).flat_map(taken).map(|path| (path.value.as_str(), &path.origin));
    let keys = spec.repositories.values().filter_map(|repository| repository.value.key.as_ref());
    let certificates = spec.certificates.iter().flat_map(|certificates| &certificates.value);
    let kept = spec.keep.iter().flat_map(|kept| &kept.value);
    let others = keys.chain(certificates).chain(kept).map(|path| (path.value.as_str(), &path.origin));
    match steps.chain(others).find(|(path, _)| !is_there(path)) {
        Some((path, origin)) => Err(PlanError::NoSuchFile { path: path.to_owned(), origin: origin.clone() }),
        None => Ok(()),
    }
}

/// What the steps copy and mount of the project.
fn taken(rows: &Written<Rows<OwnStep>>) -> Vec<&Written<AnyPath>> {
    let mut taken = Vec::new();
    for step in &rows.value {
        if step.value.from.is_none() {
            taken.extend(step.value.copy.iter().flat_map(|copy| &copy.value));
        }
        let mounts = step.value.mounts.iter().flat_map(|mounts| &mounts.value);
        taken.extend(
            mounts.filter(|mount| mount.value.from.is_none()).filter_map(|m| m.value.source.as_ref()),
        );
    }
    taken
}
