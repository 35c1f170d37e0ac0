//! What lies around the project: the workspace that it is a member of, and the projects beside it that it depends on.

mod error;
mod glob;

pub use error::WorkspaceError;

use super::Origin;
use super::contents::Contents;
use super::files::Files;
use crate::names::{DistributionName, ProjectPath};
use indexmap::IndexMap;
use std::path::{Path, PathBuf};
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
}

/// Where a dependency comes from, as far as it is from this disk.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Source {
    is_workspace: bool,
    path: Option<String>,
}

/// What a project needs of what lies around it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Surroundings {
    /// Where the project lies in it.
    pub folder: ProjectPath,
    /// The projects that it depends on, by name, with where each lies in the context.
    pub local: IndexMap<DistributionName, Local>,
    /// Whether the workspace has a lock file, which says nothing to pip.
    pub has_unused_lock: bool,
}

/// A project in the context on which another depends.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Local {
    /// Where it lies.
    pub path: ProjectPath,
    /// What it is made of, relative to itself.
    pub contents: Contents,
    /// The others of these projects that it depends on.
    pub needs: Vec<DistributionName>,
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
        Ok(Some(Self { root: root.to_path_buf(), members, sources, has_lock }))
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

impl Surroundings {
    /// What the project at `root` needs of what lies around it, by `[tool.uv.sources]` of it and of its workspace; none
    /// where it needs nothing. `known` is its workspace where that was read before; `asked` is the folder that its
    /// owner wants as the context.
    pub fn read(
        root: &Path,
        known: Option<&Workspace>,
        asked: Option<&Path>,
    ) -> Result<Option<Self>, WorkspaceError> {
        let own = std::fs::read_to_string(root.join(PYPROJECT)).unwrap_or_default();
        if asked.is_none() && known.is_none() && !own.contains("sources") && !own.contains("workspace") {
            return Ok(None);
        }
        // The lock beside the project says where each of them lies, to the installer that reads it.
        if asked.is_none() && root.join("uv.lock").is_file() {
            return Ok(None);
        }
        let real = root.canonicalize().map_err(|error| WorkspaceError::unreadable(".", &error))?;
        let found;
        let workspace = if known.is_some() {
            known
        } else {
            found = match Workspace::read(&real)? {
                Some(own) => Some(own),
                None => Workspace::around(&real)?,
            };
            found.as_ref()
        };
        let mut needed: IndexMap<DistributionName, PathBuf> = IndexMap::new();
        let mut needs: IndexMap<DistributionName, Vec<DistributionName>> = IndexMap::new();
        let mut waiting: Vec<(Option<DistributionName>, PathBuf)> = vec![(None, real.clone())];
        while let Some((of, folder)) = waiting.pop() {
            let Some(table) = table(&folder, PYPROJECT)? else { continue };
            let own = sources(&table);
            for name in dependencies(&table, of.is_none()) {
                let Some(path) = source(&folder, &own, &name, workspace)?.filter(|path| *path != real) else {
                    continue;
                };
                if let Some(of) = &of {
                    needs.entry(of.clone()).or_default().push(name.clone());
                }
                if needed.insert(name.clone(), path.clone()).is_none() {
                    waiting.push((Some(name), path));
                }
            }
        }
        let mut context = match asked {
            Some(asked) => {
                asked.canonicalize().map_err(|error| WorkspaceError::unreadable("context", &error))?
            }
            None => real.clone(),
        };
        if asked.is_none() {
            while !needed.values().all(|path| path.starts_with(&context)) {
                if !context.pop() {
                    break;
                }
            }
            if let Some(workspace) = workspace.filter(|workspace| workspace.root.starts_with(&context)) {
                context = if needed.is_empty() {
                    context
                } else {
                    workspace.root.canonicalize().unwrap_or(context)
                };
            }
        }
        let below = |path: &Path| {
            let inside = path.strip_prefix(&context).ok()?.to_str()?.to_owned();
            ProjectPath::root().join(&inside).ok()
        };
        let outside = |path: &Path| WorkspaceError::Outside { path: path.display().to_string() };
        let folder = below(&real).ok_or_else(|| outside(&real))?;
        if folder.is_root() && needed.is_empty() {
            return Ok(None);
        }
        needed.sort_keys();
        let mut local = IndexMap::new();
        for (name, path) in needed {
            let place = below(&path).ok_or_else(|| outside(&path))?;
            let files = Files::new(&path).map_err(|_| outside(&path))?;
            let entries = files.list(&ProjectPath::root()).unwrap_or_default();
            let text = std::fs::read_to_string(path.join(PYPROJECT)).unwrap_or_default();
            let contents = Contents::read(&files, &entries, &[&text], &[]);
            let needs = needs.shift_remove(&name).unwrap_or_default();
            local.insert(name, Local { path: place, contents, needs });
        }
        let has_unused_lock = workspace.is_some_and(|workspace| workspace.has_lock);
        Ok(Some(Self { folder, local, has_unused_lock }))
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
