//! The project as it was found: its metadata and its requirement sets, each fact with the file that it came from.
//!
//! Nothing is run and nothing is changed. [`Project::read`] is the way in.

mod application;
mod closure;
mod contents;
mod cursor;
mod dependencies;
mod encoding;
mod error;
mod files;
mod ignore_file;
mod index;
mod layout;
mod lock;
mod marker;
mod metadata;
mod nested_tests;
mod node;
mod note;
mod options;
mod origin;
mod requirement;
mod requirements_file;
mod secrets;
mod set;
mod system_needs;
mod workspace;

pub use application::{Application, Interface, Process, Runnable};
pub(crate) use contents::is_like;
pub use contents::{Contents, Entry};
pub use dependencies::ProjectDependencies;
pub use error::{IncludeLink, ProjectError, RequirementsError, RequirementsFault, SetsError};
pub use files::FileFault;
pub use ignore_file::{IgnoreFile, Rule as IgnoreFileRule};
pub use index::{Credentials, PackageIndex};
pub(crate) use index::{host, user};
pub use layout::Layout;
pub use lock::{
    Lock, LockError, LockFault, LockKind, LockedDependency, LockedPackage, LockedSource, Membership,
    NoBinary, Roots, Wanted, WheelName,
};
pub use marker::{Marker, MarkerEnvironment, MarkerOperator, MarkerValue, MarkerVariable};
pub use metadata::{
    BuildSystem, EntryPoint, ImportPackage, IniFault, Metadata, MetadataError, MetadataFault, ValueType,
    Version, VersionSettings,
};
pub use nested_tests::NestedTests;
pub(crate) use nested_tests::TEST_FILES;
pub use note::Note;
pub use options::{LockWish, ReadOptions, SetParts};
pub use origin::{Found, Origin};
pub use requirement::{
    Hash, Repository, Requirement, RequirementKind, SyntaxError, SyntaxFault, VersionControl,
};
pub(crate) use requirements_file::includes;
pub use requirements_file::{GlobalOption, LineFault, Overlooked, SwitchFault};
pub(crate) use secrets::{mask, masked, written_secret};
pub use set::{RemoteInclude, RequirementSet, SetSource};
pub use system_needs::{
    BindepFault, BindepRule, DepUrl, DepUrlFault, External, ExternalDependency, ExternalList, NeedsError,
    NeedsFault, Profile, Selector, SystemNeeds,
};
pub use workspace::{Local, Surroundings, Workspace, WorkspaceError};

use crate::names::{DistributionName, ProjectPath, SetName};
use closure::Closures;
use files::Files;
use index::Indexes;
use indexmap::IndexMap;
use layout::{Reading, Sets};
use metadata::Documents;
use serde::Serializer;
use std::path::Path;
use std::sync::Arc;

/// A Python project, as found on the disk.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Project {
    metadata: Metadata,
    dependencies: ProjectDependencies,
    #[serde(flatten)]
    sets: Sets,
    contents: Contents,
    runnable: Runnable,
    #[serde(skip_serializing_if = "Option::is_none")]
    surroundings: Option<Surroundings>,
    #[serde(serialize_with = "each")]
    locks: Vec<Arc<Lock>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<DistributionName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deciding: Option<LockKind>,
    node_manifests: Vec<ProjectPath>,
    system_needs: SystemNeeds,
    #[serde(skip_serializing_if = "Indexes::is_empty")]
    indexes: Indexes,
    notes: Vec<Note>,
}

impl Project {
    /// Reads the project at `root`, looking for everything.
    pub fn read(root: &Path) -> Result<Self, ProjectError> {
        Self::read_with(root, &ReadOptions::default())
    }

