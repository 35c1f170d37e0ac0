use crate::plan::resolve::Context;
use crate::plan::{Action, From, PlanError, Reason, Role, Stage, Step, expert, hooks, image, repositories};
use indexmap::IndexMap;

/// The Python image and the environment that every stage shares.
pub(in crate::plan) fn base(context: &Context<'_>, python_reason: Reason) -> Result<Stage, PlanError> {
    let mut variables = IndexMap::new();
    if let Ok(name) = "PYTHONUNBUFFERED".parse() {
        variables.insert(name, "1".to_owned());
    }
    let mut origins = python_reason.origins;
    origins.extend(context.spec.base.as_ref().map(|base| base.origin.to_string()));
    let mut steps = vec![Step::new(
        Action::SetEnvironment { path_first: Some(format!("{}/bin", context.places.venv)), variables },
        Reason::default_choice(
            "programs of the virtual environment are found first, and what they print is not held back",
        ),
    )];
    steps.extend(expert::certificates(context));
    steps.extend(repositories::steps(context)?);
    steps.extend(hooks::hook(context, "base", context.spec.hooks.base.as_ref())?);
    Ok(Stage {
        name: context.names.name(Role::Base),
        role: Role::Base,
        from: From::Image(image::slim(context.python, &context.release)),
        reason: Reason::gathered(
            format!(
                "Python {}, {}; the release is written out because the names of system packages depend on it",
                context.python, python_reason.text
            ),
            origins,
        ),
        steps,
    })
}
