use crate::error::{DockerfileError, PlanError, bad_value, of};
use crate::ignore_rule::IgnoreRule;
use crate::json;
use crate::named::Named;
use crate::planned_set::PlannedSet;
use crate::stage::Stage;
use crate::value::{self, value_class};
use pydockstage_core::names::{EnvName, ProjectPath, Release, SetName};
use pydockstage_core::plan;
use pydockstage_core::report;
use pydockstage_core::spec::values::{Dialect, PythonFrom, PythonVersion};
use pydockstage_core::views::{self, About, Rendered};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};
use std::hash::{Hash, Hasher};

/// Everything that will be in the files, and why.
///
/// ``release`` (str, as ``debian:trixie``) and ``python`` (str, as ``3.13``) are what the image is made of.
/// ``argument`` (str) is the build argument that picks a requirement set, ``default_set`` (str) the set where it names
/// none, ``sets`` (dict of str to ``PlannedSet``) all there are. ``stages`` (tuple of Stage) come each behind those that
/// they take from. ``ignored`` (tuple of ``IgnoreRule``) never travels to the builder. ``notes`` (tuple of str) are no
/// errors, and should be known. ``syntax`` (str or None) is the frontend that the Dockerfile asks for,
/// ``dialect`` (str, ``buildkit`` or ``portable``) what the builder understands. ``path`` (str or None) is
/// where the Dockerfile lies in the build context, where that is not the project's own folder. ``python_from`` (str,
/// ``image``, ``distribution`` or ``uv``) is where Python comes from. ``bake`` and ``compose`` (dict or None) are what
/// docker-bake.json builds and compose.yaml runs, with the keys of the plan's JSON; a new dict at each access. ``base_argument``
/// (str or None) is the build argument that names the image to begin with.
#[pyclass(module = "pydockstage", frozen, eq, hash, from_py_object)]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Plan(pub(crate) plan::Plan);

impl Hash for Plan {
    fn hash<H: Hasher>(&self, state: &mut H) {
        value::hash(&self.0, state);
    }
}

