use crate::error::{DockerfileError, of};
use crate::instruction::Instruction;
use crate::value::value_class;
use pydockstage_core::dockerfile::{parse, view, write};
use pydockstage_core::report;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// A Dockerfile that was read, as the builder's own parser sees it.
///
/// ``text`` (str) is a Dockerfile, whoever wrote it. As a field, and as ``str(dockerfile)``, it comes back in one form:
/// two that mean the same are equal. Comments, empty lines and the breaks of lines stay. The constructor raises
/// ``DockerfileError``, with its line and column, for a text that is no Dockerfile.
#[pyclass(module = "pydockstage", frozen, eq, hash)]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Dockerfile {
    #[pyo3(get)]
    text: String,
}

value_class!(Dockerfile(text) {
    #[new]
    #[pyo3(signature = (text))]
    fn new(py: Python<'_>, text: &str) -> PyResult<Self> {
        let text_of_tree = py.detach(|| parse(text).map(|parsed| write(&parsed.tree)));
        let text = text_of_tree.map_err(|error| {
            of::<DockerfileError>(py, &[report::Message::of_dockerfile(&error, "Dockerfile", text)])
        })?;
        Ok(Self { text })
    }

    /// Its instructions from top to bottom (tuple of Instruction); their lines are those of ``text``.
    #[getter]
    fn instructions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let views = py.detach(|| parse(&self.text).map(|parsed| view(&parsed)).unwrap_or_default());
        PyTuple::new(py, views.into_iter().map(Instruction::from))
    }

    fn __str__(&self) -> &str {
        &self.text
    }
});
