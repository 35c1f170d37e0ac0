//! What is said about pins and registries.

use super::{Message, Place};
use crate::pins::{LOCK_FILE, PinsError, RegistryError, RegistryFault};

const ANEW: &str = "it is made by a program: take it away, and make it anew: pydockstage lock";

impl From<&PinsError> for Message {
    fn from(error: &PinsError) -> Self {
        match error {
            PinsError::Missing => {
                Self::new("no-image-lock", format!("there is no {LOCK_FILE}, which --locked asks for"))
                    .help("to make it: pydockstage lock")
            }
            PinsError::Stale { lacking, unused } => stale(lacking, unused),
            PinsError::Unreadable { kind } => invalid(format!("{LOCK_FILE} could not be read: {kind}"))
                .help("make it a file that the user who runs this can read"),
            PinsError::NotAFile => invalid(format!("{LOCK_FILE} is a folder or a special file"))
                .help("move it away, and make the file: pydockstage lock"),
            PinsError::TooLarge { limit } => {
                invalid(format!("{LOCK_FILE} has more than {limit} bytes")).help(ANEW)
            }
            PinsError::NotUtf8 => invalid(format!("{LOCK_FILE} is not UTF-8")).help(ANEW),
            PinsError::Malformed { reason, text, span } => {
                let message =
                    Self::new("invalid-image-lock", format!("{LOCK_FILE} is none: {reason}")).help(ANEW);
                match span {
                    Some(span) => message.at(Place::span(LOCK_FILE, text, span.clone())),
                    None => message.at(Place::file(LOCK_FILE)),
                }
            }
            PinsError::UnknownVersion { version, text, span } => Self::new(
                "invalid-image-lock",
                format!("{LOCK_FILE} is of version {version}, and only version 1 is known"),
            )
            .at(Place::span(LOCK_FILE, text, span.clone()))
            .help("use the version of pydockstage that made it, or a later one"),
        }
    }
}

fn invalid(what: String) -> Message {
    Message::new("invalid-image-lock", what).at(Place::file(LOCK_FILE))
}

fn stale(lacking: &[String], unused: &[String]) -> Message {
    let what = format!("{LOCK_FILE} does not fit the plan: its images are others");
    let mut message = Message::new("stale-image-lock", what).at(Place::file(LOCK_FILE));
    if !lacking.is_empty() {
        message = message.note(format!("it lacks {}", lacking.join(", ")));
    }
    if !unused.is_empty() {
        message = message.note(format!("the plan doesn't take {}", unused.join(", ")));
    }
    message
        .help("to bring it up to date, with the same arguments: pydockstage lock")
        .help("to plan without it: --unlocked")
}

impl From<&RegistryError> for Message {
    fn from(error: &RegistryError) -> Self {
        let RegistryError { image, host, fault } = error;
        let by_hand = format!("or write the digest yourself, where the image is named: {image}@sha256:…");
        let message = match fault {
            RegistryFault::Unreachable(reason) => {
                Self::new("registry-unreachable", format!("{host} gave no answer about {image}: {reason}"))
                    .help("look whether the network reaches the registry, and run it again")
            }
            RegistryFault::NoImage => Self::new("no-such-image", format!("{host} has no image {image}"))
                .help("look up in the registry which tags there are"),
            RegistryFault::Refused => Self::new(
                "registry-refused",
                format!("{host} does not give {image} to everybody, or there is none"),
            )
            .note("pydockstage asks without an account")
            .help(by_hand),
            RegistryFault::TooMany => Self::new(
                "registry-refused",
                format!("{host} was asked too often, and tells nothing about {image} now"),
            )
            .help("run it again later; what is locked already is not asked for"),
            RegistryFault::Status(status) => Self::new(
                "registry-answer",
                format!("{host} failed to tell about {image}: it answered with status {status}"),
            )
            .help("run it again later"),
            RegistryFault::Malformed(reason) => {
                Self::new("registry-answer", format!("{host} told nothing usable about {image}: {reason}"))
                    .help("look whether a proxy, or a server that is no registry, answered in its place")
            }
        };
        message.note(format!("{LOCK_FILE} is as it was"))
    }
}
