use super::{exact, versions};
use crate::names::DistributionName;
use crate::spec::Tools;
use indexmap::IndexMap;

/// Pipenv, in the version that the owner names or the tested one.
pub(super) fn requirements(tools: &Tools) -> Vec<String> {
    vec![exact("pipenv", tools.pipenv.as_ref(), versions::PIPENV)]
}

/// The options for a set: its categories behind what is always installed (pipenv documentation, "Pipfile & Pipfile.lock",
/// package categories). A comma parts them, so that they are one word.
pub(super) fn options(
    categories: &[DistributionName],
    written: Option<&IndexMap<DistributionName, String>>,
) -> Vec<String> {
    if categories.is_empty() {
        return Vec::new();
    }
    let names: Vec<&str> = categories
        .iter()
        .map(|name| written.and_then(|written| written.get(name)).map_or(name.as_str(), String::as_str))
        .collect();
    vec![format!("--categories=packages,{}", names.join(","))]
}
