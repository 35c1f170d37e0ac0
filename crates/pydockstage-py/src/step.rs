use crate::error::bad_value;
use crate::json;
use crate::package::Package;
use crate::reason::Reason;
use crate::value::{self, value_class};
use pydockstage_core::plan;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use std::hash::{Hash, Hasher};

/// One step of a stage: ``action`` says what is done, as plain data with its kind under ``"action"``, and ``reason``
/// (Reason) why.
///
/// The kinds and their keys are those of the plan's JSON (``Plan.to_json``). ``action`` is a new dict at each access.
/// The constructor raises ``DockstageError`` for an action that there is not.
#[pyclass(module = "pydockstage", frozen, eq, hash, from_py_object)]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Step(pub(crate) plan::Step);

impl Hash for Step {
    fn hash<H: Hasher>(&self, state: &mut H) {
        value::hash(&self.0, state);
    }
}

value_class!(Step(action, reason) {
    #[new]
    #[pyo3(signature = (*, action, reason))]
    fn new(action: &Bound<'_, PyAny>, reason: Reason) -> PyResult<Self> {
        let read = serde_json::from_value(json::from_python(action)?);
        let action: plan::Action = read.map_err(|error| bad_value(action.py(), &error))?;
        Ok(Self(plan::Step::new(action, reason.0)))
    }

    #[getter]
    fn action<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let action = serde_json::to_value(&self.0.action).map_err(|error| bad_value(py, &error))?;
        json::to_python(py, &action)
    }

    #[getter]
    fn reason(&self) -> Reason {
        Reason(self.0.reason.clone())
    }

    /// What is done, in a few words (str).
    #[getter]
    fn summary(&self) -> String {
        self.0.action.summary()
    }

    /// The system packages that it installs (tuple of Package).
    #[getter]
    fn packages<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.action.packages().iter().cloned().map(Package))
    }
});
