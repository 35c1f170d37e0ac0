use super::asked;
use super::generate::words;
use super::planned::{keys, lock_use, output};
use crate::OK;
use crate::answer::Answer;
use crate::arguments::Generate;
use pydockstage_core::Generation;
use pydockstage_core::files::{Output, write};
use pydockstage_core::names::ProjectPath;
use pydockstage_core::report::Message;
use serde_json::json;

/// Generates for every member of a workspace; where one can't be planned, nothing is written for any.
pub(super) fn generate_all(arguments: &Generate) -> Result<Answer, Vec<Message>> {
    let root = &arguments.project.plan.directory;
    let (output, catalog) = (output(&arguments.project.output)?, asked::catalog()?);
    let (mut outputs, mut notes) = (Vec::new(), Vec::new());
    let mut each = |member: &ProjectPath, generation: Generation| {
        outputs.extend(generation.outputs().into_iter().filter_map(|file| {
            let path = if member.is_root() { file.path } else { member.join(file.path.as_str()).ok()? };
            Some(Output { path, ..file })
        }));
        notes.extend(generation.plan.notes.iter().map(|note| format!("{member}: {note}")));
    };
    let (keys, lock) = (keys(&arguments.project.plan), lock_use(&arguments.project));
    let libraries =
        Generation::of_workspace(root, &keys, &output, &catalog, lock, &mut each).map_err(|faults| {
            let of_member = |(member, error): (ProjectPath, pydockstage_core::Error)| {
                error.messages().into_iter().map(move |message| {
                    if member.is_root() { message } else { message.note(format!("in the member {member}")) }
                })
            };
            faults.into_iter().flat_map(of_member).collect::<Vec<_>>()
        })?;
    let written = write(root, &outputs, arguments.force).map_err(|error| vec![Message::from(&error)])?;
    let mut text = String::new();
    for file in &written {
        text.extend([file.path.as_str(), ": ", words(file.change), "\n"]);
    }
    for member in &libraries {
        text.extend([member.as_str(), ": nothing to run, left out\n"]);
    }
    Ok(Answer {
        status: OK,
        text,
        aside: notes.iter().map(|note| format!("note: {note}\n")).collect(),
        json: json!({ "status": "written", "files": written, "left-out": libraries, "notes": notes }),
    })
}
