use super::{metadata, syntax};
use crate::project::{BindepFault, DepUrlFault, MetadataFault, NeedsError, NeedsFault};
use crate::report::{Message, nearest};

/// The keys of `[external]`, for the one who wrote another.
const KEYS: [&str; 7] = [
    "build-requires",
    "host-requires",
    "dependencies",
    "optional-build-requires",
    "optional-host-requires",
    "optional-dependencies",
    "dependency-groups",
];

/// What is said about a fault in what is declared to be needed of the system.
pub(super) fn message(error: &NeedsError) -> Message {
    said(&error.fault).at(error.place.clone())
}

fn said(fault: &NeedsFault) -> Message {
    match fault {
        NeedsFault::Bindep(fault) => bindep(*fault),
        NeedsFault::DepUrl { text, fault } => {
            let message = Message::new("bad-dep-url", format!("`{text}` is no dep: URL: {fault}"));
            match fault {
                DepUrlFault::Version => message.help("write it as in dep:generic/openssl@>=3"),
                DepUrlFault::Character => {
                    message.help("write the character as % and its two hexadecimal digits, a blank as %20")
                }
                _ => message.help("write it as in dep:generic/openssl or dep:virtual/compiler/c (PEP 725)"),
            }
        }
        NeedsFault::Marker(fault) => syntax::requirement(fault),
        NeedsFault::UnknownKey(key) => {
            let message =
                Message::new("unknown-external-key", format!("`external.{key}` is no key of PEP 725"));
            let message = match nearest(key, KEYS.into_iter()) {
                Some(near) => message.help(format!("did you mean {near}?")),
                None => message,
            };
            message.note(format!("the keys there are: {}", KEYS.join(", ")))
        }
        NeedsFault::Metadata(error) => {
            let mut message = metadata::said(&error.fault);
            if matches!(error.fault, MetadataFault::WrongType { .. }) {
                message.help.clear();
                message = message.help("write a list, as in dependencies = [\"dep:generic/git\"]");
            }
            message
        }
    }
}

fn bindep(fault: BindepFault) -> Message {
    let message = |what: &str| Message::new("bad-bindep-line", what.to_owned());
    match fault {
        BindepFault::Name => message("a package's name must come first")
            .help("write it as in: libldap2-dev [platform:dpkg compile]"),
        BindepFault::Profile => message("this is no profile")
            .help("profiles have small letters, digits, `:`, `-` and `.`, with blanks between them: [platform:dpkg !test]"),
        BindepFault::Unclosed => message("what is opened here is never closed")
            .help("close it on the same line, as in: libldap2-dev [platform:dpkg compile]"),
        BindepFault::Version => message("this compares with no version")
            .help("write it as in: libldap2-dev [platform:dpkg] >=2.4,<3"),
        BindepFault::Rest => message("this belongs to no rule")
            .help("write a package, then profiles in brackets, then versions, and nothing behind: libldap2-dev [platform:dpkg] >=2.4"),
    }
}
