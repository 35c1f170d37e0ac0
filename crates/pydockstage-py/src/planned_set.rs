use crate::named::{Named, inner};
use crate::value::{self, value_class};
use pydockstage_core::names::ProjectPath;
use pydockstage_core::plan;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use std::hash::{Hash, Hasher};

/// What a requirement set is installed from: ``files`` that name it, ``closure``, every file it needs, and
/// ``directories``, every folder it needs. Each is a tuple of str, relative to the project's folder.
#[pyclass(module = "pydockstage", frozen, eq, hash, from_py_object)]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PlannedSet(pub(crate) plan::PlannedSet);

impl Hash for PlannedSet {
    fn hash<H: Hasher>(&self, state: &mut H) {
        value::hash(&self.0, state);
    }
}

value_class!(PlannedSet(files, closure, directories) {
    #[new]
    #[pyo3(
        signature = (*, files, closure, directories=Vec::new()),
        text_signature = "(*, files, closure, directories=())"
    )]
    fn new(
        files: Vec<Named<ProjectPath>>,
        closure: Vec<Named<ProjectPath>>,
        directories: Vec<Named<ProjectPath>>,
    ) -> Self {
        Self(plan::PlannedSet {
            files: inner(files),
            closure: inner(closure),
            directories: inner(directories),
        })
    }

    #[getter]
    fn files<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.files.iter().map(ProjectPath::as_str))
    }

    #[getter]
    fn closure<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.closure.iter().map(ProjectPath::as_str))
    }

    #[getter]
    fn directories<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.directories.iter().map(ProjectPath::as_str))
    }
});
