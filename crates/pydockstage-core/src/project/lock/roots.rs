//! What the project asks for, where its lock file only holds the packages: where the way through the lock begins.

use super::poetry_arrows::arrows;
use super::read::Table;
use super::{LockError, LockKind, LockedDependency};
use crate::names::DistributionName;
use crate::project::metadata::groups;
use crate::project::metadata::toml_view::TomlView;
use crate::project::metadata::written::DeclaredLine;
use crate::project::requirement::Target;
use indexmap::IndexMap;

/// What the project itself asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Roots {
    /// What is always installed.
    pub dependencies: Vec<LockedDependency>,
    /// What each extra adds.
    pub extras: IndexMap<DistributionName, Vec<LockedDependency>>,
    /// What each group adds.
    pub groups: IndexMap<DistributionName, Vec<LockedDependency>>,
}

impl Roots {
    /// Reads what pyproject.toml asks for, as the installer whose lock it is reads it.
    pub(super) fn of(kind: LockKind, pyproject: &TomlView<'_>) -> Result<Self, LockError> {
        let table = Table::new(kind, pyproject.clone());
        match kind {
            LockKind::Poetry => poetry(&table),
            LockKind::Pdm => pdm(&table),
            LockKind::Uv | LockKind::Pylock | LockKind::Pipenv => Ok(Self::default()),
        }
    }
}

/// `[tool.poetry]` (poetry documentation, "The pyproject.toml file"): releases that wrote locks without groups read nothing
/// else.
fn poetry(table: &Table<'_>) -> Result<Roots, LockError> {
    let tool = table.table("tool")?.map(|tool| tool.table("poetry")).transpose()?.flatten();
    let mut roots = Roots::default();
    let Some(poetry) = tool else { return Ok(roots) };
    let mut optional = Vec::new();
    if let Some(dependencies) = poetry.table("dependencies")? {
        for arrow in arrows(&dependencies)? {
            match arrow.is_optional {
                true => optional.push(arrow.to),
                false if arrow.to.name.as_str() == "python" => {}
                false => roots.dependencies.push(arrow.to),
            }
        }
    }
    if let Some(extras) = poetry.table("extras")? {
        for (extra, key) in extras.keys()? {
            let names = extras.names(key)?;
            let arrows = optional.iter().filter(|arrow| names.contains(&arrow.name)).cloned();
            roots.extras.insert(extra, arrows.collect());
        }
    }
    let groups = poetry.table("group")?;
    for (group, key) in groups.as_ref().map(Table::keys).transpose()?.unwrap_or_default() {
        let table = groups.as_ref().map(|groups| groups.table(key)).transpose()?.flatten();
        let dependencies = table.map(|table| table.table("dependencies")).transpose()?.flatten();
        let arrows = dependencies.map(|table| arrows(&table)).transpose()?.unwrap_or_default();
        roots.groups.insert(group, arrows.into_iter().map(|arrow| arrow.to).collect());
    }
    // The form before groups.
    if let (Some(dependencies), Ok(dev)) = (poetry.table("dev-dependencies")?, "dev".parse()) {
        let arrows = arrows(&dependencies)?;
        roots.groups.entry(dev).or_default().extend(arrows.into_iter().map(|arrow| arrow.to));
    }
    Ok(roots)
}

/// `[project]`, `[dependency-groups]` and `[tool.pdm.dev-dependencies]`; to pdm an extra is a group as well.
fn pdm(table: &Table<'_>) -> Result<Roots, LockError> {
    let mut roots = Roots::default();
    if let Some(project) = table.table("project")? {
        roots.dependencies = requirements(&project, "dependencies")?;
        if let Some(extras) = project.table("optional-dependencies")? {
            for (extra, key) in extras.keys()? {
                roots.extras.insert(extra, requirements(&extras, key)?);
            }
        }
    }
    if let Some(declared) = table.table("dependency-groups")? {
        for (group, found) in declared.content(groups::read(declared.view()))? {
            roots.groups.insert(group, found.lines.iter().filter_map(arrow).collect());
        }
    }
    let tool = table.table("tool")?.map(|tool| tool.table("pdm")).transpose()?.flatten();
    if let Some(dev) = tool.map(|pdm| pdm.table("dev-dependencies")).transpose()?.flatten() {
        for (group, key) in dev.keys()? {
            let arrows = requirements(&dev, key)?;
            roots.groups.entry(group).or_default().extend(arrows);
        }
    }
    Ok(roots)
}

fn requirements(table: &Table<'_>, key: &str) -> Result<Vec<LockedDependency>, LockError> {
    let mut arrows = Vec::new();
    for written in table.strings(key)? {
        // pdm's own form of a link to a source: `-e file:///${PROJECT_ROOT}/library#egg=library`.
        if let Some((_, name)) = written.text.strip_prefix("-e ").and_then(|link| link.split_once("#egg=")) {
            arrows.extend(name.parse().ok().map(|name| LockedDependency::new(name, written.origin())));
            continue;
        }
        arrows.extend(arrow(&table.requirement_of(&written)?));
    }
    Ok(arrows)
}

fn arrow(line: &DeclaredLine) -> Option<LockedDependency> {
    let draft = line.draft.clone();
    let specifiers = match draft.target {
        Target::Index(specifiers) => Some(specifiers),
        _ => None,
    };
    let origin = line.file.origin(line.span.start);
    let arrow = LockedDependency::new(draft.name?, origin);
    Some(LockedDependency { specifiers, extras: draft.extras, marker: draft.marker, ..arrow })
}
