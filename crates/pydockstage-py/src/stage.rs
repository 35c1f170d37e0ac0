use crate::named::{Named, Word, word};
use crate::reason::Reason;
use crate::runtime::Runtime;
use crate::step::Step;
use crate::value::{self, value_class};
use pydockstage_core::names::StageName;
use pydockstage_core::plan::{self, From, Role};
use pydockstage_core::spec::values::Platform;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use std::hash::{Hash, Hasher};

/// A named step of the build.
///
/// ``name`` (str) is its name in the file; ``role`` (str) is what it is for, whatever its name: ``base``,
/// ``toolchain``, ``requirements``, ``dependencies``, ``sources``, ``package``, ``build``, ``production`` or ``extra``. It begins with an ``image`` (str or
/// None) or with another stage, its ``parent`` (str or None). ``reason`` (Reason) is why it is there, ``steps`` (tuple
/// of Step) what it does, in order.
#[pyclass(module = "pydockstage", frozen, eq, hash, from_py_object)]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Stage(pub(crate) plan::Stage);

impl Hash for Stage {
    fn hash<H: Hasher>(&self, state: &mut H) {
        value::hash(&self.0, state);
    }
}

value_class!(Stage(name, role, image, parent, reason, steps, platform) {
    #[new]
    #[pyo3(
        signature = (*, name, role, reason, image=None, parent=None, steps=Vec::new(), platform=None),
        text_signature = "(*, name, role, reason, image=None, parent=None, steps=(), platform=None)"
    )]
    fn new(
        name: Named<StageName>,
        role: Word<Role>,
        reason: Reason,
        image: Option<String>,
        parent: Option<Named<StageName>>,
        steps: Vec<Step>,
        platform: Option<Named<Platform>>,
    ) -> PyResult<Self> {
        let on_build = platform.is_some_and(|platform| platform.0 == Platform::Build);
        let from = match (image, parent) {
            (Some(image), None) if on_build => From::BuildPlatform(image),
            (Some(image), None) => From::Image(image),
            (None, Some(parent)) => From::Stage(parent.0),
            _ => return Err(PyTypeError::new_err("a stage begins with an image or with a parent: give one")),
        };
        let steps = steps.into_iter().map(|step| step.0).collect();
        Ok(Self(plan::Stage { name: name.0, role: role.0, from, reason: reason.0, steps }))
    }

    #[getter]
    fn name(&self) -> &str {
        self.0.name.as_str()
    }

    #[getter]
    fn role(&self) -> String {
        word(&self.0.role)
    }

    #[getter]
    fn image(&self) -> Option<&str> {
        match &self.0.from {
            From::Image(image) | From::BuildPlatform(image) => Some(image),
            From::Stage(_) => None,
        }
    }

    #[getter]
    fn parent(&self) -> Option<&str> {
        match &self.0.from {
            From::Image(_) | From::BuildPlatform(_) => None,
            From::Stage(stage) => Some(stage.as_str()),
        }
    }

    /// What it begins with, image or stage, as it stands behind FROM (str).
    #[getter]
    fn base(&self) -> &str {
        match &self.0.from {
            From::Image(image) | From::BuildPlatform(image) => image,
            From::Stage(stage) => stage.as_str(),
        }
    }

    /// The platform that it runs on: ``target``, or ``build`` for that of the machine that builds (str).
    #[getter]
    fn platform(&self) -> &'static str {
        match &self.0.from {
            From::BuildPlatform(_) => Platform::Build.as_str(),
            From::Image(_) | From::Stage(_) => Platform::Target.as_str(),
        }
    }

    #[getter]
    fn reason(&self) -> Reason {
        Reason(self.0.reason.clone())
    }

    #[getter]
    fn steps<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.steps.iter().cloned().map(Step))
    }

    /// What of this stage must also be in the image that ships, as a Runtime: the runtime packages of what it compiles
    /// against, the virtual environment it fills, the project's own files.
    fn runtime(&self) -> Runtime {
        self.0.runtime().into()
    }
});
