use super::planned::{notes, planned};
use crate::answer::Answer;
use crate::arguments::Check;
use crate::{NOT_UP_TO_DATE, OK};
use pydockstage_core::Generation;
use pydockstage_core::files::{Difference, Existing};
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
            aside: format!("{notes_text}not up to date; {}\n", remedy(&generation, &differences)),
            json: json!({ "status": "not-up-to-date", "differences": differences, "notes": generation.plan.notes }),
        }
    })
}

/// What brings the files up to date: force where a person's work would be lost.
fn remedy(generation: &Generation, differences: &[Difference]) -> String {
    let outputs = generation.outputs();
    let of_a_person = |difference: &&Difference| {
        let output = outputs.iter().find(|output| output.path == difference.path);
        let existing = output.and_then(|output| output.existing(&generation.root).ok());
        matches!(existing, Some(Existing::Foreign(_) | Existing::Edited(_)))
    };
    let paths: Vec<String> =
        differences.iter().filter(of_a_person).map(|difference| difference.path.to_string()).collect();
    if paths.is_empty() {
        return "to write what is new: pydockstage generate".to_owned();
    }
    format!("a person wrote or changed {}; to replace it: pydockstage generate --force", paths.join(" and "))
}
