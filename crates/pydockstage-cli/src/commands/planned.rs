use super::asked;
use crate::arguments::{PlanArguments, ProjectArguments};
use pydockstage_core::names::ProjectPath;
use pydockstage_core::report::Message;
use pydockstage_core::{Argument, Generation, LockUse, Reading};

/// The plan and the files for the arguments that every planning command takes.
pub(super) fn planned(arguments: &ProjectArguments) -> Result<Generation, Vec<Message>> {
    let output = output(&arguments.output)?;
    let keys = keys(&arguments.plan);
    let catalog = asked::catalog()?;
    Reading::with_lock(&arguments.plan.directory, keys, lock_use(arguments))
        .and_then(|reading| Generation::of_reading(reading, output, &catalog))
        .map_err(|error| error.messages())
}

/// What is done with the lock file.
pub(super) fn lock_use(arguments: &ProjectArguments) -> LockUse {
    match (arguments.locked, arguments.unlocked) {
        (true, _) => LockUse::Required,
        (_, true) => LockUse::Ignored,
        _ => LockUse::IfThere,
    }
}

/// The keys that the arguments give.
pub(super) fn keys(arguments: &PlanArguments) -> Vec<Argument> {
    let given = [
        ("python", "--python", &arguments.python),
        ("base", "--base", &arguments.base),
        ("context", "--context", &arguments.context),
        ("dialect", "--dialect", &arguments.dialect),
        ("requirements.default", "--default-set", &arguments.default_set),
    ];
    let keys = given.into_iter().filter_map(|(key, name, value)| {
        value.as_ref().map(|value| Argument::new(key, name, value.as_str()))
    });
    keys.collect()
}

/// Where the Dockerfile goes.
pub(super) fn output(text: &str) -> Result<ProjectPath, Vec<Message>> {
    let message = |what: String| {
        vec![
            Message::new("output-path", what)
                .help("give a path below the project's folder, as --output docker/Dockerfile"),
        ]
    };
    match text.parse::<ProjectPath>() {
        Ok(path) if path.is_root() => {
            Err(message(format!("--output: `{text}` is the project's folder itself")))
        }
        Ok(path) => Ok(path),
        Err(error) => Err(message(format!("--output: {error}"))),
    }
}

/// What the plan has to say, a line each.
pub(super) fn notes(generation: &Generation) -> String {
    generation.plan.notes.iter().map(|note| format!("note: {note}\n")).collect::<Vec<_>>().concat()
}
