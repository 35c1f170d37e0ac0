use crate::project::WorkspaceError;
use crate::report::{Message, Place};

/// What is said where what lies around a project can't be told.
pub(super) fn message(error: &WorkspaceError) -> Message {
    match error {
        WorkspaceError::NoWorkspace { name, origin } => Message::new(
            "no-workspace",
            format!("{name} is to come from the workspace, and no folder above the project is one"),
        )
        .at(Place::file(origin.path.as_str()))
        .help("make one, in the pyproject.toml of a folder above:\n[tool.uv.workspace]\nmembers = [\"packages/*\"]")
        .help(format!("or say where it lies:\n[tool.uv.sources]\n{name} = {{ path = \"../{name}\" }}")),
        WorkspaceError::NoMember { name, members, origin } => {
            let members: Vec<&str> = members.iter().map(crate::names::DistributionName::as_str).collect();
            let message = Message::new("no-member", format!("the workspace has no member that is called {name}"))
                .at(Place::file(origin.path.as_str()))
                .note(format!("its members are {}", members.join(", ")));
            match crate::report::nearest(name.as_str(), members.iter().copied()) {
                Some(near) => message.help(format!("is {near} meant?")),
                None => message.help("add its folder to `members` of [tool.uv.workspace]"),
            }
        }
        WorkspaceError::Missing { name, path, origin } => {
            Message::new("source-missing", format!("{name} is to come from {path}, where nothing is"))
                .at(Place::file(origin.path.as_str()))
                .help("correct the path in [tool.uv.sources]: it begins at the folder of that pyproject.toml")
        }
        WorkspaceError::Outside { path } => {
            let name = path.rsplit('/').next().unwrap_or_default();
            Message::new("outside-context", format!("the folder {name} lies outside the build context"))
                .help("choose a context that holds it, as context = \"../..\", or leave the key out")
        }
        WorkspaceError::Toml { path, message } => {
            let name: Vec<&str> = path.rsplit('/').take(2).collect();
            Message::new("toml", format!("{} is no TOML: {message}", name.into_iter().rev().collect::<Vec<_>>().join("/")))
                .help("correct it: the project depends on what it says")
        }
        WorkspaceError::Unreadable { path, kind } => {
            Message::new("unreadable", format!("{path} can't be read: {kind}"))
                .help("name a folder that is there, as context = \"../..\"")
        }
    }
}
