use crate::files::{self, Difference, FilesError, Output, Unmarked, Written};
use crate::names::ProjectPath;
use crate::packages::Catalog;
use crate::pins::{LOCK_FILE, PinsError};
use crate::plan::{Plan, PlanError};
use crate::project::{Project, ProjectError, Workspace};
use crate::reading::{self, LockUse, Reading};
use crate::report::Message;
use crate::spec::{Argument, OWN_FILE, Origin, PYPROJECT, Spec, SpecErrors};
use crate::views::{self, Rendered};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// From a folder on the disk to the files that belong there: all rooms in a row.
///
/// ```no_run
/// use pydockstage_core::{Argument, Generation};
/// use std::path::Path;
///
/// let arguments = [Argument::new("base", "base", "debian:bookworm")];
/// let generation = Generation::new(Path::new("."), arguments)?;
/// println!("{}", generation.dockerfile.text);
/// generation.write(false)?;
/// # Ok::<(), pydockstage_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generation {
    /// The project's folder.
    pub root: PathBuf,
    /// Where the Dockerfile goes, below the root.
    pub path: ProjectPath,
    /// The project as found.
    pub project: Project,
    /// What its owner wrote, with the arguments laid over it.
    pub spec: Spec,
    /// What comes of both.
    pub plan: Plan,
    /// The Dockerfile.
    pub dockerfile: Rendered,
    /// The ignore file.
    pub dockerignore: String,
}

