use crate::files::{self, Difference, FilesError, Output, Unmarked, Written};
use crate::names::ProjectPath;
use crate::packages::Catalog;
use crate::plan::{Plan, PlanError};
use crate::project::{Project, ProjectError, ReadOptions};
use crate::report::Message;
use crate::spec::{Argument, SetSource, Spec, SpecErrors};
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
        let spec = Spec::read(root)?.overlaid(Spec::of_arguments(arguments)?)?;
        if let Some((name, source)) =
            spec.requirements.sets.iter().find(|(_, source)| file_of(&source.value).is_none())
        {
            return Err(PlanError::SetSources { set: name.clone(), origin: source.origin.clone() }.into());
        }
        let project = Project::read_with(root, &read_options(&spec))?;
        let plan = Plan::resolve(&project, &spec, Catalog::embedded())?;
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

/// The files as they should be, with the Dockerfile at `path`.
///
/// The ignore file stands beside a Dockerfile of another name as `NAME.dockerignore`, which the builder looks for
/// first; one that a person wrote stays.
pub fn outputs(path: &ProjectPath, dockerfile: &str, dockerignore: &str) -> Vec<Output> {
    let ignore = if path.as_str() == "Dockerfile" {
        path.parent().join(".dockerignore")
    } else {
        path.parent().join(&format!("{}.dockerignore", path.file_name()))
    };
    let dockerfile = Output { path: path.clone(), text: dockerfile.to_owned(), unmarked: Unmarked::Refuse };
    let ignore = ignore.map(|path| Output { path, text: dockerignore.to_owned(), unmarked: Unmarked::Keep });
    ignore.into_iter().chain([dockerfile]).collect()
}

/// Where the owner says that things are.
fn read_options(spec: &Spec) -> ReadOptions {
    let requirements = &spec.requirements;
    ReadOptions {
        requirements_directory: requirements.directory.as_ref().map(|directory| directory.value.clone()),
        default_set: requirements.default.as_ref().map(|default| default.value.clone()),
        sets: requirements
            .sets
            .iter()
            .filter_map(|(name, source)| Some((name.clone(), file_of(&source.value)?)))
            .collect(),
    }
}

/// The file that a set is made of; none where it is made of something else, or of several.
fn file_of(source: &SetSource) -> Option<ProjectPath> {
    match (source.files.as_ref()?.value.as_slice(), &source.groups, &source.extras) {
        ([file], None, None) => Some(file.value.clone()),
        _ => None,
    }
}
