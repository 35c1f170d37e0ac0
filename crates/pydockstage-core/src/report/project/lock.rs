use super::metadata;
use crate::names::DistributionName;
use crate::project::{LockError, LockFault, LockKind};
use crate::report::Message;

/// What is said about a fault in a lock file. Nobody writes one by hand, so the help is to make it anew.
pub(super) fn message(error: &LockError) -> Message {
    let again = format!("make it anew: {}", error.kind.command());
    let message = match &error.fault {
        LockFault::Content(fault) => {
            let mut message = metadata::said(fault);
            message.help.clear();
            message.help(again)
        }
        LockFault::Json(reason) => {
            Message::new("invalid-json", format!("the file is not what {} writes: {reason}", error.kind))
                .help(again)
        }
        LockFault::UnknownVersion { found, read } => Message::new(
            "unknown-lock-version",
            format!("the lock file's format has version {found}, which is not read"),
        )
        .note(format!("read are: {read}"))
        .help(match error.kind {
            LockKind::Pylock => "make it anew with a tool that writes one of these".to_owned(),
            kind => format!("make it anew with a release of {kind} that writes one of these"),
        }),
        LockFault::UnknownSource { known } => {
            Message::new("unknown-source", "where this package comes from can't be told")
                .note(format!("known are: {known}"))
                .help(again)
        }
        LockFault::Duplicate { package, first } => {
            Message::new("duplicate-package", format!("{package} stands twice in the lock file"))
                .note(format!("it stands first at {first}"))
                .help(again)
        }
        LockFault::WheelName(error) => Message::new("bad-wheel-name", error.to_string()).help(again),
        LockFault::MissingPackage { wanted, needed_by } => {
            let what = match needed_by {
                Some(name) => format!("{name} depends on {wanted}, which is not in the lock file"),
                None => format!("the project depends on {wanted}, which is not in the lock file"),
            };
            Message::new("missing-package", what).help(again)
        }
        LockFault::Contradiction { name, versions } => {
            let listed: Vec<String> =
                versions.iter().map(|(version, origin)| format!("{version} ({origin})")).collect();
            Message::new(
                "contradictory-lock",
                format!("the lock file has more than one version of {name} for one environment"),
            )
            .note(format!("these would all be installed: {}", listed.join(", ")))
            .help(again)
        }
        LockFault::MissingGroup { wanted, available } => {
            let names: Vec<&str> = available.iter().map(DistributionName::as_str).collect();
            let message =
                Message::new("missing-group", format!("the lock file knows no extra and no group {wanted}"));
            let known = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
            message.note(format!("those that it knows: {known}")).help(again)
        }
    };
    message.at((*error.place).clone())
}
