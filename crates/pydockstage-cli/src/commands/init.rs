use crate::OK;
use crate::answer::Answer;
use crate::arguments::Init;
use pydockstage_core::init::{Beginning, begin};
use pydockstage_core::report::Message;
use serde_json::json;

pub(crate) fn init(arguments: &Init) -> Result<Answer, Vec<Message>> {
    let beginning = begin(&arguments.directory).map_err(|error| error.messages())?;
    let Beginning { path, added, inferred } = &beginning;
    let done = if added.starts_with('[') { "added to it" } else { "written" };
    let mut text = format!("{path}: {done}\n\n{added}\n");
    if !inferred.is_empty() {
        text.push_str("What was found, and need not be written:\n");
        for (what, value, origin) in inferred {
            text.extend(["  ", what, " = ", value, "\n      ", origin, "\n"]);
        }
        text.push('\n');
    }
    // What the container runs is the one thing that may be left open.
    if added.lines().any(|line| line.starts_with("# command")) {
        text.extend(["Next: write the command in ", path.as_str(), ", then: pydockstage generate\n"]);
    } else {
        text.push_str("Next: pydockstage generate\n");
    }
    let inferred: Vec<_> = inferred
        .iter()
        .map(|(what, value, origin)| json!({ "key": what, "value": value, "origin": origin }))
        .collect();
    Ok(Answer {
        status: OK,
        text,
        aside: String::new(),
        json: json!({ "status": "written", "path": path, "added": added, "inferred": inferred }),
    })
}
