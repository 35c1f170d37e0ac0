use crate::names::{EnvName, StageName};
use crate::plan::names_and_paths::own;
use crate::plan::resolve::Context;
use crate::plan::{Action, InstallProject, PlanError, Reason, Role, Stage, Step, version};
use indexmap::IndexMap;

/// The variables that tell the build the version, each with the build argument that it takes its value from, behind the
/// step that declares the argument.
pub(super) fn version_steps(
    context: &Context<'_>,
) -> Result<(Vec<Step>, IndexMap<EnvName, EnvName>), PlanError> {
    let metadata = context.project.metadata();
    let variables = version::variables(metadata)?;
    let mut steps = Vec::new();
    if !variables.is_empty() {
        steps.push(Step::new(
            Action::DeclareArgument {
                name: own(version::VERSION),
                default: version::UNKNOWN.to_owned(),
                description: "the version, which the project takes from its repository".to_owned(),
            },
            version::reason(metadata),
        ));
    }
    Ok((steps, variables))
}

/// The project installed from its sources alone, so that a change of its tests changes nothing here; none where it is
/// no package.
pub(in crate::plan) fn package(
    context: &Context<'_>,
    on: &StageName,
    sources: &StageName,
) -> Result<Option<Stage>, PlanError> {
    let places = &context.places;
    let metadata = context.project.metadata();
    let Some(file) = &metadata.installable else { return Ok(None) };
    let (mut steps, variables) = version_steps(context)?;
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
            secrets: context.access.own_secrets.clone(),
        }),
        Reason::gathered(
            "the wheel is built from a scratch copy of the project, and its files are laid apart for production",
            origins.into_iter().flatten(),
        ),
    ));
    Ok(Some(context.stage(
        Role::Package,
        on.clone(),
        "the project installed into the virtual environment, without its tests",
        steps,
    )))
}
