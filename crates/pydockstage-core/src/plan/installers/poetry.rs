use super::{exact, versions};
use crate::names::DistributionName;
use crate::spec::Tools;

/// Poetry and the plugin with its `export`, which is no longer part of it (poetry documentation, "Commands", export).
pub(super) fn requirements(tools: &Tools) -> Vec<String> {
    vec![
        exact("poetry", tools.poetry.as_ref(), versions::POETRY),
        exact("poetry-plugin-export", tools.poetry_plugin_export.as_ref(), versions::POETRY_PLUGIN_EXPORT),
    ]
}

/// The options for a set: `--extras`, `--with` for a group.
pub(super) fn options(extras: &[DistributionName], groups: &[DistributionName]) -> Vec<String> {
    let extras = extras.iter().map(|extra| format!("--extras={extra}"));
    extras.chain(groups.iter().map(|group| format!("--with={group}"))).collect()
}
