//! What a project needs of what lies around it, where no lock file tells: what `[tool.uv.sources]` say.

use super::{Workspace, WorkspaceError, dependencies, source, sources, table};
use crate::names::{DistributionName, ProjectPath};
use crate::project::contents::Contents;
use crate::project::files::Files;
use crate::project::metadata::Metadata;
use indexmap::IndexMap;
use std::path::{Path, PathBuf};

/// What a project needs of what lies around it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Surroundings {
    /// Where the project lies in it.
    pub folder: ProjectPath,
    /// The projects that it depends on, by name, with where each lies in the context.
    pub local: IndexMap<DistributionName, Local>,
    /// The folder in the context with the lock file from which the others are installed; none where no lock file tells
    /// of them, and they are installed with the requirements.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lock: Option<ProjectPath>,
    /// Whether the workspace has a lock file, which says nothing to pip.
    pub has_unused_lock: bool,
}

/// A project in the context on which another depends.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Local {
    /// Where it lies.
    pub path: ProjectPath,
    /// What it is made of, relative to itself; nothing where it is a wheel or a source archive.
    pub contents: Contents,
    /// What it says about itself, as far as its build asks; nothing where no lock file tells of it.
    #[serde(skip)]
    pub metadata: Metadata,
    /// The others of these projects that it depends on.
    pub needs: Vec<DistributionName>,
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
        let own = std::fs::read_to_string(root.join(super::PYPROJECT)).unwrap_or_default();
        if asked.is_none() && known.is_none() && !own.contains("sources") && !own.contains("workspace") {
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
            let Some(table) = table(&folder, super::PYPROJECT)? else { continue };
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
            let text = std::fs::read_to_string(path.join(super::PYPROJECT)).unwrap_or_default();
            let contents = Contents::read(&files, &entries, &[&text], &[]);
            let needs = needs.shift_remove(&name).unwrap_or_default();
            local.insert(name, Local { path: place, contents, metadata: Metadata::default(), needs });
        }
        let has_unused_lock = workspace.is_some_and(|workspace| workspace.has_lock);
        Ok(Some(Self { folder, local, lock: None, has_unused_lock }))
    }
}
