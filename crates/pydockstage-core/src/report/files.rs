use super::{Message, Place};
use crate::files::{FilesError, Operation};

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
            FilesError::Edited { path } => Message::new(
                "file-edited",
                format!("{path} was changed after it was generated, and it stays as it is"),
            )
            .at(Place::file(path.as_str()))
            .help("to see what was changed: pydockstage check")
            .help(
                "move the change to [tool.pydockstage] in pyproject.toml, then replace the file: \
                         pydockstage generate --force",
            ),
            FilesError::NotAFile { path } => Message::new(
                "not-a-file",
                format!("{path} is a folder or a special file, where a file is to be written"),
            )
            .at(Place::file(path.as_str()))
            .help("move it away, or write elsewhere: pydockstage generate --output NAME"),
            FilesError::Symlink { path } => Message::new(
                "symbolic-link",
                format!("{path} is a symbolic link: writing would replace the link or change another file"),
            )
            .at(Place::file(path.as_str()))
            .help("remove the link, or write elsewhere: pydockstage generate --output NAME"),
            FilesError::Io { operation, path, message } => {
                let verb = match operation {
                    Operation::Read => "read",
                    Operation::Write => "written",
                };
                Message::new("file-system", format!("{path} could not be {verb}: {message}"))
                    .at(Place::file(path.as_str()))
                    .help("nothing was changed; check the permissions and the free space of the folder")
            }
        }
    }
}
