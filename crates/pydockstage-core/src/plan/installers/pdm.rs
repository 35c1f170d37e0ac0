use super::{exact, versions};
use crate::names::DistributionName;
use crate::spec::Tools;

/// PDM, in the version that the owner names or the tested one.
pub(super) fn requirements(tools: &Tools) -> Vec<String> {
    vec![exact("pdm", tools.pdm.as_ref(), versions::PDM), versions::PDM_BOUNDS.to_owned()]
}

/// The options for a set. Without a group for development named, PDM takes all of them unless it is told `--prod` (pdm
/// documentation, "Manage Dependencies").
pub(super) fn options(extras: &[DistributionName], groups: &[DistributionName]) -> Vec<String> {
    let production = groups.is_empty().then(|| "--prod".to_owned());
    production
        .into_iter()
        .chain(extras.iter().chain(groups).map(|group| format!("--group={group}")))
        .collect()
}
