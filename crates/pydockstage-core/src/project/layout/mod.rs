//! Where the requirement sets are: in a folder, in files at the root, or in the project's metadata.

mod deciding;
mod declared;
mod default;
mod directory;
mod locked;
mod owners;
mod root_files;

use super::closure::Closures;
use super::error::SetsError;
use super::files::{FileFault, Files};
use super::metadata::{Declared, ToolSets};
use super::set::{Contents, RequirementSet, SetSource};
use super::{Origin, ProjectError, ReadOptions};
use crate::names::{ProjectPath, SetName};
pub(super) use deciding::Deciding;
use indexmap::IndexMap;
pub(super) use locked::source_of;

/// The requirement sets and the one that is the default.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(super) struct Sets {
    pub(super) layout: Layout,
    #[serde(rename = "sets")]
    pub(super) by_name: IndexMap<SetName, RequirementSet>,
    pub(super) default: SetName,
}

/// Where the requirement sets were found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Layout {
    /// Each file of a folder is a set.
    Directory(ProjectPath),
    /// `requirements.txt` at the root, and its siblings.
    RootFiles,
    /// The owner named each file.
    Named,
    /// The project's metadata: pyproject.toml or setup.cfg.
    Metadata(ProjectPath),
    /// A lock file, and what it was made from.
    Lock(ProjectPath),
    /// setup.py, or the settings of a build backend: only their run would tell.
    Hidden(ProjectPath),
}

/// The requirements file of each set.
type SetFiles = IndexMap<SetName, ProjectPath>;

/// What is being read.
pub(super) struct Reading<'a> {
    pub(super) files: &'a Files,
    pub(super) closures: &'a Closures<'a>,
    pub(super) options: &'a ReadOptions,
    /// What lies at the root, sorted; the flag tells folders.
    pub(super) root: &'a [(String, bool)],
}

impl Reading<'_> {
    /// Finds the sets: in what a lock file holds, in requirements files, else in what the metadata declares. None where
    /// there is nothing of it.
    pub(super) fn sets(
        &self,
        declared: &Declared<'_>,
        lock: Option<&Deciding>,
        tool: &ToolSets,
    ) -> Result<Option<Sets>, ProjectError> {
        if let Some(lock) = lock {
            return self.locked(lock, declared, tool).map(Some);
        }
        let Some((layout, found)) = self.requirements_files()? else { return self.declared(declared) };
        let mut by_name = IndexMap::new();
        for (name, path) in found {
            let mut contents = Contents::default();
            self.closures.read(&path, &mut contents)?;
            let origin = Origin::file(path.clone());
            let source = SetSource::Files(vec![path]);
            by_name.insert(name.clone(), RequirementSet { name, origin, source, contents });
        }
        self.owners(&mut by_name, declared, None)?;
        let default = self.default_set(&layout, &by_name)?;
        Ok(Some(Sets { layout, by_name, default }))
    }

    /// The layout that holds requirements files, and each set's file.
    fn requirements_files(&self) -> Result<Option<(Layout, SetFiles)>, ProjectError> {
        let options = self.options;
        if let Some(directory) = &options.requirements_directory {
            let found = if directory.is_root() { self.root_files() } else { self.directory(directory)? };
            if found.is_empty() {
                return Err(SetsError::NoFiles { directory: directory.clone() }.into());
            }
            let layout =
                if directory.is_root() { Layout::RootFiles } else { Layout::Directory(directory.clone()) };
            return Ok(Some((layout, found)));
        }
        if options.sets.values().any(|parts| !parts.files.is_empty()) {
            return Ok(Some((Layout::Named, SetFiles::new())));
        }
        if let (true, Ok(path)) =
            (self.has_root_folder(root_files::REQUIREMENTS), root_files::REQUIREMENTS.parse())
        {
            return Err(ProjectError::File { path, fault: FileFault::IsDirectory });
        }
        let usual: ProjectPath = directory::usual();
        let in_directory =
            if self.has_root_folder(usual.as_str()) { self.directory(&usual)? } else { SetFiles::new() };
        let at_root = self.root_files();
        match (in_directory.is_empty(), at_root.is_empty()) {
            (true, true) => Ok(None),
            (true, false) => Ok(Some((Layout::RootFiles, at_root))),
            (false, true) => Ok(Some((Layout::Directory(usual), in_directory))),
            (false, false) => {
                self.agree(&usual, &in_directory, &at_root)?;
                Ok(Some((Layout::Directory(usual), in_directory)))
            }
        }
    }

    fn has_root_folder(&self, name: &str) -> bool {
        self.root.iter().any(|(entry, is_directory)| *is_directory && entry == name)
    }
}
