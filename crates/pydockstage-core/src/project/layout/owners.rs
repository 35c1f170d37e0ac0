use super::Reading;
use super::deciding::Deciding;
use super::declared::SetWriter;
use crate::names::SetName;
use crate::project::metadata::{Declared, Dependencies, groups};
use crate::project::set::{Contents, RequirementSet, SetSource};
use crate::project::{Origin, ProjectError, SetsError};
use indexmap::IndexMap;

impl Reading<'_> {
    /// Adds the sets of the owner's own making, or puts them in the place of others of their names.
    pub(super) fn owners(
        &self,
        by_name: &mut IndexMap<SetName, RequirementSet>,
        declared: &Declared<'_>,
        lock: Option<&Deciding>,
    ) -> Result<(), ProjectError> {
        let groups = declared.groups.as_ref().map(groups::read).transpose()?.unwrap_or_default();
        for (name, parts) in &self.options.sets {
            let mut contents = Contents::default();
            for file in &parts.files {
                self.closures.read(file, &mut contents)?;
            }
            let file = match (lock, &declared.dependencies) {
                (Some(lock), _) => super::locked::source_of(lock),
                (None, Dependencies::Listed(list)) => list.origin.path.clone(),
                (None, _) => crate::names::own(crate::spec::PYPROJECT),
            };
            let origin = parts
                .files
                .first()
                .map_or_else(|| Origin::file(file.clone()), |file| Origin::file(file.clone()));
            let is_declared = !parts.extras.is_empty() || !parts.groups.is_empty() || parts.files.is_empty();
            if is_declared {
                let base = match &declared.dependencies {
                    Dependencies::Listed(list) => Some(list),
                    _ => None,
                };
                let writer = SetWriter { reading: self, extras: &declared.extras, base };
                writer.base_contents(&mut contents)?;
                let unknown = |wanted: &crate::names::DistributionName, what| SetsError::UnknownPart {
                    set: name.clone(),
                    what,
                    wanted: wanted.clone(),
                    available: if what == "extra" {
                        declared.extras.keys().cloned().collect()
                    } else {
                        groups.keys().cloned().collect()
                    },
                };
                for extra in &parts.extras {
                    match declared.extras.get(extra) {
                        Some(list) => writer.extra(extra, list, &mut contents)?,
                        None if lock.is_some() => {}
                        None => return Err(unknown(extra, "extra").into()),
                    }
                }
                for group in &parts.groups {
                    match groups.get(group) {
                        Some(found) => writer.group(found, &mut contents)?,
                        None if lock.is_some() => {}
                        None => return Err(unknown(group, "dependency group").into()),
                    }
                }
                contents.closure.insert(file.clone());
            }
            let (files, extras, groups) = (parts.files.clone(), parts.extras.clone(), parts.groups.clone());
            let source = match (is_declared, files.is_empty()) {
                (false, _) => SetSource::Files(files),
                (true, true) => SetSource::Declared { file, extras, groups },
                (true, false) => SetSource::Mixed { files, file, extras, groups },
            };
            let set = RequirementSet { name: name.clone(), origin, source, contents };
            by_name.insert(name.clone(), set);
        }
        Ok(())
    }
}
