use crate::generation::Error;
use crate::packages::Catalog;
use crate::pins::{Pins, PinsError};
use crate::plan::Plan;
use crate::project::{FileFault, Project, ProjectError, ReadOptions, SetsError, Workspace};
use crate::read_options::read_options;
use crate::report::Message;
use crate::spec::{Argument, Spec};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A project and what its owner wrote, read once: any number of plans can be made of it.
///
/// ```no_run
/// use pydockstage_core::{Argument, Reading};
/// use std::path::Path;
///
/// let reading = Reading::new(Path::new("."), [])?;
/// for base in ["debian:bookworm", "debian:trixie"] {
///     let plan = reading.plan([Argument::new("base", "base", base)])?;
///     println!("{}", pydockstage_core::views::dockerfile(&plan)?.text);
/// }
/// # Ok::<(), pydockstage_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The project's folder.
    pub root: PathBuf,
    /// The project as found.
    pub project: Project,
    /// What its owner wrote, with the arguments laid over it.
    pub spec: Spec,
    /// The digests of the images that its plans take; none where they may float.
    pub pins: Option<Pins>,
}

/// What is done with the `pydockstage.lock` of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LockUse {
    /// It holds where it is there.
    #[default]
    IfThere,
    /// It must be there.
    Required,
    /// It is left alone: the plan's images float.
    Ignored,
}

impl Reading {
    /// Reads the project at `root`; `arguments` go before what its owner wrote in a file.
    pub fn new(root: &Path, arguments: impl IntoIterator<Item = Argument>) -> Result<Self, Error> {
        Self::with_lock(root, arguments, LockUse::IfThere)
    }

    /// The same, where more is said about the lock file.
    pub fn with_lock(
        root: &Path,
        arguments: impl IntoIterator<Item = Argument>,
        lock: LockUse,
    ) -> Result<Self, Error> {
        Self::of_member(root, arguments, None, lock)
    }

    /// The same for a member of a workspace that was read before.
    pub(crate) fn of_member(
        root: &Path,
        arguments: impl IntoIterator<Item = Argument>,
        workspace: Option<Arc<Workspace>>,
        lock: LockUse,
    ) -> Result<Self, Error> {
        let arguments = Spec::of_arguments(arguments)?;
        readable(root)?;
        let spec = Spec::read(root)?.overlaid(arguments)?;
        let pins = match lock {
            LockUse::Ignored => None,
            LockUse::IfThere => Pins::read(root)?,
            LockUse::Required => Some(Pins::read(root)?.ok_or(PinsError::Missing)?),
        };
        Self::with_spec(root, spec, workspace, pins)
    }

    /// Reads the project for a spec that is known.
    fn with_spec(
        root: &Path,
        spec: Spec,
        workspace: Option<Arc<Workspace>>,
        pins: Option<Pins>,
    ) -> Result<Self, Error> {
        let options = ReadOptions { workspace, ..read_options(&spec) };
        let project = Project::read_with(root, &options).map_err(|error| asked(error, &spec))?;
        Ok(Self { root: root.to_path_buf(), project, spec, pins })
    }

    /// The plan for it; `arguments` go before all that was read. Nothing is read again, unless an argument
    /// decides what is read, as one about the requirements does.
    pub fn plan(&self, arguments: impl IntoIterator<Item = Argument>) -> Result<Plan, Error> {
        self.plan_with(arguments, Catalog::embedded())
    }

    /// The same, with these catalogs.
    pub fn plan_with(
        &self,
        arguments: impl IntoIterator<Item = Argument>,
        catalog: &Catalog,
    ) -> Result<Plan, Error> {
        let mut arguments = arguments.into_iter().peekable();
        if arguments.peek().is_none() {
            return self.resolved(&self.spec, catalog);
        }
        let arguments = Spec::of_arguments(arguments)?;
        let spec = self.spec.clone().overlaid(arguments)?;
        let read = |spec: &Spec| (spec.requirements.clone(), read_options(spec));
        if read(&spec) != read(&self.spec) {
            return Self::with_spec(&self.root, spec, None, self.pins.clone())?.plan_with([], catalog);
        }
        self.resolved(&spec, catalog)
    }

    fn resolved(&self, spec: &Spec, catalog: &Catalog) -> Result<Plan, Error> {
        let plan = resolve(&self.project, spec, catalog, self.pins.as_ref())?;
        crate::plan::check_own_files(spec, |path| self.root.join(path).exists())?;
        Ok(plan)
    }
}

/// The plan, with what the project itself has to say.
pub(crate) fn resolve(
    project: &Project,
    spec: &Spec,
    catalog: &Catalog,
    pins: Option<&Pins>,
) -> Result<Plan, Error> {
    let mut plan = Plan::resolve(project, spec, catalog)?;
    if let Some(pins) = pins {
        pins.apply(&mut plan)?;
    }
    plan.notes.extend(project.notes().iter().map(Message::from).map(|note| match note.place {
        Some(place) => format!("{} ({place})", note.what),
        None => note.what,
    }));
    Ok(plan)
}

/// A root that is no folder is told as such, not as the fault of the first file that is looked for in it.
pub(crate) fn readable(root: &Path) -> Result<(), Error> {
    match root.read_dir() {
        Ok(_) => Ok(()),
        Err(_) => Project::read(root).map(|_| ()).map_err(Error::Project),
    }
}

/// The fault with where the owner asked for what is not there.
fn asked(error: ProjectError, spec: &Spec) -> Error {
    let requirements = &spec.requirements;
    let directory = requirements.directory.as_ref();
    let origin = match &error {
        ProjectError::Sets(fault) => match &**fault {
            SetsError::UnknownDefault { .. } => {
                requirements.default.as_ref().map(|default| default.origin.clone())
            }
            SetsError::NoLock { .. } | SetsError::FilesBesideLock { .. } => {
                spec.installer.as_ref().map(|installer| installer.origin.clone())
            }
            SetsError::UnknownPart { set, .. } => requirements.sets.get(set).map(|set| set.origin.clone()),
            SetsError::NoFiles { .. } => directory.map(|directory| directory.origin.clone()),
            _ => None,
        },
        ProjectError::File {
            path,
            fault: FileFault::Missing | FileFault::NotDirectory | FileFault::Outside,
        } => {
            let files = requirements.sets.values().filter_map(|set| set.value.files.as_ref());
            let mut written = directory.into_iter().chain(files.flat_map(|files| &files.value));
            written.find(|written| written.value == *path).map(|written| written.origin.clone())
        }
        _ => None,
    };
    match origin {
        Some(origin) => Error::Asked { error, origin },
        None => error.into(),
    }
}
