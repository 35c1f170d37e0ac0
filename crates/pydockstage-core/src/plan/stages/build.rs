use crate::names::StageName;
use crate::plan::resolve::Context;
use crate::plan::{Action, InstallProject, Reason, Role, Stage, Step};

/// The whole project, installed: the image for tests and for a shell.
pub(in crate::plan) fn build(context: &Context<'_>, on: &StageName) -> Stage {
    let places = &context.places;
    let metadata = context.project.metadata();
    let mut steps = Vec::new();
    if let Some(file) = &metadata.installable {
        let origins = [Some(file.to_string()), metadata.name.as_ref().map(|name| name.origin.to_string())];
        steps.push(Step::new(
            Action::InstallProject(InstallProject {
                distribution: metadata.name.as_ref().filter(|name| !name.origin.is_code()).map(|name| name.value.clone()),
                project: places.project.clone(),
                venv: places.venv.clone(),
                root: places.own.clone(),
            }),
            Reason::gathered(
                "the wheel is built from a scratch copy of the project, and its files are laid apart for production",
                origins.into_iter().flatten(),
            ),
        ));
    }
    steps.push(Step::new(
        Action::CopyProject { target: places.project.clone() },
        Reason::default_choice("the tests, and whatever else a shell is opened for"),
    ));
    context.stage(
        Role::Build,
        on.clone(),
        "the project installed into the virtual environment, and its source for the tests",
        steps,
    )
}
