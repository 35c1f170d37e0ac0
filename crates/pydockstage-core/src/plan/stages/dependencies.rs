use super::requirements::{FOLDER, WRITTEN, description};
use crate::names::StageName;
use crate::plan::hooks::hook;
use crate::plan::names_and_paths::own;
use crate::plan::resolve::Context;
use crate::plan::{Action, InstallRequirements, PlanError, Reason, Role, Stage, Step};
use crate::project::SetSource;
use indexmap::IndexMap;

/// The virtual environment with the chosen requirement set, and without an installer.
pub(in crate::plan) fn dependencies(
    context: &Context<'_>,
    on: &StageName,
    requirements: &StageName,
) -> Result<Stage, PlanError> {
    let places = &context.places;
    let sets = context.project.sets();
    let mut files = IndexMap::new();
    for (name, set) in sets {
        let file = match set.source() {
            SetSource::Files(files) => match files.as_slice() {
                [file] => file.clone(),
                _ => return Err(PlanError::SetFiles { set: name.clone(), files: files.clone() }),
            },
            _ => own(WRITTEN),
        };
        files.insert(name.clone(), file);
    }
    let hooks = &context.spec.hooks;
    let mut steps = vec![Step::new(
        Action::SetWorkdir { path: places.project.clone() },
        Reason::default_choice("local paths of requirements are relative to it"),
    )];
    steps.extend(hook(context, "before-dependencies", hooks.before_dependencies.as_ref())?);
    steps.extend([
        Step::new(
            Action::CreateEnvironment { venv: places.venv.clone() },
            Reason::default_choice("without pip, so that the image that ships has no installer"),
        ),
        Step::new(
            Action::DeclareArgument {
                name: places.argument.clone(),
                default: context.project.default_set_name().to_string(),
                description: description(context),
            },
            Reason::default_choice("picks the requirement set"),
        ),
        Step::new(
            Action::InstallRequirements(InstallRequirements {
                argument: places.argument.clone(),
                from: requirements.clone(),
                folder: FOLDER.to_owned(),
                project: places.project.clone(),
                writable: sets.values().any(|set| !set.directories().is_empty()),
                sets: files,
                venv: places.venv.clone(),
            }),
            Reason::gathered(
                "before any code of the project, so that a change of code doesn't install them again",
                sets.values().map(|set| set.origin().to_string()),
            ),
        ),
    ]);
    steps.extend(hook(context, "after-dependencies", hooks.after_dependencies.as_ref())?);
    let reason = "the virtual environment, filled from the files of the requirement set alone";
    Ok(context.stage(Role::Dependencies, on.clone(), reason, steps))
}
