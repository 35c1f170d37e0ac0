use crate::named::{Named, inner};
use crate::reason::Reason;
use crate::value::{self, value_class};
use pydockstage_core::names::SystemPackage;
use pydockstage_core::plan;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use std::hash::{Hash, Hasher};

/// A system package that a stage installs.
///
/// ``name`` (str) is its name in the plan's release, ``reason`` (Reason) why it is there, and ``runtime`` (tuple of
/// str) the packages that must be in the image that ships because something was compiled against this one. A text that
/// can't be a package's name raises ``DockstageError``.
#[pyclass(module = "pydockstage", frozen, eq, hash, from_py_object)]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Package(pub(crate) plan::Package);

impl Hash for Package {
    fn hash<H: Hasher>(&self, state: &mut H) {
        value::hash(&self.0, state);
    }
}

value_class!(Package(name, reason, runtime) {
    #[new]
    #[pyo3(signature = (*, name, reason, runtime=Vec::new()), text_signature = "(*, name, reason, runtime=())")]
    fn new(name: Named<SystemPackage>, reason: Reason, runtime: Vec<Named<SystemPackage>>) -> Self {
        Self(plan::Package { name: name.0, reason: reason.0, runtime: inner(runtime) })
    }

    #[getter]
    fn name(&self) -> &str {
        self.0.name.as_str()
    }

    #[getter]
    fn reason(&self) -> Reason {
        Reason(self.0.reason.clone())
    }

    #[getter]
    fn runtime<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.runtime.iter().map(SystemPackage::as_str))
    }
});
