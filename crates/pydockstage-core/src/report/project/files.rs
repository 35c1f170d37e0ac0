use crate::project::FileFault;
use crate::report::{Message, Place};
use std::io::ErrorKind;
use std::path::Path;

/// What is said when the root itself can't be read.
pub(super) fn root(root: &Path, fault: &FileFault) -> Message {
    let root = root.display();
    match fault {
        FileFault::Missing => Message::new("no-such-folder", format!("there is no folder {root}"))
            .help("name the folder that holds the project"),
        FileFault::NotDirectory | FileFault::IsDirectory => {
            Message::new("not-a-folder", format!("{root} is a file, and a project is a folder"))
                .help("name the folder that holds the file")
        }
        other => Message::new("unreadable-folder", format!("can't read the folder {root}: {other}"))
            .help("make it readable for the user who runs this"),
    }
}

/// What is said when a file of the project can't be read.
pub(super) fn file(path: &str, fault: &FileFault) -> Message {
    let message = match fault {
        FileFault::Missing => Message::new("missing-file", format!("there is no file or folder {path}"))
            .help("write it, or name another, by its path from the project's root"),
        FileFault::IsDirectory => {
            Message::new("not-a-file", format!("{path} is a folder, and a file is expected"))
                .help("move the folder away, or name the file inside it")
        }
        FileFault::NotDirectory => {
            Message::new("not-a-folder", format!("{path} is no folder, and a folder is expected"))
                .help("name the folder that holds the file")
        }
        FileFault::NotRegular => Message::new(
            "not-a-file",
            format!("{path} is neither a file nor a folder, but a pipe or a device"),
        )
        .help("put a file in its place"),
        FileFault::Outside => Message::new("outside-project", format!("{path} lies outside the project"))
            .note("a build sees nothing but the project's folder, and follows no link out of it")
            .help("move or copy it into the project"),
        FileFault::Unreadable(kind) => {
            let message = Message::new("unreadable-file", format!("can't read {path}: {kind}"));
            match kind {
                ErrorKind::PermissionDenied => message.help("make it readable for the user who runs this"),
                _ => message.help("put a file in its place that can be read"),
            }
        }
        FileFault::TooLarge(bytes) => {
            let size = bytes / (1024 * 1024);
            Message::new("file-too-long", format!("{path} has {size} MiB, and 16 are the most that is read"))
                .help("is it the right file?")
        }
        FileFault::NotUtf8 { .. } => {
            Message::new("not-utf-8", format!("{path} is not in UTF-8")).help("save it in UTF-8")
        }
        FileFault::Utf16 => Message::new("not-utf-8", format!("{path} begins with the mark of UTF-16"))
            .note("PowerShell's `>` writes so: `pip freeze > requirements.txt`")
            .help("save it in UTF-8"),
    };
    match fault {
        FileFault::NotUtf8 { line } => {
            message.at(Place { path: path.to_owned(), line: Some(*line), ..Place::default() })
        }
        _ => message.at(Place::file(path)),
    }
}
