use crate::package::Package;
use crate::tree::Tree;
use crate::value::value_class;
use pydockstage_core::plan;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// What of a stage must also be in the image that ships: ``packages`` (tuple of Package), the runtime halves of its
/// packages, and ``trees`` (tuple of Tree), what is copied from it.
#[pyclass(module = "pydockstage", frozen, eq, hash)]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Runtime {
    packages: Vec<Package>,
    trees: Vec<Tree>,
}

impl From<plan::Runtime> for Runtime {
    fn from(runtime: plan::Runtime) -> Self {
        Self {
            packages: runtime.packages.into_iter().map(Package).collect(),
            trees: runtime.trees.into_iter().map(Tree).collect(),
        }
    }
}

value_class!(Runtime(packages, trees) {
    #[new]
    #[pyo3(
        signature = (*, packages=Vec::new(), trees=Vec::new()),
        text_signature = "(*, packages=(), trees=())"
    )]
    fn new(packages: Vec<Package>, trees: Vec<Tree>) -> Self {
        Self { packages, trees }
    }

    #[getter]
    fn packages<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.packages.clone())
    }

    #[getter]
    fn trees<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.trees.clone())
    }
});