    /// Reads the project at `root`, with what its owner said about where things are.
    pub fn read_with(root: &Path, options: &ReadOptions) -> Result<Self, ProjectError> {
        let unread = |fault| ProjectError::Root { root: root.to_path_buf(), fault };
        let files = Files::new(root).map_err(unread)?;
        let entries = files.list(&ProjectPath::root()).map_err(unread)?;
        let documents = Documents::read(&files, &entries)?;
        let table = documents.pyproject_table()?;
        let (mut metadata, declared) = metadata::read(&files, &entries, &documents, &table)?;
        let closures = Closures::new(&files, metadata.name.as_ref().map(|name| name.value.clone()));
        metadata.build_system = declared.build.as_ref().map(|build| build.read(&closures)).transpose()?;
        let dependencies = ProjectDependencies::read(&declared, &closures)?;
        let reading = Reading { files: &files, closures: &closures, options, root: &entries };
        let mut deciding = reading.deciding()?;
        let around = match deciding {
            None if reading.asks_workspace() => options.workspace_of(root)?,
            _ => None,
        };
        let around = around.as_ref().and_then(|around| Some((around.locked(root)?, &around.root)));
        if around.is_some() {
            deciding = reading.of_workspace()?;
        }
        let tool = match &deciding {
            Some(lock) => documents.tool_sets(&files, lock, &table)?,
            None => metadata::ToolSets::default(),
        };
        let sets = reading.sets(&declared, deciding.as_ref(), &tool)?;
        let sets = sets.ok_or_else(|| ProjectError::NothingFound { root: root.to_path_buf() })?;
        let code: Vec<ProjectPath> = metadata.packages.iter().map(|package| package.path.clone()).collect();
        let mut contents = Contents::read(&files, &entries, &documents.texts(), &code);
        if metadata.installable.is_none() {
            contents.tests = nested_tests::find(&files, &contents);
        }
        let runnable = if options.has_command {
            Runnable::default()
        } else {
            Runnable::read(&files, &entries, &contents)
        };
        let view = documents.pyproject_view(&table);
        let asked = options.context.as_ref().map(|context| root.join(context));
        let indexes = index::read(&files, &entries, deciding.as_ref().map(|lock| lock.kind), view.as_ref())?;
        let mut locks: Vec<Arc<Lock>> =
            lock::find(&files, &entries, view.as_ref())?.into_iter().map(Arc::new).collect();
        let mut member = None;
        if let Some(((name, lock), _)) = around {
            locks.push(Arc::clone(lock));
            member = Some(name.clone());
        }
        let uv = deciding.as_ref().filter(|deciding| deciding.kind == LockKind::Uv);
        let surroundings = match uv.and_then(|_| locks.iter().find(|lock| lock.kind == LockKind::Uv)) {
            Some(lock) => {
                let beside = around.map_or(root, |(_, folder)| folder);
                let locked = workspace::Locked { lock, root: beside, member: member.as_ref() };
                Surroundings::locked(root, &locked, asked.as_deref())?
            }
            None => Surroundings::read(root, options.workspace.as_deref(), asked.as_deref())?,
        };
        let node_manifests =
            options.assets.as_ref().map(|folder| node::manifests(&files, folder)).unwrap_or_default();
        let system_needs = SystemNeeds::read(&files, &entries, view.as_ref())?;
        Ok(Self {
            notes: closures.into_notes(),
            metadata,
            dependencies,
            sets,
            contents,
            runnable,
            surroundings,
            locks,
            member,
            deciding: deciding.map(|lock| lock.kind),
            node_manifests,
            system_needs,
            indexes,
        })
    }

    /// What the project says about itself.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// What its metadata says is installed with it, wherever its requirement sets were found.
    pub fn dependencies(&self) -> &ProjectDependencies {
        &self.dependencies
    }

    /// Whose lock file says what is installed; none where requirements files or the metadata alone do.
    pub fn deciding(&self) -> Option<LockKind> {
        self.deciding
    }

    /// Where its requirement sets were found.
    pub fn layout(&self) -> &Layout {
        &self.sets.layout
    }

    /// What lies at its root, and how far it goes.
    pub fn contents(&self) -> &Contents {
        &self.contents
    }

    /// What it needs of what lies around it; none where its own folder is all.
    pub fn surroundings(&self) -> Option<&Surroundings> {
        self.surroundings.as_ref()
    }

    /// What could run; nothing where the owner said what does.
    pub fn runnable(&self) -> &Runnable {
        &self.runnable
    }

    /// Its requirement sets, sorted by name where they are files.
    pub fn sets(&self) -> &IndexMap<SetName, RequirementSet> {
        &self.sets.by_name
    }

    /// The name of the set that is installed unless the build argument says otherwise: a key of [`Self::sets`].
    pub fn default_set_name(&self) -> &SetName {
        &self.sets.default
    }

    /// The set that is installed unless the build argument says otherwise.
    pub fn default_set(&self) -> &RequirementSet {
        // The default was picked from these sets when they were found.
        &self.sets.by_name[&self.sets.default]
    }

    /// `package.json` and the lock files beside it, where its owner says that Node builds something.
    pub fn node_manifests(&self) -> &[ProjectPath] {
        &self.node_manifests
    }

    /// Every lock file at its root, sorted by kind and name; behind them that of the workspace, where it decides. Which of them counts is for the plan to say.
    pub fn locks(&self) -> &[Arc<Lock>] {
        &self.locks
    }

    /// The package indexes that the settings of its installer name. Those of requirements files are options of the sets.
    pub fn indexes(&self) -> &[PackageIndex] {
        &self.indexes.all
    }

    /// pip's own settings, where the project brings them and pip alone installs.
    pub fn pip_settings(&self) -> Option<&ProjectPath> {
        self.indexes.pip.as_ref()
    }

    /// The lock file that a set is installed from; none where no lock file decides.
    pub fn lock_of(&self, set: &RequirementSet) -> Option<&Lock> {
        let kind = self.deciding?;
        let mut locks = self.locks.iter().map(AsRef::as_ref);
        match set.source() {
            SetSource::Lock(file) => locks.find(|lock: &&Lock| lock.file == *file),
            _ => locks.find(|lock| lock.kind == kind),
        }
    }

    /// What a set asks of the lock file that decides: of a workspace's, what this member of it needs.
    pub fn wanted<'a>(&'a self, set: &'a RequirementSet) -> Wanted<'a> {
        Wanted { project: self.member.as_ref(), ..Wanted::by(set) }
    }

    /// Its name in the lock file of the workspace that it is a member of; none where no such file decides.
    pub fn member(&self) -> Option<&DistributionName> {
        self.member.as_ref()
    }

    /// What it declares to need of the system.
    pub fn system_needs(&self) -> &SystemNeeds {
        &self.system_needs
    }

    /// What is no error, and what its owner should know.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }
}

/// What is shared, as if it were the project's own.
fn each<S: Serializer>(locks: &[Arc<Lock>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(locks.iter().map(Arc::as_ref))
}
