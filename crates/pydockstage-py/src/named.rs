//! Names and words on their way in: a Python `str` that becomes a type of the core, or an error that says why not.

use crate::error::bad_value;
use pydockstage_core::names::NameError;
use pyo3::prelude::*;
use serde::de::DeserializeOwned;
use std::str::FromStr;

/// A text that is read by the type's own rule.
#[derive(Clone, Copy)]
pub(crate) struct Named<T>(pub(crate) T);

impl<T: FromStr<Err = NameError>> FromPyObject<'_, '_> for Named<T> {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let text: String = object.extract()?;
        text.parse().map(Self).map_err(|error| bad_value(object.py(), &error))
    }
}

/// Several of them, from any sequence of texts.
pub(crate) fn inner<T>(names: Vec<Named<T>>) -> Vec<T> {
    names.into_iter().map(|named| named.0).collect()
}

/// A word that stands for one of a few things, as in the plan's JSON: `build`, `created`.
#[derive(Clone, Copy)]
pub(crate) struct Word<T>(pub(crate) T);

impl<T: DeserializeOwned> FromPyObject<'_, '_> for Word<T> {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let text: String = object.extract()?;
        serde_json::from_value(text.into()).map(Self).map_err(|error| bad_value(object.py(), &error))
    }
}

/// The word that stands for a value; empty for what has none.
pub(crate) fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
