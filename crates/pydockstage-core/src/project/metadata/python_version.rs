//! The files beside the metadata that pin a Python for the people who work on the project.

use super::MetadataError;
use super::toml_view::{self, TomlView};
use crate::project::files::TextFile;
use crate::project::{Found, Origin};
use std::rc::Rc;

/// The files that are read, in the order in which they count.
pub(in crate::project) const FILES: [&str; 5] =
    [".python-version", ".python-versions", ".tool-versions", "runtime.txt", "Pipfile"];

/// Reads what one of [`FILES`] asks for, as written; none where it asks for no Python.
///
/// `.python-version` and `.python-versions` hold a version a line, the first of which counts (pyenv's and uv's
/// documentation); `.tool-versions` one tool a line (asdf's); `runtime.txt` is `python-3.13.2` (Heroku's); the `Pipfile`
/// has `[requires]` (pipenv's).
pub(in crate::project) fn read(file: &Rc<TextFile>) -> Result<Option<Found<String>>, MetadataError> {
    let lines = file.text.lines().enumerate().map(|(at, line)| (at, line.trim()));
    let mut lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let found = |at: usize, text: &str| Found::new(text.to_owned(), Origin::line(file.path.clone(), at + 1));
    Ok(match file.path.file_name() {
        ".tool-versions" => lines.find_map(|(at, line)| {
            let mut words = line.split_whitespace();
            let version = words.next().filter(|tool| *tool == "python").and_then(|_| words.next())?;
            Some(found(at, version))
        }),
        "runtime.txt" => lines.next().and_then(|(at, line)| Some(found(at, line.strip_prefix("python-")?))),
        "Pipfile" => {
            let table = toml_view::parse(file)?;
            let view = TomlView::root(file, &table);
            let Some(requires) = view.table("requires")? else { return Ok(None) };
            match requires.string("python_full_version")? {
                Some(written) => Some(written.to_found()),
                None => requires.string("python_version")?.map(|written| written.to_found()),
            }
        }
        _ => lines.next().map(|(at, line)| found(at, line)),
    })
}
