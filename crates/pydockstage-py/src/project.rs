use crate::error::raised;
use crate::generate::Given;
use crate::packages::user_catalog;
use crate::plan::Plan;
use crate::planned_set::PlannedSet;
use pydockstage_core::Reading;
use pydockstage_core::names::SetName;
use pydockstage_core::packages::Catalog;
use pydockstage_core::plan;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use std::path::PathBuf;

/// A project and what its owner wrote, as ``read`` found them: any number of plans can be made of it, and none reads the
/// files again. A project that changed is read anew by another call of ``read``.
///
/// ``root`` (str) is its folder, ``default_set`` (str) the requirement set that is installed when the build argument
/// names none, ``sets`` (dict of str to ``PlannedSet``) all there are.
#[pyclass(module = "pydockstage", frozen, eq)]
pub(crate) struct Project {
    reading: Reading,
    catalog: Catalog,
}

impl PartialEq for Project {
    fn eq(&self, other: &Self) -> bool {
        self.reading == other.reading
    }
}

#[pymethods]
impl Project {
    #[getter]
    fn root(&self) -> &std::ffi::OsStr {
        self.reading.root.as_os_str()
    }

    #[getter]
    fn default_set(&self) -> &str {
        self.reading.project.default_set_name().as_str()
    }

    #[getter]
    fn sets<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let sets = PyDict::new(py);
        for (name, set) in self.reading.project.sets() {
            sets.set_item(name.as_str(), PlannedSet(plan::PlannedSet::of(set)))?;
        }
        Ok(sets)
    }

    /// Plans the image, as a Plan. The keywords are those of ``generate``, and go before what was read; a keyword that
    /// decides what is read, as one about the requirements does, reads the folder again.
    #[pyo3(
        signature = (
            *, python=None, base=None, command=None, expose=None, default_set=None, build_packages=None,
            runtime_packages=None, spec=None
        )
    )]
    #[expect(clippy::too_many_arguments, reason = "each is a keyword of the call")]
    fn plan(
        &self,
        py: Python<'_>,
        python: Option<&Bound<'_, PyAny>>,
        base: Option<&Bound<'_, PyAny>>,
        command: Option<&Bound<'_, PyAny>>,
        expose: Option<&Bound<'_, PyAny>>,
        default_set: Option<&Bound<'_, PyAny>>,
        build_packages: Option<&Bound<'_, PyAny>>,
        runtime_packages: Option<&Bound<'_, PyAny>>,
        spec: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Plan> {
        let given =
            Given { python, base, command, expose, default_set, build_packages, runtime_packages, spec };
        let arguments = given.arguments()?;
        let plan = py.detach(|| self.reading.plan_with(arguments, &self.catalog));
        plan.map(Plan).map_err(|error| raised(py, &error))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let sets: Vec<&str> = self.reading.project.sets().keys().map(SetName::as_str).collect();
        let root = self.root().into_pyobject(py)?;
        Ok(format!("<Project root={} sets={}>", root.repr()?, PyTuple::new(py, sets)?.repr()?))
    }
}

/// Reads the project in a folder and what its owner wrote, as a Project. Nothing of the project is run.
///
/// ``path`` (str or path-like, by default the current folder) is the project's folder, ``default_set`` and ``spec`` are
/// those of ``generate``. Raises ``SpecError`` or ``ProjectError``, each a ``DockstageError``, that says what to write
/// instead.
#[pyfunction]
#[pyo3(
    signature = (path=PathBuf::from("."), *, default_set=None, spec=None),
    text_signature = "(path='.', *, default_set=None, spec=None)"
)]
#[expect(clippy::needless_pass_by_value, reason = "a path of Python becomes a value of its own")]
pub(crate) fn read(
    py: Python<'_>,
    path: PathBuf,
    default_set: Option<&Bound<'_, PyAny>>,
    spec: Option<&Bound<'_, PyAny>>,
) -> PyResult<Project> {
    let given = Given {
        python: None,
        base: None,
        command: None,
        expose: None,
        default_set,
        build_packages: None,
        runtime_packages: None,
        spec,
    };
    let arguments = given.arguments()?;
    let catalog = user_catalog(py)?;
    let reading = py.detach(|| Reading::new(&path, arguments)).map_err(|error| raised(py, &error))?;
    Ok(Project { reading, catalog })
}
