use crate::value::value_class;
use pydockstage_core::plan;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Why something is in the plan.
///
/// ``text`` (str) is one sentence, ``origins`` (tuple of str, as ``pyproject.toml:22:10``) the places it goes back to;
/// none where it is pydockstage's own default. ``str(reason)`` is both.
#[pyclass(module = "pydockstage", frozen, eq, hash, from_py_object)]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Reason(pub(crate) plan::Reason);

value_class!(Reason(text, origins) {
    #[new]
    #[pyo3(signature = (*, text, origins=Vec::new()), text_signature = "(*, text, origins=())")]
    fn new(text: String, origins: Vec<String>) -> Self {
        Self(plan::Reason { text, origins })
    }

    #[getter]
    fn text(&self) -> &str {
        &self.0.text
    }

    #[getter]
    fn origins<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.0.origins)
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }
});
