use crate::value::{self, value_class};
use pydockstage_core::plan;
use pyo3::prelude::*;
use std::hash::{Hash, Hasher};

/// A line of ``.dockerignore``: ``pattern`` (str) and ``reason`` (str), why what it means never travels to the builder.
#[pyclass(module = "pydockstage", frozen, eq, hash, from_py_object)]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct IgnoreRule(pub(crate) plan::IgnoreRule);

impl Hash for IgnoreRule {
    fn hash<H: Hasher>(&self, state: &mut H) {
        value::hash(&self.0, state);
    }
}

value_class!(IgnoreRule(pattern, reason) {
    #[new]
    #[pyo3(signature = (*, pattern, reason))]
    fn new(pattern: String, reason: String) -> Self {
        Self(plan::IgnoreRule { pattern, reason: reason.into() })
    }

    #[getter]
    fn pattern(&self) -> &str {
        &self.0.pattern
    }

    #[getter]
    fn reason(&self) -> &str {
        &self.0.reason
    }
});