/// Why nothing came of it.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The project can't be read.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// The project is not as its owner said it is.
    #[error("{error}")]
    Asked {
        /// What was found.
        error: ProjectError,
        /// Where the owner said so.
        origin: Origin,
    },
    /// What its owner wrote can't be understood.
    #[error(transparent)]
    Spec(#[from] SpecErrors),
    /// Both together make no plan.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The lock file can't be read, or is not the plan's.
    #[error(transparent)]
    Pins(#[from] PinsError),
    /// The plan can't be written as a Dockerfile.
    #[error(transparent)]
    Syntax(#[from] crate::dockerfile::SyntaxError),
    /// A workspace was asked for, and there is none.
    #[error("there is no workspace")]
    NoWorkspace,
    /// There is a spec already, where a first one was to be written.
    #[error("there is a spec already")]
    SpecExists,
    /// The files can't be compared or written.
    #[error(transparent)]
    Files(#[from] FilesError),
}

impl Error {
    /// What to tell people, in order; at least one message.
    pub fn messages(&self) -> Vec<Message> {
        match self {
            Self::Project(error) => vec![error.into()],
            Self::Asked { error, origin } => vec![Message::from(error).asked_at(origin)],
            Self::Spec(errors) => errors.iter().map(Message::from).collect(),
            Self::Plan(error) => vec![error.into()],
            Self::Pins(error) => vec![error.into()],
            Self::Syntax(error) => vec![error.into()],
            Self::NoWorkspace => vec![
                Message::new(
                    "no-workspace",
                    "there is no workspace: pyproject.toml has no [tool.uv.workspace]",
                )
                .help("run it in the folder of the workspace, or name that folder")
                .help("for one project, leave out --all"),
            ],
            Self::SpecExists => {
                let message =
                    Message::new("spec-exists", "the project has a spec already, and it stays as it is");
                vec![message.help("to see what comes of it: pydockstage explain")]
            }
            Self::Files(error) => vec![error.into()],
        }
    }
}

impl Generation {
    /// Reads the project at `root` and plans its files; `arguments` go before what its owner wrote in a file. The
    /// Dockerfile is called `Dockerfile`.
    pub fn new(root: &Path, arguments: impl IntoIterator<Item = Argument>) -> Result<Self, Error> {
        Self::named(root, arguments, crate::plan::own("Dockerfile"))
    }

    /// The same, with another place for the Dockerfile below the root.
    pub fn named(
        root: &Path,
        arguments: impl IntoIterator<Item = Argument>,
        path: ProjectPath,
    ) -> Result<Self, Error> {
        Self::with_catalog(root, arguments, path, Catalog::embedded())
    }

    /// The same, with these catalogs: [`Catalog::of_user`] has those that the user added, which make what comes out
    /// depend on more than the project; a note of the plan says so where one was used.
    pub fn with_catalog(
        root: &Path,
        arguments: impl IntoIterator<Item = Argument>,
        path: ProjectPath,
        catalog: &Catalog,
    ) -> Result<Self, Error> {
        Self::of_reading(Reading::new(root, arguments)?, path, catalog)
    }

    /// The files of each member of the workspace at `root` that has something to run, in the order of their paths; the
    /// members that have nothing to run are libraries, and told by their folders.
    ///
    /// What is done with each generation is up to `each`, which is given the member's folder below the root: none is
    /// kept, so the memory doesn't grow with the number of members.
    pub fn of_workspace(
        root: &Path,
        arguments: &[Argument],
        path: &ProjectPath,
        catalog: &Catalog,
        lock: LockUse,
        mut each: impl FnMut(&ProjectPath, Self),
    ) -> Result<Vec<ProjectPath>, Vec<(ProjectPath, Error)>> {
        let at_root = |error: Error| vec![(ProjectPath::root(), error)];
        let workspace = Workspace::read(root).map_err(|error| at_root(ProjectError::from(error).into()))?;
        let workspace = workspace.ok_or_else(|| at_root(Error::NoWorkspace))?;
        let workspace = Arc::new(workspace.with_lock().map_err(|error| at_root(error.into()))?);
        let (mut libraries, mut faults) = (Vec::new(), Vec::new());
        for member in workspace.members.values() {
            let reading = Reading::of_member(
                &member.to_path(root),
                arguments.to_vec(),
                Some(Arc::clone(&workspace)),
                lock,
            );
            match reading.and_then(|reading| Self::of_reading(reading, path.clone(), catalog)) {
                Ok(generation) => each(member, generation),
                Err(Error::Plan(PlanError::NoCommand { candidates })) if candidates.is_empty() => {
                    libraries.push(member.clone());
                }
                Err(error) => faults.push((member.clone(), error)),
            }
        }
        if faults.is_empty() { Ok(libraries) } else { Err(faults) }
    }

    /// Plans the files of a project that was read, with the Dockerfile at `path`.
    pub fn of_reading(reading: Reading, path: ProjectPath, catalog: &Catalog) -> Result<Self, Error> {
        let Reading { root, project, spec, pins } = reading;
        is_no_input(&path, &project)?;
        is_not_taken(&path, &spec)?;
        let mut plan = reading::resolve(&project, &spec, catalog, pins.as_ref())?;
        if let (Some(around), Some(_)) = (project.surroundings(), &plan.path) {
            plan.path = around.folder.join(path.as_str()).ok();
        }
        crate::plan::check_own_files(&spec, |path| root.join(path).exists())?;
        plan.notes.extend(ignore_file_fits(&root, &path, &plan)?);
        let dockerfile = views::dockerfile(&plan)?;
        let dockerignore = views::dockerignore(&plan);
        Ok(Self { root, path, project, spec, plan, dockerfile, dockerignore })
    }

    /// The files as they should be; see [`outputs`].
    pub fn outputs(&self) -> Vec<Output> {
        outputs(&self.path, &self.plan, &self.dockerfile.text, &self.dockerignore)
    }

    /// Compares the files with what is there.
    pub fn check(&self) -> Result<Vec<Difference>, Error> {
        Ok(files::check(&self.root, &self.outputs())?)
    }

    /// Writes the files that are not up to date; `force` also replaces those that a person wrote or changed.
    pub fn write(&self, force: bool) -> Result<Vec<Written>, Error> {
        Ok(files::write(&self.root, &self.outputs(), force)?)
    }
}

/// An ignore file that a person wrote is respected; it must let through what the Dockerfile takes. Gives the notes
/// about it.
fn ignore_file_fits(root: &Path, path: &ProjectPath, plan: &Plan) -> Result<Vec<String>, Error> {
    let Some(path) = ignore_path(path, plan.path.is_some()) else { return Ok(Vec::new()) };
    let output = Output { path: path.clone(), text: String::new(), unmarked: Unmarked::Keep };
    let Ok(files::Existing::Foreign(text)) = output.existing(root) else { return Ok(Vec::new()) };
    let is_there = |name: &str| root.join(name).exists();
    Ok(crate::plan::check_ignore_file(&plan.stages, &path, &text, is_there)?)
}

/// Where the ignore file of a Dockerfile stands: beside one of another name as `NAME.dockerignore`, which the builder
/// looks for first.
fn ignore_path(dockerfile: &ProjectPath, is_below_context: bool) -> Option<ProjectPath> {
    let name = match dockerfile.as_str() {
        "Dockerfile" if !is_below_context => ".dockerignore".to_owned(),
        _ => format!("{}.dockerignore", dockerfile.file_name()),
    };
    dockerfile.parent().join(&name).ok()
}

/// The Dockerfile must not take the place of what it is made from, not even by force.
fn is_no_input(path: &ProjectPath, project: &Project) -> Result<(), Error> {
    const METADATA: [&str; 6] = [OWN_FILE, LOCK_FILE, PYPROJECT, "setup.py", "setup.cfg", ".python-version"];
    let is_input =
        METADATA.contains(&path.as_str()) || project.sets().values().any(|set| set.closure().contains(path));
    if is_input { Err(FilesError::Input { path: path.clone() }.into()) } else { Ok(()) }
}

/// The Dockerfile and what is written beside it are files of their own.
fn is_not_taken(path: &ProjectPath, spec: &Spec) -> Result<(), FilesError> {
    let taken = [(views::BAKE, &spec.bake), (views::COMPOSE, &spec.compose)];
    let is_taken = taken
        .into_iter()
        .any(|(name, asked)| path.as_str() == name && asked.as_ref().is_some_and(|asked| asked.value));
    if is_taken { Err(FilesError::Taken { path: path.clone() }) } else { Ok(()) }
}

/// The files as they should be, with the Dockerfile at `path`.
///
/// The ignore file stands beside a Dockerfile of another name as `NAME.dockerignore`, which the builder looks for
/// first, and always where the Dockerfile doesn't lie at the root of its context; one that a person wrote stays. What
/// Bake and Compose read stands at the root of the project, where they look for it.
pub fn outputs(path: &ProjectPath, plan: &Plan, dockerfile: &str, dockerignore: &str) -> Vec<Output> {
    let dockerfile = Output { path: path.clone(), text: dockerfile.to_owned(), unmarked: Unmarked::Refuse };
    let ignore = ignore_path(path, plan.path.is_some()).map(|path| Output {
        path,
        text: dockerignore.to_owned(),
        unmarked: Unmarked::Keep,
    });
    let beside = [(views::BAKE, views::bake(plan, path)), (views::COMPOSE, views::compose(plan, path))];
    let beside = beside.into_iter().filter_map(|(name, text)| {
        Some(Output { path: crate::plan::own(name), text: text?, unmarked: Unmarked::Refuse })
    });
    ignore.into_iter().chain([dockerfile]).chain(beside).collect()
}
