use super::{Layout, Reading};
use crate::names::SetName;
use crate::project::set::RequirementSet;
use crate::project::{ProjectError, SetsError};
use indexmap::IndexMap;

impl Reading<'_> {
    /// The set that is installed unless asked otherwise: the one the owner named; else the one to which a
    /// `requirements.txt` at the root points; else `base`; else the only one.
    pub(super) fn default_set(
        &self,
        layout: &Layout,
        sets: &IndexMap<SetName, RequirementSet>,
    ) -> Result<SetName, ProjectError> {
        let available = || sets.keys().cloned().collect();
        if let Some(wanted) = &self.options.default_set {
            return if sets.contains_key(wanted) {
                Ok(wanted.clone())
            } else {
                Err(SetsError::UnknownDefault { wanted: wanted.clone(), available: available() }.into())
            };
        }
        let pointed = self.pointed_at(layout, sets);
        let base = || sets.keys().find(|name| name.as_str() == "base").cloned();
        let only = || sets.keys().next().filter(|_| sets.len() == 1).cloned();
        let found = pointed.or_else(base).or_else(only);
        found.ok_or_else(|| SetsError::NoDefault { available: available() }.into())
    }

    /// The one set of the folder that `requirements.txt` at the root includes.
    fn pointed_at(&self, layout: &Layout, sets: &IndexMap<SetName, RequirementSet>) -> Option<SetName> {
        let Layout::Directory(_) = layout else { return None };
        let is_there =
            self.root.iter().any(|(entry, is_directory)| entry == "requirements.txt" && !is_directory);
        let path = is_there.then(|| "requirements.txt".parse().ok())??;
        let includes = self.closures.includes(&path);
        let mut targets =
            includes.iter().filter(|(_, is_constraint)| !is_constraint).map(|(target, _)| target);
        let (Some(only), None) = (targets.next(), targets.next()) else { return None };
        sets.values().find(|set| set.origin().path == *only).map(|set| set.name().clone())
    }
}
