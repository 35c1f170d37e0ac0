use crate::names::own;
use crate::names::{EnvName, StageName};
use crate::plan::resolve::Context;
use crate::plan::{Action, InstallProject, Reason, Role, Stage, Step};
use crate::project::{Metadata, Version};
use indexmap::IndexMap;

/// The build argument for a version that the project takes from its repository.
const VERSION: &str = "VERSION";

/// The version where none is told.
const UNKNOWN: &str = "0.0.0";

/// The build requirements that take the version from the repository, each with the variable that tells it instead
/// (documentation of setuptools-scm, "Overrides"; hatch-vcs calls setuptools-scm).
const FROM_REPOSITORY: [(&str, &str); 2] =
    [("setuptools-scm", "SETUPTOOLS_SCM_PRETEND_VERSION"), ("hatch-vcs", "SETUPTOOLS_SCM_PRETEND_VERSION")];

/// The variables that tell the build the version; none where the project knows it by itself.
fn version(metadata: &Metadata) -> IndexMap<EnvName, EnvName> {
    if matches!(&metadata.version, Some(version) if matches!(version.value, Version::Static(_))) {
        return IndexMap::new();
    }
    let requires = metadata.build_system.iter().flat_map(|build| &build.requires);
    requires
        .filter_map(|requirement| requirement.name.as_ref())
        .filter_map(|name| FROM_REPOSITORY.iter().find(|(known, _)| name.as_str() == *known))
        .map(|(_, variable)| (own(variable), own(VERSION)))
        .collect()
}

/// The project installed from its sources alone, so that a change of its tests changes nothing here; none where it is
/// no package.
pub(in crate::plan) fn package(context: &Context<'_>, on: &StageName, sources: &StageName) -> Option<Stage> {
    let places = &context.places;
    let metadata = context.project.metadata();
    let file = metadata.installable.as_ref()?;
    let mut steps = Vec::new();
    let variables = version(metadata);
    if !variables.is_empty() {
        steps.push(Step::new(
            Action::DeclareArgument {
                name: own(VERSION),
                default: UNKNOWN.to_owned(),
                description: "the version, which the project takes from its repository".to_owned(),
            },
            Reason::gathered(
                "the repository doesn't travel to the builder, so the version must be told",
                metadata.version.iter().map(|version| version.origin.to_string()),
            ),
        ));
    }
    let origins = [Some(file.to_string()), metadata.name.as_ref().map(|name| name.origin.to_string())];
    steps.push(Step::new(
        Action::InstallProject(InstallProject {
            distribution: metadata.name.as_ref().filter(|name| !name.origin.is_code()).map(|name| name.value.clone()),
            from: sources.clone(),
            project: places.project.clone(),
            venv: places.venv.clone(),
            root: places.own.clone(),
            variables,
            filler: context.chosen.filler.clone(),
            members: Vec::new(),
            secrets: context.secrets.clone(),
        }),
        Reason::gathered(
            "the wheel is built from a scratch copy of the project, and its files are laid apart for production",
            origins.into_iter().flatten(),
        ),
    ));
    Some(context.stage(
        Role::Package,
        on.clone(),
        "the project installed into the virtual environment, without its tests",
        steps,
    ))
}
