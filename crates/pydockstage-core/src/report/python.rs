//! What is said where Python versions contradict each other.

use super::Message;
use super::plan::{at_wish, found};
use crate::plan::PlanError;
use crate::project::Origin;
use crate::spec::values::PythonFrom;

pub(super) fn message(error: &PlanError) -> Message {
    match error {
        PlanError::UnknownPython { release, from } => {
            let message =
                Message::new("python-unknown", format!("which Python to take on {release} can't be told"));
            match from {
                PythonFrom::Image => message
                    .note("Docker's official images of Python are built on debian:bookworm, debian:trixie, alpine:3.23 and alpine:3.24")
                    .help("write the version whose image there is, as python = \"3.11\""),
                _ => message
                    .note(format!("the Python that {release} has packages of isn't known"))
                    .help("write the version of its packages, as python = \"3.14\"")
                    .help("or take what uv manages: python-from = \"uv\""),
            }
        }
        PlanError::NoPythonImage { release, origin } => at_wish(
            Message::new(
                "no-python-image",
                format!("Docker's official images of Python are not built on {release}"),
            ),
            Some(origin),
        )
        .help("take the distribution's own: python-from = \"distribution\"")
        .help("or what uv manages: python-from = \"uv\""),
        PlanError::NoPythonPackage { python, release, known, asked } => {
            let known: Vec<String> = known.iter().map(ToString::to_string).collect();
            let mut message = Message::new(
                "no-python-package",
                format!("{release} has no package of Python {python}, but of {}", known.join(", ")),
            );
            for asked in asked {
                message = message.note(format!("{asked} asks for {python}"));
            }
            message.help("ask for a version that it has, or take what uv manages: python-from = \"uv\"")
        }
        PlanError::NoPython { release, from, wanted, range: (oldest, newest) } => {
            let texts: Vec<&str> = wanted.iter().map(|(text, _)| text.as_str()).collect();
            let has = match from {
                PythonFrom::Image => format!("{release} has images of"),
                PythonFrom::Distribution => format!("{release} has packages of"),
                PythonFrom::Uv => "uv manages".to_owned(),
            };
            let what = format!(
                "the project asks for Python {}, and {has} {oldest} to {newest}",
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
