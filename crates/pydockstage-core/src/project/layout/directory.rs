use super::{Reading, SetFiles};
use crate::names::{ProjectPath, SetName};
use crate::project::{FileFault, Origin, ProjectError, SetsError};
use std::collections::HashSet;

/// Where requirements files lie unless the owner says otherwise.
pub(super) fn usual() -> ProjectPath {
    ProjectPath::root().join("requirements").unwrap_or_else(|_| ProjectPath::root())
}

impl Reading<'_> {
    /// The sets of a folder: each `*.txt` file that is not only there for constraints, by its stem. Where there is none,
    /// `*.in` files, the sources of pip-tools, are taken instead.
    pub(super) fn directory(&self, folder: &ProjectPath) -> Result<SetFiles, ProjectError> {
        let listed = self.files.list(folder);
        let listed = listed.map_err(|fault| ProjectError::File { path: folder.clone(), fault })?;
        let folder_of_that_name =
            listed.iter().find(|(name, is_directory)| *is_directory && name.strip_suffix(".txt").is_some());
        if let Some((name, _)) = folder_of_that_name {
            let path = folder.join(name).unwrap_or_else(|_| folder.clone());
            return Err(ProjectError::File { path, fault: FileFault::IsDirectory });
        }
        for ending in [".txt", ".in"] {
            let stems: Vec<&str> = listed
                .iter()
                .filter(|(_, is_directory)| !is_directory)
                .filter_map(|(name, _)| name.strip_suffix(ending))
                .filter(|stem| !stem.is_empty() && !stem.starts_with('.'))
                .collect();
            let found = self.sets_of(folder, &stems, ending)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(SetFiles::new())
    }

    fn sets_of(&self, folder: &ProjectPath, stems: &[&str], ending: &str) -> Result<SetFiles, ProjectError> {
        let mut files = Vec::new();
        for stem in stems {
            if let Ok(path) = folder.join(&format!("{stem}{ending}")) {
                files.push((*stem, path));
            }
        }
        let includes: Vec<(ProjectPath, bool)> =
            files.iter().flat_map(|(_, path)| self.closures.includes(path)).collect();
        let of_kind = |constraint: bool| -> HashSet<&ProjectPath> {
            includes
                .iter()
                .filter(|(_, is_constraint)| *is_constraint == constraint)
                .map(|(path, _)| path)
                .collect()
        };
        let (constrained, required) = (of_kind(true), of_kind(false));
        let is_constraint = |path: &ProjectPath| constrained.contains(path) && !required.contains(path);
        // Where each file constrains another they go round in a circle, which is told when the first is read.
        let is_circle = files.iter().all(|(_, path)| is_constraint(path));
        let mut found = SetFiles::new();
        for (stem, path) in files.iter().filter(|(_, path)| is_circle || !is_constraint(path)) {
            let name = stem.parse::<SetName>();
            let name =
                name.map_err(|fault| SetsError::BadName { path: Origin::file(path.clone()), fault })?;
            found.insert(name, path.clone());
        }
        Ok(found)
    }
}
