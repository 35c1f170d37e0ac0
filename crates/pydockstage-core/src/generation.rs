use crate::files::{self, Difference, FilesError, Output, Unmarked, Written};
use crate::names::ProjectPath;
use crate::packages::Catalog;
use crate::plan::{Plan, PlanError};
use crate::project::{
    FileFault, LockKind, LockWish, Project, ProjectError, ReadOptions, SetParts, SetsError,
};
use crate::report::Message;
use crate::spec::values::Installer;
use crate::spec::{Argument, OWN_FILE, Origin, PYPROJECT, SetSource, Spec, SpecErrors, WrittenList};
use crate::views::{self, Rendered};
use std::path::{Path, PathBuf};

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
    /// The plan can't be written as a Dockerfile.
    #[error(transparent)]
    Syntax(#[from] crate::dockerfile::SyntaxError),
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
            Self::Syntax(error) => vec![error.into()],
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
        let arguments = Spec::of_arguments(arguments)?;
        readable(root)?;
        let spec = Spec::read(root)?.overlaid(arguments)?;
        let project = Project::read_with(root, &read_options(&spec)).map_err(|error| asked(error, &spec))?;
        is_no_input(&path, &project)?;
        let mut plan = Plan::resolve(&project, &spec, catalog)?;
        plan.notes.extend(project.notes().iter().map(Message::from).map(|note| match note.place {
            Some(place) => format!("{} ({place})", note.what),
            None => note.what,
        }));
        plan.notes.extend(ignore_file_fits(root, &path, &plan)?);
        let dockerfile = views::dockerfile(&plan)?;
        let dockerignore = views::dockerignore(&plan);
        Ok(Self { root: root.to_path_buf(), path, project, spec, plan, dockerfile, dockerignore })
    }

    /// The files as they should be; see [`outputs`].
    pub fn outputs(&self) -> Vec<Output> {
        outputs(&self.path, &self.dockerfile.text, &self.dockerignore)
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

/// A root that is no folder is told as such, not as the fault of the first file that is looked for in it.
pub(crate) fn readable(root: &Path) -> Result<(), Error> {
    match root.read_dir() {
        Ok(_) => Ok(()),
        Err(_) => Project::read(root).map(|_| ()).map_err(Error::Project),
    }
}

/// An ignore file that a person wrote is respected; it must let through what the Dockerfile takes. Gives the notes
/// about it.
fn ignore_file_fits(root: &Path, path: &ProjectPath, plan: &Plan) -> Result<Vec<String>, Error> {
    let Some(path) = ignore_path(path) else { return Ok(Vec::new()) };
    let output = Output { path: path.clone(), text: String::new(), unmarked: Unmarked::Keep };
    let Ok(files::Existing::Foreign(text)) = output.existing(root) else { return Ok(Vec::new()) };
    let is_there = |name: &str| root.join(name).exists();
    Ok(crate::plan::check_ignore_file(&plan.stages, &path, &text, is_there)?)
}

/// Where the ignore file of a Dockerfile stands: beside one of another name as `NAME.dockerignore`, which the builder
/// looks for first.
fn ignore_path(dockerfile: &ProjectPath) -> Option<ProjectPath> {
    let name = match dockerfile.as_str() {
        "Dockerfile" => ".dockerignore".to_owned(),
        _ => format!("{}.dockerignore", dockerfile.file_name()),
    };
    dockerfile.parent().join(&name).ok()
}

/// The Dockerfile must not take the place of what it is made from, not even by force.
fn is_no_input(path: &ProjectPath, project: &Project) -> Result<(), Error> {
    const METADATA: [&str; 5] = [OWN_FILE, PYPROJECT, "setup.py", "setup.cfg", ".python-version"];
    let is_input =
        METADATA.contains(&path.as_str()) || project.sets().values().any(|set| set.closure().contains(path));
    if is_input { Err(FilesError::Input { path: path.clone() }.into()) } else { Ok(()) }
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

/// The files as they should be, with the Dockerfile at `path`.
///
/// The ignore file stands beside a Dockerfile of another name as `NAME.dockerignore`, which the builder looks for
/// first; one that a person wrote stays.
pub fn outputs(path: &ProjectPath, dockerfile: &str, dockerignore: &str) -> Vec<Output> {
    let dockerfile = Output { path: path.clone(), text: dockerfile.to_owned(), unmarked: Unmarked::Refuse };
    let ignore = ignore_path(path).map(|path| Output {
        path,
        text: dockerignore.to_owned(),
        unmarked: Unmarked::Keep,
    });
    ignore.into_iter().chain([dockerfile]).collect()
}

/// Where the owner says that things are.
fn read_options(spec: &Spec) -> ReadOptions {
    let requirements = &spec.requirements;
    let installer = spec.installer.as_ref().map(|installer| installer.value);
    ReadOptions {
        requirements_directory: requirements.directory.as_ref().map(|directory| directory.value.clone()),
        default_set: requirements.default.as_ref().map(|default| default.value.clone()),
        sets: requirements
            .sets
            .iter()
            .map(|(name, source)| (name.clone(), parts_of(&source.value)))
            .collect(),
        lock: match installer {
            None => LockWish::Any,
            Some(Installer::Pip) => LockWish::None,
            // uv also installs requirements files, and what pyproject.toml declares.
            Some(Installer::Uv) => LockWish::IfThere(LockKind::Uv),
            Some(Installer::Poetry) => LockWish::Of(LockKind::Poetry),
            Some(Installer::Pdm) => LockWish::Of(LockKind::Pdm),
            Some(Installer::Pipenv) => LockWish::Of(LockKind::Pipenv),
            Some(Installer::Pylock) => LockWish::Of(LockKind::Pylock),
        },
        has_command: spec.command.is_some() || spec.entrypoint.is_some(),
    }
}

/// What a set of the owner's own making is made of.
fn parts_of(source: &SetSource) -> SetParts {
    SetParts {
        files: list(source.files.as_ref()),
        extras: list(source.extras.as_ref()),
        groups: list(source.groups.as_ref()),
    }
}

fn list<T: Clone>(written: Option<&WrittenList<T>>) -> Vec<T> {
    written.iter().flat_map(|list| &list.value).map(|item| item.value.clone()).collect()
}
