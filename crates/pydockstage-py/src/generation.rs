use crate::error::{SpecError, of, raised};
use crate::files::{Difference, Output, Written};
use crate::plan::{Plan, explain, rendered};
use crate::value::{self, value_class};
use pydockstage_core::names::ProjectPath;
use pydockstage_core::views::{self, Rendered};
use pydockstage_core::{files, outputs, plan, report};
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use std::hash::{Hash, Hasher};
use std::path::PathBuf;

/// A plan for the project in a folder, and the files that come of it.
///
/// ``root`` (str) is the project's folder, ``plan`` (Plan) what will be in the files, and ``output`` (str, by default
/// ``Dockerfile``) the Dockerfile's name below the folder. ``generate`` makes one from what is in the folder. Nothing
/// is written before ``write`` is called. The constructor raises ``SpecError`` for an output outside of the folder, and
/// ``DockerfileError`` for a plan that can't be written as a Dockerfile.
#[pyclass(module = "pydockstage", frozen, eq, hash)]
#[derive(PartialEq, Eq)]
pub(crate) struct Generation {
    root: PathBuf,
    path: ProjectPath,
    plan: plan::Plan,
    dockerfile: Rendered,
    dockerignore: String,
}

impl From<pydockstage_core::Generation> for Generation {
    fn from(generation: pydockstage_core::Generation) -> Self {
        let pydockstage_core::Generation { root, path, plan, dockerfile, dockerignore, .. } = generation;
        Self { root, path, plan, dockerfile, dockerignore }
    }
}

impl Hash for Generation {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.root, &self.path).hash(state);
        value::hash(&self.plan, state);
    }
}

impl Generation {
    fn files(&self) -> Vec<files::Output> {
        outputs(&self.path, &self.plan, &self.dockerfile.text, &self.dockerignore)
    }
}

value_class!(Generation(root, plan, output) {
    #[new]
    #[pyo3(
        signature = (*, root, plan, output=PathBuf::from("Dockerfile")),
        text_signature = "(*, root, plan, output='Dockerfile')"
    )]
    fn new(py: Python<'_>, root: PathBuf, plan: Plan, output: PathBuf) -> PyResult<Self> {
        let path = output_path(py, output)?;
        let dockerfile = rendered(py, &plan.0)?;
        let dockerignore = views::dockerignore(&plan.0);
        Ok(Self { root, path, plan: plan.0, dockerfile, dockerignore })
    }

    #[getter]
    fn root(&self) -> &std::ffi::OsStr {
        self.root.as_os_str()
    }

    #[getter]
    fn plan(&self) -> Plan {
        Plan(self.plan.clone())
    }

    #[getter]
    fn output(&self) -> &str {
        self.path.as_str()
    }

    /// The text of the Dockerfile (str).
    #[getter]
    fn dockerfile(&self) -> &str {
        &self.dockerfile.text
    }

    /// The text of the ignore file (str).
    #[getter]
    fn dockerignore(&self) -> &str {
        &self.dockerignore
    }

    /// The files as they should be (tuple of Output).
    #[getter]
    fn outputs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.files().into_iter().map(Output))
    }

    /// Writes the files that are not up to date, and says what was done with each (tuple of Written).
    ///
    /// ``force`` (bool, by default False) also replaces those that a person wrote or changed. Raises ``FilesError``, and
    /// leaves all files as they were, where one is in the way or can't be written.
    #[pyo3(signature = (*, force=false))]
    fn write<'py>(&self, py: Python<'py>, force: bool) -> PyResult<Bound<'py, PyTuple>> {
        let written = py.detach(|| files::write(&self.root, &self.files(), force));
        let written = written.map_err(|error| raised(py, &error.into()))?;
        PyTuple::new(py, written.into_iter().map(Written))
    }

    /// Compares the files with what is there (tuple of Difference): empty where all are up to date. Raises ``FilesError``
    /// where one can't be read.
    fn check<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let differences = py.detach(|| files::check(&self.root, &self.files()));
        let differences = differences.map_err(|error| raised(py, &error.into()))?;
        PyTuple::new(py, differences.into_iter().map(Difference))
    }

    /// Says why each stage, step and package is there (str), or those that ``about`` asks for; see ``Plan.explain``.
    #[pyo3(signature = (about=None))]
    fn explain(&self, py: Python<'_>, about: Option<&Bound<'_, PyAny>>) -> PyResult<String> {
        explain(py, &self.plan, &self.dockerfile, about)
    }
});

/// The Dockerfile's place below the project's folder.
pub(crate) fn output_path(py: Python<'_>, output: PathBuf) -> PyResult<ProjectPath> {
    let text = output.into_os_string().into_string().unwrap_or_else(|raw| raw.to_string_lossy().into_owned());
    text.parse().map_err(|error| {
        let message = report::Message::new("output-path", format!("output: {error}"))
            .help("give a path below the project's folder, such as docker/Dockerfile");
        of::<SpecError>(py, &[message])
    })
}
