//! What is said about packages of a lock that fit no image.

use super::Message;
use super::plan::found;
use crate::plan::NoArchive;

/// How many of a package's wheels are shown.
const SHOWN: usize = 4;

pub(super) fn no_archive(error: &NoArchive) -> Message {
    let NoArchive { package, image, machine, wheels, no_binary, origin } = error;
    let what = format!(
        "{package} has neither a wheel for {image} ({machine}) nor a source archive in the lock file"
    );
    let mut message = Message::new("no-archive", what).at(found(origin));
    if let Some(no_binary) = no_binary {
        message = message.note(format!("no-binary forbids its wheels ({no_binary})"));
    }
    message = match wheels.as_slice() {
        [] => message.note("the lock file names no archive of it at all"),
        wheels => {
            let shown: Vec<&str> = wheels.iter().take(SHOWN).map(String::as_str).collect();
            let more = wheels.len().saturating_sub(SHOWN);
            let end = if more > 0 { format!(", and {more} more") } else { String::new() };
            message.note(format!("its wheels: {}{end}", shown.join(", ")))
        }
    };
    message
        .help("make the lock file anew on a machine, or with options, that cover this Python and Linux")
        .help("or take another base or Python, as in python = \"3.12\"")
}
