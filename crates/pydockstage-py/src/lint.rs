use crate::error::{DockerfileError, of};
use crate::message::Message;
use crate::packages::user_catalog;
use pydockstage_core::report;
use pyo3::prelude::*;
use std::path::PathBuf;

/// What in a Dockerfile breaks a rule (list of Message): each with the rule's name as its ``code``, in the order of the
/// file.
///
/// ``text`` (str) is the file's content, ``path`` (str) its name in the messages. ``context`` (path or None) is the folder
/// that is the build context, where included requirements files are looked for; without it that rule says nothing.
/// Raises ``DockerfileError`` for a text that is no Dockerfile.
#[pyfunction]
#[pyo3(
    signature = (text, *, path="Dockerfile", context=None),
    text_signature = "(text, *, path='Dockerfile', context=None)"
)]
#[expect(clippy::needless_pass_by_value, reason = "a path of Python becomes one of its own")]
pub(crate) fn lint(
    py: Python<'_>,
    text: &str,
    path: &str,
    context: Option<PathBuf>,
) -> PyResult<Vec<Message>> {
    let catalog = user_catalog(py)?;
    let found = py.detach(|| pydockstage_core::lint::lint(text, &catalog, context.as_deref()));
    let found = found
        .map_err(|error| of::<DockerfileError>(py, &[report::Message::of_dockerfile(&error, path, text)]))?;
    let messages = found.iter().map(|finding| report::Message::of_finding(finding, path, text));
    Ok(messages.map(|message| Message::from(&message)).collect())
}
