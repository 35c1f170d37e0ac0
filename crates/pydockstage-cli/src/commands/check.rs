use super::planned::{notes, planned};
use crate::answer::Answer;
use crate::arguments::Check;
use crate::{NOT_UP_TO_DATE, OK};
use pydockstage_core::report::Message;
use serde_json::json;

pub(crate) fn check(arguments: &Check) -> Result<Answer, Vec<Message>> {
    let generation = planned(&arguments.project)?;
    let differences = generation.check().map_err(|error| error.messages())?;
    let notes_text = notes(&generation);
    Ok(if differences.is_empty() {
        let paths: Vec<String> = generation.outputs().iter().map(|output| output.path.to_string()).collect();
        Answer {
            status: OK,
            text: format!("{}: up to date\n", paths.join(", ")),
            aside: notes_text,
            json: json!({ "status": "up-to-date", "differences": [], "notes": generation.plan.notes }),
        }
    } else {
        Answer {
            status: NOT_UP_TO_DATE,
            text: differences.iter().map(|difference| difference.diff.as_str()).collect(),
            aside: format!("{notes_text}not up to date; to write what is new: pydockstage generate\n"),
            json: json!({ "status": "not-up-to-date", "differences": differences, "notes": generation.plan.notes }),
        }
    })
}
