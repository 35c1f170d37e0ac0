//! What lies around the project: the workspace that it is a member of, and the projects beside it that it depends on.

mod error;
mod glob;
mod locked;
mod surroundings;

pub use error::WorkspaceError;
pub(super) use locked::Locked;
pub use surroundings::{Local, Surroundings};

use super::Origin;
use super::ProjectError;
use super::lock::{self, Lock};
use crate::names::{DistributionName, ProjectPath};
use indexmap::IndexMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml::{Table, Value};

const PYPROJECT: &str = "pyproject.toml";

/// A folder with `[tool.uv.workspace]` (uv's documentation, "Using workspaces").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// The folder.
    pub root: PathBuf,
    /// Its members by the names of their projects, in the order of their paths; the root is one where it is a project.
    pub members: IndexMap<DistributionName, ProjectPath>,
    /// What its own pyproject.toml says of sources, for all members.
    sources: IndexMap<DistributionName, Source>,
    has_lock: bool,
    /// What its lock file holds; none where it has none, and before [`Workspace::with_lock`].
    lock: Option<Arc<Lock>>,
}

/// Where a dependency comes from, as far as it is from this disk.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Source {
    is_workspace: bool,
    path: Option<String>,
}

impl Workspace {
    /// The workspace whose root is that folder; none where it has no `[tool.uv.workspace]`.
    pub fn read(root: &Path) -> Result<Option<Self>, WorkspaceError> {
        let Some(table) = table(root, PYPROJECT)? else { return Ok(None) };
        let uv = inner(&table, &["tool", "uv"]);
        let Some(workspace) = uv.and_then(|uv| uv.get("workspace")).and_then(Value::as_table) else {
            return Ok(None);
        };
        let patterns = |key: &str| -> Vec<String> {
            let list = workspace.get(key).and_then(Value::as_array).into_iter().flatten();
            list.filter_map(|item| item.as_str().map(|text| text.trim_matches('/').to_owned())).collect()
        };
        let excluded = patterns("exclude");
        let mut members = IndexMap::new();
        if let Some(name) = name(&table) {
            members.insert(name, ProjectPath::root());
        }
        for path in glob::folders(root, &patterns("members")) {
            if excluded.iter().any(|pattern| glob::fits(pattern, path.as_str())) {
                continue;
            }
            let below = format!("{path}/{PYPROJECT}");
            let Some(table) = self::table(root, &below)? else { continue };
            if let Some(name) = name(&table) {
                members.entry(name).or_insert(path);
            }
        }
        let sources = sources(&table);
        let has_lock = root.join("uv.lock").is_file();
        Ok(Some(Self { root: root.to_path_buf(), members, sources, has_lock, lock: None }))
    }

    /// The same with what its lock file holds, read once for all members.
    pub fn with_lock(self) -> Result<Self, ProjectError> {
        if !self.has_lock || self.lock.is_some() {
            return Ok(self);
        }
        Ok(Self { lock: lock::of_workspace(&self.root)?.map(Arc::new), ..self })
    }

    /// The member in that folder, and what the lock file holds; none where it is no member below the root, or nothing is
    /// locked.
    pub(super) fn locked(&self, folder: &Path) -> Option<(&DistributionName, &Arc<Lock>)> {
        let lock = self.lock.as_ref()?;
        let (folder, root) = (folder.canonicalize().ok()?, self.root.canonicalize().ok()?);
        let below = folder.strip_prefix(root).ok()?.to_str()?;
        let mut members = self.members.iter().filter(|(_, path)| !path.is_root() && path.as_str() == below);
        members.next().map(|(name, _)| (name, lock))
    }

    /// The workspace of which the folder is a member: that of the nearest folder above it that has one.
    pub fn around(root: &Path) -> Result<Option<Self>, WorkspaceError> {
        let Ok(real) = root.canonicalize() else { return Ok(None) };
        for folder in real.ancestors().skip(1) {
            let has_workspace =
                std::fs::read_to_string(folder.join(PYPROJECT)).is_ok_and(|text| text.contains("workspace"));
            if has_workspace && let Some(found) = Self::read(folder)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }
}

/// What `[tool.uv.sources]` says.
fn sources(table: &Table) -> IndexMap<DistributionName, Source> {
    let entries = inner(table, &["tool", "uv", "sources"]).into_iter().flatten();
    entries
        .filter_map(|(name, value)| {
            let said = value.as_table()?;
            let source = Source {
                is_workspace: said.get("workspace").and_then(Value::as_bool) == Some(true),
                path: said.get("path").and_then(Value::as_str).map(str::to_owned),
            };
            Some((name.parse().ok()?, source))
        })
        .collect()
}

/// The folder in which the dependency lies; none where it comes from somewhere else.
fn source(
    folder: &Path,
    own: &IndexMap<DistributionName, Source>,
    name: &DistributionName,
    workspace: Option<&Workspace>,
) -> Result<Option<PathBuf>, WorkspaceError> {
    let shared = || Some((workspace?.sources.get(name)?, workspace?.root.as_path()));
    let Some((said, base)) = own.get(name).map(|said| (said, folder)).or_else(shared) else {
        return Ok(None);
    };
    let origin = || Origin::file(crate::plan::own(PYPROJECT));
    if said.is_workspace {
        let Some(workspace) = workspace else {
            return Err(WorkspaceError::NoWorkspace { name: name.clone(), origin: origin() });
        };
        let Some(path) = workspace.members.get(name) else {
            let members = workspace.members.keys().cloned().collect();
            return Err(WorkspaceError::NoMember { name: name.clone(), members, origin: origin() });
        };
        return Ok(path.to_path(&workspace.root).canonicalize().ok());
    }
    let Some(path) = &said.path else { return Ok(None) };
    match base.join(path).canonicalize() {
        // A wheel or an archive is no project.
        Ok(found) => Ok(found.is_dir().then_some(found)),
        Err(_) => Err(WorkspaceError::Missing { name: name.clone(), path: path.clone(), origin: origin() }),
    }
}

/// The names that the project depends on; with extras and groups where it `is_whole`.
fn dependencies(table: &Table, is_whole: bool) -> Vec<DistributionName> {
    let mut lists: Vec<&Value> = Vec::new();
    lists.extend(inner(table, &["project"]).and_then(|project| project.get("dependencies")));
    if is_whole {
        for path in [&["project", "optional-dependencies"] as &[&str], &["dependency-groups"]] {
            lists.extend(inner(table, path).into_iter().flat_map(|table| table.iter().map(|(_, list)| list)));
        }
    }
    let lines = lists.into_iter().filter_map(Value::as_array).flatten().filter_map(Value::as_str);
    lines
        .filter_map(|line| {
            let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
            line.trim().split(|c| !is_name(c)).next()?.parse().ok()
        })
        .collect()
}

fn name(table: &Table) -> Option<DistributionName> {
    inner(table, &["project"])?.get("name")?.as_str()?.parse().ok()
}

fn inner<'a>(table: &'a Table, path: &[&str]) -> Option<&'a Table> {
    path.iter().try_fold(table, |table, key| table.get(*key)?.as_table())
}

fn table(root: &Path, path: &str) -> Result<Option<Table>, WorkspaceError> {
    match std::fs::read_to_string(root.join(path)) {
        Ok(text) => text.parse::<Table>().map(Some).map_err(|error| WorkspaceError::Toml {
            path: root.join(path).display().to_string(),
            message: error.message().to_owned(),
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(WorkspaceError::unreadable(path, &error)),
    }
}
