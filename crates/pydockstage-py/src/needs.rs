use crate::named::word;
use crate::value::value_class;
use pydockstage_core::names::SystemPackage;
use pydockstage_core::packages;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// What a Python distribution needs of the system.
///
/// ``build`` (tuple of str) are development packages, ``tools`` compilers and other programs, both for the stage that
/// compiles; ``runtime`` are packages for the image that ships. ``mode`` (str) says how those are used: ``linked``,
/// ``opened`` while it runs, or ``executed``. ``notes`` (tuple of str) are for the user to know. ``evidence`` (str) is
/// what it rests on: ``hand``, a person looked it up, or ``distribution``, the release's own package of it tells.
#[pyclass(module = "pydockstage", frozen, eq, hash)]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Needs {
    build: Vec<String>,
    runtime: Vec<String>,
    tools: Vec<String>,
    #[pyo3(get)]
    mode: String,
    notes: Vec<String>,
    #[pyo3(get)]
    evidence: String,
}

impl From<packages::Needs> for Needs {
    fn from(needs: packages::Needs) -> Self {
        let texts = |packages: &[SystemPackage]| packages.iter().map(ToString::to_string).collect();
        Self {
            build: texts(&needs.build),
            runtime: texts(&needs.runtime),
            tools: texts(&needs.tools),
            mode: word(&needs.mode),
            evidence: word(&needs.evidence),
            notes: needs.notes,
        }
    }
}

value_class!(Needs(build, runtime, tools, mode, notes, evidence) {
    #[new]
    #[pyo3(
        signature = (*, build, runtime, tools, mode, evidence, notes=Vec::new()),
        text_signature = "(*, build, runtime, tools, mode, evidence, notes=())"
    )]
    fn new(
        build: Vec<String>,
        runtime: Vec<String>,
        tools: Vec<String>,
        mode: String,
        evidence: String,
        notes: Vec<String>,
    ) -> Self {
        Self { build, runtime, tools, mode, notes, evidence }
    }

    #[getter]
    fn build<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.build)
    }

    #[getter]
    fn runtime<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.runtime)
    }

    #[getter]
    fn tools<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.tools)
    }

    #[getter]
    fn notes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.notes)
    }
});
