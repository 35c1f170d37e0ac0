use super::requirements::{FOLDER, WRITTEN, description};
use crate::names::StageName;
use crate::names::own;
use crate::plan::hooks::hook;
use crate::plan::installers;
use crate::plan::resolve::Context;
use crate::plan::{Action, Filler, InstallRequirements, PlanError, Reason, Role, Stage, Step};
use crate::project::{RequirementKind, RequirementSet, SetSource};
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
        let of_set = match (&context.chosen.locked, set.source()) {
            (Some(locked), _) => vec![locked.file()],
            (None, SetSource::Files(files)) => files.clone(),
            (None, SetSource::Lock(file)) => vec![file.clone()],
            (None, SetSource::Mixed { files, .. }) => files.iter().cloned().chain([own(WRITTEN)]).collect(),
            (None, _) => vec![own(WRITTEN)],
        };
        files.insert(name.clone(), of_set);
    }
    let chosen = &context.chosen;
    let hooks = &context.spec.hooks;
    let mut steps: Vec<Step> = environment(&chosen.filler).into_iter().collect();
    steps.push(Step::new(
        Action::SetWorkdir { path: places.project.clone() },
        Reason::default_choice("local paths of requirements are relative to it"),
    ));
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
                filler: chosen.filler.clone(),
                require_hashes: match chosen.locked {
                    Some(_) => chosen.filler.is_pip() && installers::has_hashes(context),
                    None => sets.values().all(has_hashes),
                },
                is_complete: chosen.locked.is_some() && chosen.filler.is_pip(),
                no_binary: installers::no_binary(context),
                indexes: context.access.indexes.clone(),
                pip_settings: context.access.pip_settings.clone(),
                secrets: context.access.secrets.clone(),
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

/// What uv is told in all its commands (uv documentation, "Using uv in Docker"): it copies out of the cache, which is
/// another file system; it compiles what it installs; and it takes the image's Python.
fn environment(filler: &Filler) -> Option<Step> {
    if filler.is_pip() {
        return None;
    }
    let variables = [
        (own("UV_COMPILE_BYTECODE"), "1".to_owned()),
        (own("UV_LINK_MODE"), "copy".to_owned()),
        (own("UV_PYTHON_DOWNLOADS"), "never".to_owned()),
    ];
    Some(Step::new(
        Action::SetEnvironment { path_first: None, variables: variables.into_iter().collect() },
        Reason::default_choice(
            "uv copies out of its cache, compiles what it installs, and takes the Python of the image",
        ),
    ))
}

/// Whether every requirement of the set comes with a digest, so that pip may insist on it.
fn has_hashes(set: &RequirementSet) -> bool {
    let requirements = set.requirements();
    matches!(set.source(), SetSource::Files(_))
        && !requirements.is_empty()
        && requirements.iter().all(|requirement| {
            !requirement.hashes.is_empty()
                && matches!(requirement.kind, RequirementKind::Index(_) | RequirementKind::Archive { .. })
        })
        && set.remote_includes().is_empty()
}
