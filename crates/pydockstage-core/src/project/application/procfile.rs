use crate::names::ProjectPath;
use crate::project::files::Files;
use crate::project::{Found, Origin};

/// A line of a `Procfile`: a name, and the command as a shell would read it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Process {
    /// What it is called: `web`, `worker`.
    pub name: String,
    /// The command.
    pub command: String,
}

/// Reads `Procfile`: `NAME: COMMAND` a line (Heroku's documentation, "The Procfile"). A line of another form is left
/// out, as there.
pub(super) fn read(files: &Files, entries: &[(String, bool)]) -> Vec<Found<Process>> {
    let is_there = entries.iter().any(|(name, is_directory)| name == "Procfile" && !is_directory);
    let Some((path, text)) = is_there
        .then(|| ProjectPath::root().join("Procfile").ok())
        .flatten()
        .and_then(|path| files.glance(&path).map(|text| (path, text)))
    else {
        return Vec::new();
    };
    let process = |(at, line): (usize, &str)| {
        let (name, command) = line.split_once(':')?;
        let (name, command) = (name.trim(), command.trim());
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
        let process = Process { name: name.to_owned(), command: command.to_owned() };
        (is_name && !command.is_empty()).then(|| Found::new(process, Origin::line(path.clone(), at + 1)))
    };
    text.lines().enumerate().filter_map(process).collect()
}
