use crate::plan::resolve::{Context, sorted};
use crate::plan::{
    Action, From, PlanError, Reason, Role, Stage, Step, expert, hooks, installers, interpreter, repositories,
};
use crate::spec::values::PythonFrom;
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
    let packages = interpreter::packages(context);
    if !packages.is_empty() {
        steps.push(Step::new(
            Action::install(sorted(packages)),
            Reason::default_choice("what every stage runs on"),
        ));
    }
    if context.interpreter.from == PythonFrom::Uv {
        let image = installers::uv_image(context.spec);
        steps.push(Step::new(
            Action::InstallPython { image, python: context.python },
            Reason::default_choice("at one place in every stage, so that the virtual environment finds it"),
        ));
    }
    steps.extend(expert::certificates(context));
    steps.extend(repositories::steps(context)?);
    steps.extend(hooks::hook(context, "base", context.spec.hooks.base.as_ref())?);
    Ok(Stage {
        name: context.names.name(Role::Base),
        role: Role::Base,
        from: From::Image(context.image.clone()),
        reason: Reason::gathered(
            format!(
                "Python {}{}, {}; the release is written out because the names of system packages depend on it",
                context.python,
                match context.interpreter.from {
                    PythonFrom::Image => "",
                    PythonFrom::Distribution => " of the distribution",
                    PythonFrom::Uv => " of uv",
                },
                python_reason.text
            ),
            origins,
        ),
        steps,
    })
}
