use crate::OK;
use crate::answer::Answer;
use crate::arguments::{Arguments, Completions};
use clap::CommandFactory;
use serde_json::json;

/// A script that completes the command's words in a shell.
pub(crate) fn completions(arguments: &Completions) -> Answer {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "pydockstage", &mut script);
    let text = String::from_utf8_lossy(&script).into_owned();
    Answer { status: OK, json: json!({ "script": text }), text, aside: String::new() }
}
