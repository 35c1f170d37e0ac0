use crate::value::value_class;
use pydockstage_core::report;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// What is said about one fault.
///
/// ``code`` (str) is its short name, stable over versions, ``what`` (str) one sentence. ``path`` (str or None), ``line``
/// and ``column`` (int or None, counted from 1) say where it is. ``notes`` and ``hints`` (tuples of str) are what helps
/// to see it, and what to write or do instead. ``text`` is all of it, as ``str(message)`` gives it.
#[pyclass(module = "pydockstage", frozen, eq, hash)]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Message {
    #[pyo3(get)]
    pub(crate) code: String,
    #[pyo3(get)]
    what: String,
    #[pyo3(get)]
    pub(crate) path: Option<String>,
    #[pyo3(get)]
    pub(crate) line: Option<usize>,
    #[pyo3(get)]
    pub(crate) column: Option<usize>,
    pub(crate) notes: Vec<String>,
    pub(crate) hints: Vec<String>,
    #[pyo3(get)]
    text: String,
}

impl From<&report::Message> for Message {
    fn from(message: &report::Message) -> Self {
        let place = message.place.as_ref();
        Self {
            code: message.code.to_owned(),
            what: message.what.clone(),
            path: place.map(|place| place.path.clone()),
            line: place.and_then(|place| place.line),
            column: place.and_then(|place| place.column),
            notes: message.notes.clone(),
            hints: message.help.clone(),
            text: message.to_string(),
        }
    }
}

value_class!(Message(code, what, path, line, column, notes, hints, text) {
    #[new]
    #[pyo3(
        signature = (*, code, what, text, path=None, line=None, column=None, notes=Vec::new(), hints=Vec::new()),
        text_signature = "(*, code, what, text, path=None, line=None, column=None, notes=(), hints=())"
    )]
    #[expect(clippy::too_many_arguments, reason = "each is a field, given by its keyword")]
    fn new(
        code: String,
        what: String,
        text: String,
        path: Option<String>,
        line: Option<usize>,
        column: Option<usize>,
        notes: Vec<String>,
        hints: Vec<String>,
    ) -> Self {
        Self { code, what, path, line, column, notes, hints, text }
    }

    #[getter]
    fn notes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.notes)
    }

    #[getter]
    fn hints<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.hints)
    }

    fn __str__(&self) -> &str {
        &self.text
    }
});
