use super::MetadataError;
use super::toml_view::TomlView;
use crate::names::DistributionName;
use crate::project::{LockKind, Origin};
use indexmap::IndexMap;

/// The groups and extras that an installer's own tables name, each with its place. What stands in `[project]` and in
/// `[dependency-groups]` is not among them.
#[derive(Debug, Default)]
pub(in crate::project) struct ToolSets {
    pub(in crate::project) groups: IndexMap<DistributionName, Origin>,
    pub(in crate::project) extras: IndexMap<DistributionName, Origin>,
}

/// Reads them from pyproject.toml, or from the Pipfile where `kind` is Pipenv: Poetry's groups and extras (poetry
/// documentation, "The pyproject.toml file"), PDM's and uv's `dev-dependencies`, Pipenv's categories.
pub(in crate::project) fn read(root: &TomlView<'_>, kind: LockKind) -> Result<ToolSets, MetadataError> {
    let mut sets = ToolSets::default();
    if kind == LockKind::Pipenv {
        const OTHERS: [&str; 6] = ["source", "packages", "requires", "scripts", "pipenv", "build-system"];
        for entry in root.entries() {
            if !OTHERS.contains(&entry.key.text) && root.table(entry.key.text).is_ok() {
                sets.groups.insert(entry.key.name()?, entry.key.origin());
            }
        }
        return Ok(sets);
    }
    let tool = root.table("tool")?;
    let table = |name: &str| tool.as_ref().map(|tool| tool.table(name)).transpose().map(Option::flatten);
    match kind {
        LockKind::Poetry => {
            let Some(poetry) = table("poetry")? else { return Ok(sets) };
            add(&mut sets.groups, poetry.table("group")?.as_ref())?;
            add(&mut sets.extras, poetry.table("extras")?.as_ref())?;
            // The form before Poetry 1.2, which Poetry takes for the group `dev`.
            if poetry.has("dev-dependencies")
                && let Some(entry) =
                    poetry.entries().into_iter().find(|entry| entry.key.text == "dev-dependencies")
            {
                sets.groups.entry(dev()).or_insert_with(|| entry.key.origin());
            }
        }
        LockKind::Pdm => {
            let Some(pdm) = table("pdm")? else { return Ok(sets) };
            add(&mut sets.groups, pdm.table("dev-dependencies")?.as_ref())?;
        }
        LockKind::Uv => {
            let Some(uv) = table("uv")? else { return Ok(sets) };
            if let Some(entry) = uv.entries().into_iter().find(|entry| entry.key.text == "dev-dependencies") {
                sets.groups.insert(dev(), entry.key.origin());
            }
        }
        _ => {}
    }
    Ok(sets)
}

fn add(
    sets: &mut IndexMap<DistributionName, Origin>,
    table: Option<&TomlView<'_>>,
) -> Result<(), MetadataError> {
    for entry in table.map(TomlView::entries).unwrap_or_default() {
        sets.insert(entry.key.name()?, entry.key.origin());
    }
    Ok(())
}

fn dev() -> DistributionName {
    crate::names::own("dev")
}