value_class!(Plan(release, python, argument, default_set, sets, stages, ignored, notes, syntax, dialect, path, python_from, bake, compose, base_argument) {
    #[new]
    #[pyo3(
        signature = (
            *, release, python, argument, default_set, sets, stages, ignored=Vec::new(), notes=Vec::new(), syntax=None,
            dialect=None, path=None, python_from=None, bake=None, compose=None, base_argument=None
        ),
        text_signature = "(*, release, python, argument, default_set, sets, stages, ignored=(), notes=(), syntax=None, \
                          dialect=None, path=None, python_from=None, bake=None, compose=None, \
                          base_argument=None)"
    )]
    #[expect(clippy::too_many_arguments, reason = "each is a field, given by its keyword")]
    fn new(
        release: Named<Release>,
        python: Named<PythonVersion>,
        argument: Named<EnvName>,
        default_set: Named<SetName>,
        sets: &Bound<'_, PyAny>,
        stages: Vec<Stage>,
        ignored: Vec<IgnoreRule>,
        notes: Vec<String>,
        syntax: Option<String>,
        dialect: Option<Named<Dialect>>,
        path: Option<Named<ProjectPath>>,
        python_from: Option<Named<PythonFrom>>,
        bake: Option<&Bound<'_, PyAny>>,
        compose: Option<&Bound<'_, PyAny>>,
        base_argument: Option<Named<EnvName>>,
    ) -> PyResult<Self> {
        let by_name = PyDict::new(sets.py());
        by_name.call_method1("update", (sets,))?;
        let sets = by_name
            .iter()
            .map(|(name, set)| Ok((name.extract::<Named<SetName>>()?.0, set.extract::<PlannedSet>()?.0)))
            .collect::<PyResult<_>>()?;
        Ok(Self(plan::Plan {
            interpreter: plan::Interpreter::of(
                python_from.map_or(PythonFrom::Image, |from| from.0),
                python.0,
                &release.0,
            ),
            release: release.0,
            python: python.0,
            dialect: dialect.map_or(Dialect::Buildkit, |dialect| dialect.0),
            path: path.map(|path| path.0),
            syntax,
            argument: argument.0,
            default_set: default_set.0,
            sets,
            stages: stages.into_iter().map(|stage| stage.0).collect(),
            base_argument: base_argument.map(|argument| argument.0),
            bake: bake.map(data).transpose()?,
            compose: compose.map(data).transpose()?,
            ignored: ignored.into_iter().map(|rule| rule.0).collect(),
            notes,
        }))
    }

    #[getter]
    fn release(&self) -> String {
        self.0.release.to_string()
    }

    #[getter]
    fn python(&self) -> String {
        self.0.python.to_string()
    }

    #[getter]
    fn argument(&self) -> &str {
        self.0.argument.as_str()
    }

    #[getter]
    fn default_set(&self) -> &str {
        self.0.default_set.as_str()
    }

    #[getter]
    fn sets<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let sets = PyDict::new(py);
        for (name, set) in &self.0.sets {
            sets.set_item(name.as_str(), PlannedSet(set.clone()))?;
        }
        Ok(sets)
    }

    #[getter]
    fn stages<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.stages.iter().cloned().map(Stage))
    }

    #[getter]
    fn ignored<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.ignored.iter().cloned().map(IgnoreRule))
    }

    #[getter]
    fn notes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.0.notes)
    }

    #[getter]
    fn syntax(&self) -> Option<&str> {
        self.0.syntax.as_deref()
    }

    #[getter]
    fn path(&self) -> Option<String> {
        self.0.path.as_ref().map(ToString::to_string)
    }

    #[getter]
    fn python_from(&self) -> &'static str {
        self.0.interpreter.from.as_str()
    }

    #[getter]
    fn dialect(&self) -> &'static str {
        self.0.dialect.as_str()
    }

    #[getter]
    fn base_argument(&self) -> Option<&str> {
        self.0.base_argument.as_ref().map(EnvName::as_str)
    }

    #[getter]
    fn bake<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.0.bake.as_ref().map(|bake| plain(py, bake)).transpose()
    }

    #[getter]
    fn compose<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.0.compose.as_ref().map(|compose| plain(py, compose)).transpose()
    }

    /// The Dockerfile of this plan (str). Raises ``DockerfileError`` for a plan that can't be written as one.
    fn dockerfile(&self, py: Python<'_>) -> PyResult<String> {
        Ok(rendered(py, &self.0)?.text)
    }

    /// The ignore file of this plan (str).
    fn dockerignore(&self) -> String {
        views::dockerignore(&self.0)
    }

    /// Says why each stage, step and package is there (str), or those that ``about`` asks for: a line of the
    /// Dockerfile (int, counted from 1, or str), or the name of a stage or of a package (str). Raises ``PlanError`` where
    /// the plan has no such thing.
    #[pyo3(signature = (about=None))]
    fn explain(&self, py: Python<'_>, about: Option<&Bound<'_, PyAny>>) -> PyResult<String> {
        explain(py, &self.0, &rendered(py, &self.0)?, about)
    }

    /// The stages as a graph (str), in the language of Mermaid, or of Graphviz where ``language`` is ``"dot"``, or as a
    /// picture where it is ``"svg"``.
    #[pyo3(signature = (*, language="mermaid"))]
    fn graph(&self, py: Python<'_>, language: &str) -> PyResult<String> {
        match language {
            "mermaid" => Ok(views::mermaid(&self.0)),
            "dot" => Ok(views::dot(&self.0)),
            "svg" => Ok(views::svg(&self.0)),
            other => Err(bad_value(py, &format!("`{other}` is none of `mermaid`, `dot` and `svg`"))),
        }
    }

    /// What a notebook shows: the graph, as Markdown.
    fn _repr_markdown_(&self) -> String {
        format!("```mermaid\n{}```\n", views::mermaid(&self.0))
    }

    /// The graph in the language of Mermaid (str), for what draws that.
    fn _repr_mermaid_(&self) -> String {
        views::mermaid(&self.0)
    }

    /// What a notebook shows: the graph as a picture (str).
    fn _repr_svg_(&self) -> String {
        views::svg(&self.0)
    }

    /// What a notebook shows: the graph as a picture, in a page (str).
    fn _repr_html_(&self) -> String {
        format!("<div>{}</div>", views::svg(&self.0))
    }

    /// The plan as a JSON object (str), over several lines.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| serde_json::to_string_pretty(&self.0)).map_err(|error| bad_value(py, &error))
    }

    /// The plan that ``to_json`` wrote. Raises ``PlanError`` for any other text.
    #[classmethod]
    fn from_json(class: &Bound<'_, PyType>, text: &str) -> PyResult<Self> {
        let fault = |error| crate::error::bad_value_of::<PlanError>(class.py(), &error);
        class.py().detach(|| serde_json::from_str(text)).map(Self).map_err(fault)
    }
});

/// The Dockerfile with what its lines come from.
pub(crate) fn rendered(py: Python<'_>, plan: &plan::Plan) -> PyResult<Rendered> {
    py.detach(|| views::dockerfile(plan))
        .map_err(|error| of::<DockerfileError>(py, &[report::Message::from(&error)]))
}

/// The explanation of a plan, of all of it where `about` is none.
pub(crate) fn explain(
    py: Python<'_>,
    plan: &plan::Plan,
    rendered: &Rendered,
    about: Option<&Bound<'_, PyAny>>,
) -> PyResult<String> {
    let about = match about {
        None => About::Everything,
        Some(about) => About::of(about.str()?.to_str()?),
    };
    py.detach(|| views::explain(plan, rendered, &about))
        .ok_or_else(|| of::<PlanError>(py, &[report::nothing_to_explain(plan, rendered, &about)]))
}

/// What plain data says.
fn data<T: serde::de::DeserializeOwned>(object: &Bound<'_, PyAny>) -> PyResult<T> {
    serde_json::from_value(json::from_python(object)?).map_err(|error| bad_value(object.py(), &error))
}

/// It as plain data.
fn plain<'py>(py: Python<'py>, value: &impl serde::Serialize) -> PyResult<Bound<'py, PyAny>> {
    let value = serde_json::to_value(value).map_err(|error| bad_value(py, &error))?;
    json::to_python(py, &value)
}
