use super::draft::extras;
use super::{Draft, SyntaxError, SyntaxFault, Target, dependency, url, variables};
use crate::names::DistributionName;
use crate::project::cursor::Cursor;
use crate::project::marker::{Marker, marker};

/// What makes a file an archive to pip (pip documentation, "pip install", "Argument Handling").
const ARCHIVES: [&str; 12] = [
    ".whl",
    ".zip",
    ".tar.gz",
    ".tgz",
    ".tar",
    ".tar.bz2",
    ".tbz",
    ".tar.xz",
    ".txz",
    ".tlz",
    ".tar.lz",
    ".tar.lzma",
];

/// Reads a requirement as it stands in a requirements file, without its options: a dependency specifier, a URL or a
/// path, each perhaps with a marker.
pub(in crate::project) fn line(text: &str) -> Result<Draft, SyntaxError> {
    with_variables(text, without_variables(text))
}

/// Adds the variables of `text` to what was read from it, and gives up the rest of the meaning where they stand
/// outside of a URL.
pub(super) fn with_variables(text: &str, read: Result<Draft, SyntaxError>) -> Result<Draft, SyntaxError> {
    let variables = variables(text);
    if variables.is_empty() {
        return read;
    }
    match read {
        Ok(draft) if matches!(draft.target, Target::Repository(_) | Target::Archive { .. }) => {
            Ok(Draft { variables, ..draft })
        }
        _ => Ok(Draft { variables, ..Draft::new(Target::Variable) }),
    }
}

fn without_variables(text: &str) -> Result<Draft, SyntaxError> {
    // A semicolon may be a part of a URL; there the blank behind it tells the marker.
    let mark = if url::is_url(text) { "; " } else { ";" };
    let (head, condition) = match text.find(mark) {
        Some(at) => (text.get(..at).unwrap_or_default(), condition(text, at + mark.len())?),
        None => (text, None),
    };
    let trimmed = head.trim();
    let start = head.find(trimmed).unwrap_or_default();
    let draft = if url::is_url(trimmed) {
        url::draft(trimmed)
    } else if is_path(trimmed) {
        path(trimmed)
    } else {
        dependency(trimmed)
    };
    let draft = draft.map_err(|error| error.moved(start))?;
    Ok(Draft { marker: condition, ..draft })
}

/// The marker that begins at `at`; none where nothing follows.
fn condition(text: &str, at: usize) -> Result<Option<Marker>, SyntaxError> {
    let written = text.get(at..).unwrap_or_default();
    if written.trim().is_empty() {
        return Ok(None);
    }
    marker(written).map(Some).map_err(|error| error.moved(at))
}

/// Whether pip takes the text for a path rather than a name: it has a slash or begins with a dot, or ends like an
/// archive, unless it is a `name @ url`.
fn is_path(text: &str) -> bool {
    let looks = |text: &str| text.contains('/') || text.starts_with('.');
    match text.split_once('@') {
        Some((name, _)) if !looks(name) => false,
        _ => looks(text) || is_archive(text),
    }
}

/// Whether the file is one that pip unpacks.
pub(in crate::project) fn is_archive(text: &str) -> bool {
    let (path, _) = split_extras(text);
    let lower = path.to_ascii_lowercase();
    ARCHIVES.iter().any(|ending| lower.ends_with(ending))
}

/// Reads a path with extras behind it, as in `.[test]`.
pub(super) fn path(text: &str) -> Result<Draft, SyntaxError> {
    if let Some(scheme) = url::scheme(text)
        && text.get(scheme.len()..).is_some_and(|rest| rest.starts_with("://"))
    {
        return Err(SyntaxError::new(SyntaxFault::BadUrl(text.to_owned()), 0..text.len()));
    }
    let (path, written) = split_extras(text);
    let extras =
        extras(&mut Cursor::new(written)).map_err(|error| error.moved(text.len() - written.len()))?;
    let name = named_by_file(path).map_err(|fault| SyntaxError::new(fault, 0..path.len()))?;
    Ok(Draft { name, extras, ..Draft::new(Target::Path(path.to_owned())) })
}

/// Cuts `[extras]` off the end.
fn split_extras(text: &str) -> (&str, &str) {
    let inside = text.strip_suffix(']').and_then(|text| text.rsplit_once('['));
    match inside {
        Some((path, extras)) if !path.is_empty() && !extras.is_empty() && !extras.contains(']') => {
            (path.trim_end(), text.get(path.len()..).unwrap_or_default())
        }
        _ => (text, ""),
    }
}

/// The name that the file of a path or of an address tells: that of a wheel (PEP 427, "File name convention"). No other
/// file tells one; a wheel that tells none is not one that pip takes.
pub(super) fn named_by_file(path: &str) -> Result<Option<DistributionName>, SyntaxFault> {
    let file = path.rsplit('/').next().unwrap_or_default();
    let Some(stem) = file.strip_suffix(".whl") else { return Ok(None) };
    let parts: Vec<&str> = stem.split('-').collect();
    let name =
        parts.first().filter(|_| parts.len() == 5 || parts.len() == 6).and_then(|name| name.parse().ok());
    name.map(Some).ok_or_else(|| SyntaxFault::BadWheelName(file.to_owned()))
}
