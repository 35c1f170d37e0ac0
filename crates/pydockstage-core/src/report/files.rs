use super::{Message, Place};
use crate::files::{FilesError, Operation};
use crate::names::ProjectPath;
use std::io::ErrorKind;

impl From<&FilesError> for Message {
    fn from(error: &FilesError) -> Self {
        match error {
            FilesError::Foreign { path } => Message::new(
                "file-not-generated",
                format!("{path} was written by a person, and it stays as it is"),
            )
            .at(Place::file(path.as_str()))
            .help("to see what would be written: pydockstage generate --stdout")
            .help("to replace it: pydockstage generate --force"),
            FilesError::Edited { path } => edited(path),
            FilesError::NotAFile { path } => Message::new(
                "not-a-file",
                format!("{path} is a folder or a special file, where a file is to be written"),
            )
            .at(Place::file(path.as_str()))
            .help("move it away, or write elsewhere: pydockstage generate --output PATH"),
            FilesError::Symlink { path } => Message::new(
                "symbolic-link",
                format!("{path} is a symbolic link: writing would replace the link or change another file"),
            )
            .at(Place::file(path.as_str()))
            .help("remove the link, or write elsewhere: pydockstage generate --output PATH"),
            FilesError::NoFolder { path } => {
                let folder = path.parent();
                Message::new("no-such-folder", format!("{path} would lie in {folder}, which is no folder"))
                    .at(Place::file(path.as_str()))
                    .help("make the folder, or write elsewhere: pydockstage generate --output PATH")
            }
            FilesError::Outside { path } => Message::new(
                "outside-project",
                format!("{path} would lie outside the project: a symbolic link on the way leads out of it"),
            )
            .at(Place::file(path.as_str()))
            .help("write to a folder of the project: pydockstage generate --output PATH"),
            FilesError::Input { path } => Message::new(
                "output-is-input",
                format!("{path} can't be written: the project is read from it"),
            )
            .at(Place::file(path.as_str()))
            .help("give the Dockerfile another name: pydockstage generate --output PATH"),
            FilesError::Taken { path } => Message::new(
                "output-taken",
                format!("{path} can't be the Dockerfile: another generated file has that name"),
            )
            .at(Place::file(path.as_str()))
            .help("give the Dockerfile another name: pydockstage generate --output PATH"),
            FilesError::Io { operation, path, kind } => io(*operation, path, *kind),
        }
    }
}

fn edited(path: &ProjectPath) -> Message {
    let message = Message::new(
        "file-edited",
        format!("{path} was changed after it was generated, and it stays as it is"),
    )
    .at(Place::file(path.as_str()))
    .help("to see what was changed: pydockstage check");
    if path.file_name().ends_with("dockerignore") {
        return message
            .help("to keep the change, take out the line that begins with `# pydockstage-digest`: the file is yours then, and stays")
            .help("to drop the change: pydockstage generate --force");
    }
    message
        .help("to keep the change, move it to [tool.pydockstage] in pyproject.toml or to pydockstage.toml")
        .help("then, or to drop it, replace the file: pydockstage generate --force")
}

fn io(operation: Operation, path: &ProjectPath, kind: ErrorKind) -> Message {
    let verb = match operation {
        Operation::Read => "read",
        Operation::Write => "written",
    };
    let message = Message::new("file-system", format!("{path} could not be {verb}: {kind}"))
        .at(Place::file(path.as_str()))
        .note("nothing was changed");
    match (kind, operation) {
        (ErrorKind::PermissionDenied, Operation::Read) => {
            message.help("make it readable for the user who runs this")
        }
        (ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem, Operation::Write) => {
            message.help("make the folder writable for the user who runs this")
        }
        (ErrorKind::StorageFull | ErrorKind::QuotaExceeded, _) => message.help("make room on the disk"),
        (ErrorKind::FileTooLarge, _) => {
            message.help("allow larger files to this process: `ulimit -f` says what it may write")
        }
        _ => message,
    }
}
