use crate::names::{DistributionName, ProjectPath, SetName};
use crate::project::{LockKind, Origin, SetsError};
use crate::report::{Message, Place, nearest};

/// What is said when the requirement sets can't be told.
pub(super) fn message(error: &SetsError) -> Message {
    match error {
        SetsError::Ambiguous { directory, file } => Message::new(
            "two-layouts",
            format!("both the folder {directory} and the file {file} hold requirements, and not the same"),
        )
        .note("which of them was to be installed can't be known")
        .help(format!(
            "say which, in pyproject.toml:\n[tool.pydockstage.requirements]\ndirectory = \"{directory}\""
        ))
        .help("where the file at the root was meant:\n[tool.pydockstage.requirements]\ndirectory = \".\"")
        .help(format!(
            "or let the one point to the other, with the single line -r {directory}/base.txt in {file}"
        )),
        SetsError::NoFiles { directory } if directory.is_root() => {
            Message::new("no-requirements", "there is no requirements.txt at the project's root")
                .help("write one, or name the folder that holds the requirements files")
        }
        SetsError::NoFiles { directory } => Message::new(
            "no-requirements",
            format!("the folder {directory} has no *.txt file with requirements"),
        )
        .note("a file that others include with -c is only there for constraints")
        .help(format!("write {directory}/base.txt, or name another folder")),
        SetsError::BadName { path, fault } => Message::new("bad-set-name", fault.to_string())
            .at(place(path))
            .note("the name of a requirement set is a file's stem, an extra's or a group's name")
            .help("rename it"),
        SetsError::Duplicate { name, first, second } => {
            Message::new("set-named-twice", format!("two requirement sets would be called `{name}`"))
                .at(place(second))
                .note(format!("the first is at {first}"))
                .note("each extra and each dependency group is a set, and `base` is what is always installed")
                .help("rename one of the two; a group may include another: {include-group = \"NAME\"}")
        }
        SetsError::NoDefault { available } => {
            let first = available.first().map_or("base", SetName::as_str);
            Message::new("no-default-set", "none of the requirement sets is the default")
                .note(format!("known sets: {}", listed(available)))
                .note("`base` would be the default, or the only one")
                .help(format!(
                    "say which, in pyproject.toml:\n[tool.pydockstage.requirements]\ndefault = \"{first}\""
                ))
        }
        SetsError::TwoLocks { files, kinds } => two_locks(files, kinds),
        SetsError::LockAndCompiled { lock, kind, file } => Message::new(
            "two-locks",
            format!("both {lock} and {file} say exactly what is installed, and only one can be meant"),
        )
        .note(format!("{file} says at its top that it was compiled from other sources than {lock}"))
        .help(format!("where {lock} is meant, in [tool.pydockstage]: installer = \"{kind}\""))
        .help(format!("where {file} is meant: installer = \"pip\"")),
        SetsError::NoLock { kind } => Message::new(
            "no-lock",
            format!("{kind} installs what its lock file holds, and there is no {}", kind.file_name()),
        )
        .help(format!("make it: {}", kind.command()))
        .help(
            "or let pip install what pyproject.toml or the requirements files ask for: installer = \"pip\"",
        ),
        SetsError::FilesBesideLock { kind } => Message::new(
            "files-beside-lock",
            format!("{kind} installs what its lock file holds, and no requirements files"),
        )
        .help("leave the files out, or let pip install them: installer = \"pip\""),
        SetsError::UnknownPart { set, what, wanted, available } => {
            let names: Vec<&str> = available.iter().map(DistributionName::as_str).collect();
            let known = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
            let message = Message::new(
                "unknown-part",
                format!("the requirement set {set} asks for the {what} {wanted}, which is not there"),
            )
            .note(format!("there are: {known}"));
            match nearest(wanted.as_str(), names.iter().copied()) {
                Some(near) => message.help(format!("did you mean {near}?")),
                None => message.help("name one of them"),
            }
        }
        SetsError::UnknownDefault { wanted, available } => {
            let message = Message::new("unknown-set", format!("there is no requirement set `{wanted}`"))
                .note(format!("known sets: {}", listed(available)));
            match nearest(wanted.as_str(), available.iter().map(SetName::as_str)) {
                Some(near) => message.help(format!("did you mean {near}?")),
                None => message.help("name one of them as the default"),
            }
        }
    }
}

fn two_locks(files: &[ProjectPath], kinds: &[LockKind]) -> Message {
    let names: Vec<&str> = files.iter().map(ProjectPath::as_str).collect();
    let message = Message::new(
        "two-locks",
        format!("each of {} says exactly what is installed, and only one can be meant", names.join(", ")),
    )
    .note("which of them is kept up to date can't be known");
    let message = files.iter().zip(kinds).fold(message, |message, (file, kind)| {
        message.help(format!("where {file} is meant, in [tool.pydockstage]: installer = \"{kind}\""))
    });
    message.help("or remove those that are not used any more")
}

fn place(origin: &Origin) -> Place {
    Place { path: origin.path.to_string(), line: origin.line, ..Place::default() }
}

fn listed(names: &[SetName]) -> String {
    names.iter().map(SetName::as_str).collect::<Vec<_>>().join(", ")
}
