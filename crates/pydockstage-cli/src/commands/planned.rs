use crate::arguments::ProjectArguments;
use pydockstage_core::names::ProjectPath;
use pydockstage_core::report::Message;
use pydockstage_core::{Argument, Generation};

/// The plan and the files for the arguments that every planning command takes.
pub(super) fn planned(arguments: &ProjectArguments) -> Result<Generation, Vec<Message>> {
    let output: ProjectPath = arguments.output.parse().map_err(|error| {
        vec![
            Message::new("output-path", format!("--output: {error}"))
                .help("write a path below the project's folder, as --output docker/Dockerfile"),
        ]
    })?;
    let given = [
        ("python", "--python", &arguments.python),
        ("base", "--base", &arguments.base),
        ("requirements.default", "--default-set", &arguments.default_set),
    ];
    let keys = given.into_iter().filter_map(|(key, name, value)| {
        value.as_ref().map(|value| Argument::new(key, name, value.as_str()))
    });
    Generation::named(&arguments.directory, keys, output).map_err(|error| error.messages())
}

/// What the plan has to say, a line each.
pub(super) fn notes(generation: &Generation) -> String {
    generation.plan.notes.iter().map(|note| format!("note: {note}\n")).collect::<Vec<_>>().concat()
}
