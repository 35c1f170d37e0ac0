use super::{Layout, Reading, Sets};
use crate::names::{DistributionName, ProjectPath, SetName};
use crate::project::marker::Marker;
use crate::project::metadata::groups::{self, Group};
use crate::project::metadata::written::{DeclaredLine, DeclaredList};
use crate::project::metadata::{Declared, Dependencies};
use crate::project::set::{Contents, RequirementSet, SetSource};
use crate::project::{Note, Origin, ProjectError, SetsError};
use indexmap::IndexMap;
use std::collections::HashSet;
use std::str::FromStr;

impl Reading<'_> {
    /// The sets that the metadata declares: `base`, what is always installed; and each extra and each dependency group,
    /// with what is always installed. None where it declares nothing at all.
    pub(super) fn declared(&self, declared: &Declared<'_>) -> Result<Option<Sets>, ProjectError> {
        let groups = declared.groups.as_ref().map(groups::read).transpose()?.unwrap_or_default();
        let (base, layout) = match &declared.dependencies {
            Dependencies::Listed(list) => (Some(list), Layout::Metadata(list.origin.path.clone())),
            Dependencies::Hidden(origin) => {
                self.closures.note(Note::HiddenDependencies { origin: origin.clone() });
                (None, Layout::Hidden(origin.path.clone()))
            }
            Dependencies::NoProject => match groups.values().next() {
                Some(group) => (None, Layout::Metadata(group.origin.path.clone())),
                None => return Ok(None),
            },
        };
        let writer = SetWriter { reading: self, extras: &declared.extras, base };
        let mut by_name = IndexMap::new();
        if !matches!(declared.dependencies, Dependencies::NoProject) {
            let origin = base.map_or_else(|| Origin::file(layout.path()), |list| list.origin.clone());
            writer.add(&mut by_name, "base", &origin, None)?;
        }
        for (name, list) in &declared.extras {
            writer.add(&mut by_name, name.as_str(), &list.origin, Some(&Addition::Extra(name, list)))?;
        }
        for (name, group) in &groups {
            writer.add(&mut by_name, name.as_str(), &group.origin, Some(&Addition::Group(name, group)))?;
        }
        self.owners(&mut by_name, declared, None)?;
        let default = self.default_set(&layout, &by_name)?;
        Ok(Some(Sets { layout, by_name, default }))
    }
}

/// What a set adds to what is always installed.
pub(super) enum Addition<'a> {
    Extra(&'a DistributionName, &'a DeclaredList),
    Group(&'a DistributionName, &'a Group),
}

/// Makes sets from the metadata's lists.
pub(super) struct SetWriter<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) extras: &'a IndexMap<DistributionName, DeclaredList>,
    /// What is always installed; none where it can't be told.
    pub(super) base: Option<&'a DeclaredList>,
}

