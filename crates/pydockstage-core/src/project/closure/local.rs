use super::walk::Walk;
use crate::names::ProjectPath;
use crate::project::ProjectError;
use crate::project::error::RequirementsFault;
use crate::project::files::{FileFault, TextFile};
use crate::project::requirement::{RequirementKind, Target, is_archive};
use crate::project::requirements_file::GlobalOption;
use std::ops::Range;

/// What of the project itself is installed from: folders and archives.
impl Walk<'_, '_> {
    /// Resolves what the text says against the files there are.
    pub(super) fn kind(
        &mut self,
        file: &TextFile,
        target: &Target,
    ) -> Result<RequirementKind, RequirementsFault> {
        Ok(match target {
            Target::Index(specifiers) => RequirementKind::Index(specifiers.clone()),
            Target::Repository(repository) => RequirementKind::Repository(repository.clone()),
            Target::Archive { url, subdirectory } => {
                RequirementKind::Archive { url: url.clone(), subdirectory: subdirectory.clone() }
            }
            Target::Variable => RequirementKind::Variable,
            Target::Path(written) => {
                let path = self.local(written, file)?;
                let fault = |fault| RequirementsFault::Path { path: written.clone(), fault, beside: None };
                let real_path = self.closures.files.real_path(&path).map_err(fault)?;
                if self.closures.files.is_directory(&path) == Some(true) {
                    self.directory(&path, real_path)?;
                    RequirementKind::Directory(path)
                } else if is_archive(path.as_str()) {
                    self.needs(path.clone(), real_path);
                    RequirementKind::File(path)
                } else {
                    return Err(RequirementsFault::NotArchive(path));
                }
            }
        })
    }

    fn directory(
        &mut self,
        path: &ProjectPath,
        real_path: Option<ProjectPath>,
    ) -> Result<(), RequirementsFault> {
        let has =
            |name| path.join(name).is_ok_and(|file| self.closures.files.is_directory(&file) == Some(false));
        if !has("pyproject.toml") && !has("setup.py") {
            return Err(RequirementsFault::NotInstallable(path.clone()));
        }
        if !path.is_root() {
            self.contents.directories.insert(path.clone());
            self.contents.directories.extend(real_path.filter(|real| !real.is_root()));
        }
        Ok(())
    }

    /// A folder with archives, or a page that links to them: sought beside the requirements file first, then from the
    /// root, where pip is run (pip documentation, "pip install", "--find-links").
    pub(super) fn find_links(
        &mut self,
        file: &TextFile,
        written: &str,
        span: Range<usize>,
    ) -> Result<GlobalOption, ProjectError> {
        let beside = file.path.parent().join(written).ok();
        let beside = beside.filter(|path| self.closures.files.is_directory(path).is_some());
        let path = match beside {
            Some(path) => Ok(path),
            None => self.local(written, file).map_err(|fault| self.error(file, fault, span.clone())),
        }?;
        let real_path = self.closures.files.real_path(&path);
        let real_path = real_path.map_err(|fault| {
            let fault = RequirementsFault::Path { path: written.to_owned(), fault, beside: None };
            self.error(file, fault, span)
        })?;
        if self.closures.files.is_directory(&path) == Some(true) {
            self.contents.directories.insert(path.clone());
            self.contents.directories.extend(real_path);
        } else {
            self.needs(path.clone(), real_path);
        }
        Ok(GlobalOption::FindLinksPath(path))
    }

    /// A path as pip means it: from the folder where pip is run, which is the project's root.
    fn local(&self, written: &str, file: &TextFile) -> Result<ProjectPath, RequirementsFault> {
        let there = |path: &ProjectPath| self.closures.files.is_directory(path).is_some();
        let beside = file.path.parent().join(written).ok().filter(there);
        match ProjectPath::root().join(written) {
            Ok(path) if there(&path) => Ok(path),
            Ok(_) => {
                Err(RequirementsFault::Path { path: written.to_owned(), fault: FileFault::Missing, beside })
            }
            Err(_) => {
                Err(RequirementsFault::Path { path: written.to_owned(), fault: FileFault::Outside, beside })
            }
        }
    }
}
