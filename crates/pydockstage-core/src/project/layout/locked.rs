use super::deciding::Deciding;
use super::declared::{Addition, SetWriter};
use super::{Layout, Reading, Sets};
use crate::names::{DistributionName, ProjectPath, SetName};
use crate::project::metadata::written::DeclaredList;
use crate::project::metadata::{Declared, Dependencies, ToolSets, groups};
use crate::project::set::{Contents, RequirementSet, SetSource};
use crate::project::{LockKind, Origin, ProjectError, SetsError};
use indexmap::IndexMap;
use std::str::FromStr;

impl Reading<'_> {
    /// The sets of a project whose lock file decides: `base`, what is always installed; each extra and each group, with
    /// what is always installed; for locks of PEP 751 each of their files.
    pub(super) fn locked(
        &self,
        lock: &Deciding,
        declared: &Declared<'_>,
        tool: &ToolSets,
    ) -> Result<Sets, ProjectError> {
        let layout = Layout::Lock(lock.file.clone());
        let mut by_name = match lock.kind {
            LockKind::Pylock => self.pylocks()?,
            _ => self.locked_sets(lock, declared, tool)?,
        };
        self.owners(&mut by_name, declared, Some(lock))?;
        let default = self.default_set(&layout, &by_name)?;
        Ok(Sets { layout, by_name, default })
    }

    fn locked_sets(
        &self,
        lock: &Deciding,
        declared: &Declared<'_>,
        tool: &ToolSets,
    ) -> Result<IndexMap<SetName, RequirementSet>, ProjectError> {
        let source = source_of(lock);
        let is_pipenv = lock.kind == LockKind::Pipenv;
        // What the lock file is made of may be known to the installer alone: then the lock is all that tells.
        let nothing =
            DeclaredList { origin: Origin::file(source.clone()), lines: Vec::new(), files: Vec::new() };
        let base = match &declared.dependencies {
            Dependencies::Listed(list) if !is_pipenv => list,
            _ => &nothing,
        };
        let no_extras = IndexMap::new();
        let extras = if is_pipenv { &no_extras } else { &declared.extras };
        let writer = SetWriter { reading: self, extras, base: Some(base) };
        let mut by_name = IndexMap::new();
        writer.add(&mut by_name, "base", &base.origin, None)?;
        for (name, list) in extras {
            writer.add(&mut by_name, name.as_str(), &list.origin, Some(&Addition::Extra(name, list)))?;
        }
        let groups = declared.groups.as_ref().filter(|_| !is_pipenv).map(groups::read).transpose()?;
        for (name, group) in &groups.unwrap_or_default() {
            writer.add(&mut by_name, name.as_str(), &group.origin, Some(&Addition::Group(name, group)))?;
        }
        for (name, origin) in &tool.extras {
            self.named_by_tool(&mut by_name, base, name, origin, true)?;
        }
        for (name, origin) in &tool.groups {
            self.named_by_tool(&mut by_name, base, name, origin, false)?;
        }
        for set in by_name.values_mut() {
            set.contents.closure.insert(source.clone());
            // That of a workspace lies outside of the project.
            if !lock.is_around {
                set.contents.closure.insert(lock.file.clone());
            }
            if let SetSource::Files(_) | SetSource::ProjectItself = set.source {
                set.source =
                    SetSource::Declared { file: source.clone(), extras: Vec::new(), groups: Vec::new() };
            }
        }
        Ok(by_name)
    }

    /// Adds a set that only the installer's own tables name. What it holds stands in the lock.
    fn named_by_tool(
        &self,
        by_name: &mut IndexMap<SetName, RequirementSet>,
        base: &DeclaredList,
        name: &DistributionName,
        origin: &Origin,
        is_extra: bool,
    ) -> Result<(), ProjectError> {
        // What Pipenv calls `dev-packages` in its Pipfile is `--dev` and `develop` elsewhere.
        let called = if name.as_str() == "dev-packages" { "dev" } else { name.as_str() };
        let bad = |fault| SetsError::BadName { path: origin.clone(), fault };
        let called = SetName::from_str(called).map_err(bad)?;
        let asks = |source: &SetSource| match source {
            SetSource::Declared { extras, groups, .. } => {
                if is_extra {
                    extras.contains(name)
                } else {
                    groups.contains(name)
                }
            }
            _ => false,
        };
        if let Some(known) = by_name.get(&called) {
            if asks(&known.source) {
                return Ok(());
            }
            let (first, second) = (known.origin.clone(), origin.clone());
            return Err(SetsError::Duplicate { name: called, first, second }.into());
        }
        let mut contents = Contents::default();
        let writer = SetWriter { reading: self, extras: &IndexMap::new(), base: Some(base) };
        writer.base_contents(&mut contents)?;
        let (extras, groups) =
            if is_extra { (vec![name.clone()], Vec::new()) } else { (Vec::new(), vec![name.clone()]) };
        let source = SetSource::Declared { file: origin.path.clone(), extras, groups };
        let origin = origin.clone();
        by_name.insert(called.clone(), RequirementSet { name: called, origin, source, contents });
        Ok(())
    }

    /// The files of PEP 751 at the root: `pylock.toml` is `base`, `pylock.NAME.toml` is `NAME`.
    fn pylocks(&self) -> Result<IndexMap<SetName, RequirementSet>, ProjectError> {
        let mut by_name = IndexMap::new();
        for (file, _) in self.root.iter().filter(|(_, is_folder)| !is_folder) {
            let Some(middle) = file.strip_prefix("pylock.").and_then(|rest| rest.strip_suffix("toml")) else {
                continue;
            };
            let name = middle.strip_suffix('.').unwrap_or("base");
            let Ok(path) = file.parse::<ProjectPath>() else { continue };
            let origin = Origin::file(path.clone());
            let bad = |fault| SetsError::BadName { path: origin.clone(), fault };
            let name = SetName::from_str(name).map_err(bad)?;
            let mut contents = Contents::default();
            contents.closure.insert(path.clone());
            let set = RequirementSet { name: name.clone(), origin, source: SetSource::Lock(path), contents };
            by_name.insert(name, set);
        }
        by_name.sort_unstable_keys();
        Ok(by_name)
    }
}

/// The file that a lock file is made from.
pub(in crate::project) fn source_of(lock: &Deciding) -> ProjectPath {
    match lock.kind {
        LockKind::Pipenv => crate::names::own("Pipfile"),
        _ => crate::names::own(crate::spec::PYPROJECT),
    }
}
