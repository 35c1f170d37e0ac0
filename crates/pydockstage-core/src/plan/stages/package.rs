use super::neighbours::Found;
use super::requirements::description;
use crate::names::{EnvName, StageName};
use crate::plan::names_and_paths::own;
use crate::plan::resolve::Context;
use crate::plan::{Action, InstallProject, PlanError, Reason, Role, Stage, Step, version};
use crate::project::Metadata;
use indexmap::IndexMap;

/// The variables that tell the build the version, each with the build argument that it takes its value from, behind the
/// step that declares the argument.
pub(super) fn version_steps(
    context: &Context<'_>,
) -> Result<(Vec<Step>, IndexMap<EnvName, EnvName>), PlanError> {
    let metadata = context.project.metadata();
    let variables = version::variables(metadata)?;
    let mut steps = Vec::new();
    if !variables.is_empty() && metadata.is_installable() {
        steps.push(version_step(metadata));
    }
    Ok((steps, variables))
}

fn version_step(metadata: &Metadata) -> Step {
    Step::new(
        Action::DeclareArgument {
            name: own(version::VERSION),
            default: version::UNKNOWN.to_owned(),
            description: "the version, which the project takes from its repository".to_owned(),
        },
        version::reason(metadata),
    )
}

/// The build argument that picks a set, where not all sets install the same neighbours.
fn set_argument(context: &Context<'_>, found: &Found<'_>) -> Option<Step> {
    found.install.of_all_sets().is_none().then(|| {
        Step::new(
            Action::DeclareArgument {
                name: context.places.argument.clone(),
                default: context.project.default_set_name().to_string(),
                description: description(context),
            },
            Reason::default_choice("picks the requirement set"),
        )
    })
}

/// The project installed from its sources alone, so that a change of its tests changes nothing here; none where it is
/// no package.
pub(in crate::plan) fn package(
    context: &Context<'_>,
    on: &StageName,
    sources: &StageName,
    neighbours: Option<&Found<'_>>,
) -> Result<Option<Stage>, PlanError> {
    let places = &context.places;
    let metadata = context.project.metadata();
    if metadata.installable.is_none() && neighbours.is_none() {
        return Ok(None);
    }
    let (mut steps, mut variables) = version_steps(context)?;
    steps.extend(neighbours.and_then(|found| set_argument(context, found)));
    for other in neighbours.iter().flat_map(|found| &found.metadata) {
        let of_other = version::variables(other)?;
        if variables.is_empty() && !of_other.is_empty() {
            steps.push(version_step(other));
        }
        variables.extend(of_other);
    }
    let file = metadata.installable.as_ref();
    let origins = [file.map(ToString::to_string), metadata.name.as_ref().map(|name| name.origin.to_string())];
    steps.push(Step::new(
        Action::InstallProject(InstallProject {
            distribution: metadata.name.as_ref().filter(|name| !name.origin.is_code()).map(|name| name.value.clone()),
            from: sources.clone(),
            project: places.project.clone(),
            venv: places.venv.clone(),
            root: places.own.clone(),
            variables,
            filler: context.chosen.filler.clone(),
            neighbours: neighbours.map(|found| found.install.clone()),
            is_no_package: file.is_none(),
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
