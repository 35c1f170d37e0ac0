//! What is said where Python versions contradict each other.

use super::Message;
use super::plan::found;
use crate::plan::PlanError;
use crate::project::Origin;

pub(super) fn message(error: &PlanError) -> Message {
    match error {
        PlanError::NoPython { release, wanted, range: (oldest, newest) } => {
            let texts: Vec<&str> = wanted.iter().map(|(text, _)| text.as_str()).collect();
            let what = format!(
                "the project asks for Python {}, and {release} has images of {oldest} to {newest}",
                texts.join(" and ")
            );
            placed(Message::new("python-without-image", what), wanted)
                .help(format!("allow one of them, as in requires-python = \">={oldest}\""))
                .help("or build on another release: base = \"debian:bookworm\"")
        }
        PlanError::PythonContradiction { python, asked, against } => {
            let texts: Vec<&str> = against.iter().map(|(text, _)| text.as_str()).collect();
            let what = format!("Python {python} is not what the project allows: {}", texts.join(" and "));
            placed(Message::new("python-contradiction", what), against)
                .note(asked.clone())
                .help("change one of them so that they agree")
        }
        PlanError::PythonPins { pins } => {
            let mut message =
                Message::new("python-pins", "the project's files ask for different versions of Python");
            for (python, origin) in pins {
                message = message.note(format!("{python} ({origin})"));
            }
            message.help("let them agree, or settle it with python = \"3.13\" in [tool.pydockstage]")
        }
        _ => Message::new("python", error.to_string()),
    }
}

/// The place where there is one, else a note for each.
fn placed(message: Message, said: &[(String, Origin)]) -> Message {
    match said {
        [(_, origin)] => message.at(found(origin)),
        several => {
            several.iter().fold(message, |message, (text, origin)| message.note(format!("{text} ({origin})")))
        }
    }
}
