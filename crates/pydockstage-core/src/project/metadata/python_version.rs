use crate::project::Found;
use crate::project::files::TextFile;

/// Reads `.python-version`: the first line that is neither empty nor a comment, as pyenv and uv write it.
pub(in crate::project) fn read(file: &TextFile) -> Option<Found<String>> {
    let lines = file.text.lines().enumerate();
    let mut wanted = lines.map(|(at, line)| (at, line.trim())).filter(|(_, line)| !line.is_empty());
    let (at, line) = wanted.find(|(_, line)| !line.starts_with('#'))?;
    Some(Found::new(line.to_owned(), crate::project::Origin::line(file.path.clone(), at + 1)))
}
