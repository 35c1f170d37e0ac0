use super::generate_all::generate_all;
use super::planned::{notes, planned};
use crate::OK;
use crate::answer::Answer;
use crate::arguments::Generate;
use pydockstage_core::files::Change;
use pydockstage_core::report::Message;
use serde_json::json;

pub(crate) fn generate(arguments: &Generate) -> Result<Answer, Vec<Message>> {
    if arguments.all {
        return generate_all(arguments);
    }
    let generation = planned(&arguments.project)?;
    if arguments.stdout {
        return Ok(Answer {
            status: OK,
            text: generation.dockerfile.text.clone(),
            aside: notes(&generation),
            json: json!({
                "status": "generated",
                "files": generation.outputs().iter().map(|output| json!({
                    "path": output.path, "text": output.text,
                })).collect::<Vec<_>>(),
                "notes": generation.plan.notes,
            }),
        });
    }
    let written = generation.write(arguments.force).map_err(|error| error.messages())?;
    let lines: Vec<String> =
        written.iter().map(|file| format!("{}: {}\n", file.path, words(file.change))).collect();
    Ok(Answer {
        status: OK,
        text: lines.concat(),
        aside: notes(&generation),
        json: json!({ "status": "written", "files": written, "notes": generation.plan.notes }),
    })
}

pub(super) fn words(change: Change) -> &'static str {
    match change {
        Change::Created => "written",
        Change::Updated => "updated",
        Change::Unchanged => "up to date",
        Change::Kept => "kept as a person wrote it",
        Change::Replaced => "replaced, though a person wrote or changed it (--force)",
    }
}
