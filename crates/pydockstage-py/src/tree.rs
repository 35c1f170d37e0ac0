use crate::named::Named;
use crate::reason::Reason;
use crate::value::{self, value_class};
use pydockstage_core::names::StageName;
use pydockstage_core::plan;
use pyo3::prelude::*;
use std::hash::{Hash, Hasher};

/// A tree of files that is copied from one stage to another.
///
/// ``stage`` (str) is the stage that has it, ``source`` (str) where it lies there, ``target`` (str) where it goes, and
/// ``reason`` (Reason) why.
#[pyclass(module = "pydockstage", frozen, eq, hash, from_py_object)]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Tree(pub(crate) plan::Tree);

impl Hash for Tree {
    fn hash<H: Hasher>(&self, state: &mut H) {
        value::hash(&self.0, state);
    }
}

value_class!(Tree(stage, source, target, reason) {
    #[new]
    #[pyo3(signature = (*, stage, source, target, reason))]
    fn new(stage: Named<StageName>, source: String, target: String, reason: Reason) -> Self {
        Self(plan::Tree { stage: stage.0, source, target, reason: reason.0 })
    }

    #[getter]
    fn stage(&self) -> &str {
        self.0.stage.as_str()
    }

    #[getter]
    fn source(&self) -> &str {
        &self.0.source
    }

    #[getter]
    fn target(&self) -> &str {
        &self.0.target
    }

    #[getter]
    fn reason(&self) -> Reason {
        Reason(self.0.reason.clone())
    }
});
