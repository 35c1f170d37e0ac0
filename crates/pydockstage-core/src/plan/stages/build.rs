use super::sources::copies;
use crate::names::StageName;
use crate::plan::hooks::hook;
use crate::plan::resolve::Context;
use crate::plan::{Action, PlanError, Reason, Role, Stage, Step};

/// The whole project, installed: the image for tests and for a shell.
pub(in crate::plan) fn build(
    context: &Context<'_>,
    on: &StageName,
    sources: &StageName,
) -> Result<Stage, PlanError> {
    let project = &context.places.project;
    let mut steps = vec![Step::new(
        Action::CopyTree { stage: sources.clone(), source: "/".to_owned(), target: project.clone() },
        Reason::default_choice("the project's source, which its tests look at"),
    )];
    let reason = "the tests, and whatever else a shell is opened for";
    steps.extend(copies(&context.project.contents().development, project, reason));
    steps.extend(hook(context, "after-project", context.spec.hooks.after_project.as_ref())?);
    Ok(context.stage(
        Role::Build,
        on.clone(),
        "the project installed into the virtual environment, and its source for the tests",
        steps,
    ))
}
