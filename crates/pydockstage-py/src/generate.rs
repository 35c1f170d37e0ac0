use crate::error::raised;
use crate::generation::{Generation, output_path};
use crate::json;
use crate::packages::user_catalog;
use pydockstage_core::Argument;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::path::PathBuf;

/// Reads the project in a folder and plans its image, as a Generation. Nothing is written, and nothing of the project
/// is run.
///
/// ``path`` (str or path-like, by default the current folder) is the project's folder. An argument goes before what
/// ``[tool.pydockstage]`` says, and None is an argument that was not given:
///
/// ``python`` (str, as ``"3.13"``) and ``base`` (str, as ``"debian:trixie"``) are what the image is made of.
/// ``command`` (sequence of str) is what the container runs, ``expose`` (sequence of int or str) the ports it listens
/// on. ``default_set`` (str) is the requirement set that is installed when the build argument names none.
/// ``build_packages`` (sequence of str) are system packages to compile with, ``runtime_packages`` (sequence of str)
/// those that only the running project needs. ``spec`` (mapping) holds further keys, as ``[tool.pydockstage]`` has
/// them; the arguments above go before it. ``output`` (str or path-like, by default ``"Dockerfile"``) is the
/// Dockerfile's name below the project's folder.
///
/// Raises ``SpecError``, ``ProjectError``, ``PlanError`` or ``PackageError``, each a ``DockstageError``, that says what
/// to write instead.
#[pyfunction]
#[pyo3(
    signature = (
        path=PathBuf::from("."), *, python=None, base=None, command=None, expose=None, default_set=None,
        build_packages=None, runtime_packages=None, spec=None, output=PathBuf::from("Dockerfile")
    ),
    text_signature = "(path='.', *, python=None, base=None, command=None, expose=None, default_set=None, \
                      build_packages=None, runtime_packages=None, spec=None, output='Dockerfile')"
)]
#[expect(clippy::too_many_arguments, reason = "each is a keyword of the call")]
#[expect(clippy::needless_pass_by_value, reason = "a path of Python becomes a value of its own")]
pub(crate) fn generate(
    py: Python<'_>,
    path: PathBuf,
    python: Option<&Bound<'_, PyAny>>,
    base: Option<&Bound<'_, PyAny>>,
    command: Option<&Bound<'_, PyAny>>,
    expose: Option<&Bound<'_, PyAny>>,
    default_set: Option<&Bound<'_, PyAny>>,
    build_packages: Option<&Bound<'_, PyAny>>,
    runtime_packages: Option<&Bound<'_, PyAny>>,
    spec: Option<&Bound<'_, PyAny>>,
    output: PathBuf,
) -> PyResult<Generation> {
    let given = Given { python, base, command, expose, default_set, build_packages, runtime_packages, spec };
    let arguments = given.arguments()?;
    let output = output_path(py, output)?;
    let catalog = user_catalog(py)?;
    let generation =
        py.detach(|| pydockstage_core::Generation::with_catalog(&path, arguments, output, &catalog));
    generation.map(Generation::from).map_err(|error| raised(py, &error))
}

/// What a call was given of the keywords by which an image is wished for; None is a keyword that was not given.
pub(crate) struct Given<'a, 'py> {
    pub(crate) python: Option<&'a Bound<'py, PyAny>>,
    pub(crate) base: Option<&'a Bound<'py, PyAny>>,
    pub(crate) command: Option<&'a Bound<'py, PyAny>>,
    pub(crate) expose: Option<&'a Bound<'py, PyAny>>,
    pub(crate) default_set: Option<&'a Bound<'py, PyAny>>,
    pub(crate) build_packages: Option<&'a Bound<'py, PyAny>>,
    pub(crate) runtime_packages: Option<&'a Bound<'py, PyAny>>,
    pub(crate) spec: Option<&'a Bound<'py, PyAny>>,
}

impl Given<'_, '_> {
    /// The arguments that they are.
    pub(crate) fn arguments(&self) -> PyResult<Vec<Argument>> {
        let mut arguments = further(self.spec)?;
        for (key, name, value) in [
            ("python", "python", self.python),
            ("base", "base", self.base),
            ("command", "command", self.command),
            ("expose", "expose", self.expose),
            ("requirements.default", "default_set", self.default_set),
            ("system.build", "build_packages", self.build_packages),
            ("system.runtime", "runtime_packages", self.runtime_packages),
        ] {
            if let Some(value) = value {
                arguments.push(Argument::new(key, name, json::from_python(value)?));
            }
        }
        Ok(arguments)
    }
}

/// The keys of the mapping `spec`, each as an argument of that name.
fn further(spec: Option<&Bound<'_, PyAny>>) -> PyResult<Vec<Argument>> {
    let Some(spec) = spec else { return Ok(Vec::new()) };
    let entries = PyDict::new(spec.py());
    entries.call_method1("update", (spec,))?;
    entries
        .iter()
        .map(|(key, value)| {
            let key: String = key.extract()?;
            Ok(Argument::new(key, "spec", json::from_python(&value)?))
        })
        .collect()
}