impl SetWriter<'_> {
    /// What is always installed.
    pub(super) fn base_contents(&self, contents: &mut Contents) -> Result<(), ProjectError> {
        self.base.map_or(Ok(()), |base| self.list(base, &mut HashSet::new(), None, contents))
    }

    /// What an extra adds.
    pub(super) fn extra(
        &self,
        name: &DistributionName,
        list: &DeclaredList,
        contents: &mut Contents,
    ) -> Result<(), ProjectError> {
        self.list(list, &mut HashSet::from([name.clone()]), None, contents)
    }

    /// What a group adds.
    pub(super) fn group(&self, group: &Group, contents: &mut Contents) -> Result<(), ProjectError> {
        self.lines(&group.lines, &mut HashSet::new(), None, contents)
    }

    pub(super) fn add(
        &self,
        by_name: &mut IndexMap<SetName, RequirementSet>,
        name: &str,
        origin: &Origin,
        addition: Option<&Addition<'_>>,
    ) -> Result<(), ProjectError> {
        let bad = |fault| SetsError::BadName { path: origin.clone(), fault };
        let name = SetName::from_str(name).map_err(bad)?;
        if let Some(known) = by_name.get(&name) {
            let (first, second) = (known.origin.clone(), origin.clone());
            return Err(SetsError::Duplicate { name, first, second }.into());
        }
        let mut contents = Contents::default();
        contents.closure.insert(origin.path.clone());
        let mut seen = HashSet::new();
        if let Some(base) = self.base {
            self.list(base, &mut seen, None, &mut contents)?;
        }
        match addition {
            Some(Addition::Extra(extra, list)) => {
                seen.insert((*extra).clone());
                self.list(list, &mut seen, None, &mut contents)?;
            }
            Some(Addition::Group(_, group)) => self.lines(&group.lines, &mut seen, None, &mut contents)?,
            None => {}
        }
        let source = self.source(addition, origin);
        by_name.insert(name.clone(), RequirementSet { name, origin: origin.clone(), source, contents });
        Ok(())
    }

    fn source(&self, addition: Option<&Addition<'_>>, origin: &Origin) -> SetSource {
        let lists = match addition {
            Some(Addition::Extra(_, list)) => vec![self.base, Some(*list)],
            Some(Addition::Group(..)) => Vec::new(),
            None => vec![self.base],
        };
        // Requirements files alone: then they can be installed as such.
        let only_files = |list: &&DeclaredList| list.lines.is_empty() && !list.files.is_empty();
        let files: Option<Vec<&DeclaredList>> =
            lists.into_iter().map(|list| list.filter(only_files)).collect();
        if let Some(files) = files.filter(|files| !files.is_empty()) {
            return SetSource::Files(files.into_iter().flat_map(|list| list.files.clone()).collect());
        }
        let (extras, groups) = match addition {
            Some(Addition::Extra(name, _)) => (vec![(*name).clone()], Vec::new()),
            Some(Addition::Group(name, _)) => (Vec::new(), vec![(*name).clone()]),
            None if self.base.is_none() => return SetSource::ProjectItself,
            None => (Vec::new(), Vec::new()),
        };
        SetSource::Declared { file: origin.path.clone(), extras, groups }
    }

    fn list(
        &self,
        list: &DeclaredList,
        seen: &mut HashSet<DistributionName>,
        condition: Option<&Marker>,
        contents: &mut Contents,
    ) -> Result<(), ProjectError> {
        for file in &list.files {
            self.reading.closures.read(file, contents)?;
        }
        self.lines(&list.lines, seen, condition, contents)
    }

    /// Adds lines, each under `condition`. Where one asks for the project's own extras, it stands for what these hold.
    fn lines(
        &self,
        lines: &[DeclaredLine],
        seen: &mut HashSet<DistributionName>,
        condition: Option<&Marker>,
        contents: &mut Contents,
    ) -> Result<(), ProjectError> {
        for line in lines {
            let mut requirement = self.reading.closures.declared(line, contents)?;
            requirement.marker = both(condition, requirement.marker.as_ref());
            let own = requirement.is_project_itself && self.base.is_some();
            if own && requirement.extras.iter().all(|extra| self.extras.contains_key(extra)) {
                for extra in &requirement.extras {
                    if seen.insert(extra.clone())
                        && let Some(list) = self.extras.get(extra)
                    {
                        self.list(list, seen, requirement.marker.as_ref(), contents)?;
                    }
                }
                if !requirement.extras.is_empty() {
                    continue;
                }
            }
            contents.requirements.push(requirement);
        }
        Ok(())
    }
}

/// The condition that both hold.
fn both(outer: Option<&Marker>, inner: Option<&Marker>) -> Option<Marker> {
    match (outer, inner) {
        (Some(outer), Some(inner)) => Some(Marker::All(vec![outer.clone(), inner.clone()])),
        (one, other) => one.or(other).cloned(),
    }
}

impl Layout {
    /// The file or the folder that holds the sets; the root where they are files there.
    pub fn path(&self) -> ProjectPath {
        match self {
            Self::Directory(path) | Self::Metadata(path) | Self::Lock(path) | Self::Hidden(path) => {
                path.clone()
            }
            Self::RootFiles | Self::Named => ProjectPath::root(),
        }
    }
}
