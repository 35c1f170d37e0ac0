use crate::project_tree::tree;
use pydockstage_core::project::{Project, ReadOptions};
use pydockstage_core::report::Message;

/// The message about a project of the given files.
pub(crate) fn message(files: &[(&str, &str)]) -> String {
    message_with(files, &ReadOptions::default())
}

pub(crate) fn message_with(files: &[(&str, &str)], options: &ReadOptions) -> String {
    let root = tree(files);
    let said = match Project::read_with(root.path(), options) {
        Ok(_) => "no fault was found".to_owned(),
        Err(error) => Message::from(&error).to_string(),
    };
    said.replace(&root.path().display().to_string(), "PROJECT")
}
