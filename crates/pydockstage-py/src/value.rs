//! What every value has in Python: `repr`, pickling and copying, `copy.replace`, patterns, and a hash that fits `==`.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use serde::Serialize;
use std::hash::{Hash, Hasher};

/// Writes the methods of a value class: those that are given, and those that every value has by its fields. A field
/// is an attribute and a keyword of the constructor.
///
/// One block for both because Python's method tables are made from a single `impl` for each class.
macro_rules! value_class {
    ($class:ident($($field:ident),+) { $($methods:tt)* }) => {
        impl $class {
            const FIELDS: &'static [&'static str] = &[$(stringify!($field)),+];
        }

        #[pyo3::pymethods]
        impl $class {
            $($methods)*

            #[classattr]
            fn __match_args__(py: pyo3::Python<'_>) -> pyo3::PyResult<pyo3::Bound<'_, pyo3::types::PyTuple>> {
                pyo3::types::PyTuple::new(py, Self::FIELDS)
            }

            fn __repr__(slf: &pyo3::Bound<'_, Self>) -> pyo3::PyResult<String> {
                crate::value::repr(slf, Self::FIELDS)
            }

            fn __getnewargs_ex__<'py>(
                slf: &pyo3::Bound<'py, Self>,
            ) -> pyo3::PyResult<(pyo3::Bound<'py, pyo3::types::PyTuple>, pyo3::Bound<'py, pyo3::types::PyDict>)> {
                crate::value::new_arguments(slf, Self::FIELDS)
            }

            #[pyo3(signature = (**changes))]
            fn __replace__<'py>(
                slf: &pyo3::Bound<'py, Self>,
                changes: Option<&pyo3::Bound<'py, pyo3::types::PyDict>>,
            ) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                crate::value::replace(slf, Self::FIELDS, changes)
            }
        }
    };
}
pub(crate) use value_class;

/// `Class(field=…, …)`, which gives an equal value when Python evaluates it.
pub(crate) fn repr(value: &Bound<'_, PyAny>, fields: &[&str]) -> PyResult<String> {
    let mut text = value.get_type().name()?.to_string();
    for (index, field) in fields.iter().enumerate() {
        text.push_str(if index == 0 { "(" } else { ", " });
        text.push_str(field);
        text.push('=');
        text.push_str(value.getattr(*field)?.repr()?.to_str()?);
    }
    text.push(')');
    Ok(text)
}

/// What the constructor takes to make the same value: no positional arguments, and the fields by keyword.
pub(crate) fn new_arguments<'py>(
    value: &Bound<'py, PyAny>,
    fields: &[&str],
) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
    let keywords = PyDict::new(value.py());
    for field in fields {
        keywords.set_item(field, value.getattr(*field)?)?;
    }
    Ok((PyTuple::empty(value.py()), keywords))
}

/// The same value with other values of some fields.
pub(crate) fn replace<'py>(
    value: &Bound<'py, PyAny>,
    fields: &[&str],
    changes: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let (none, keywords) = new_arguments(value, fields)?;
    if let Some(changes) = changes {
        keywords.update(changes.as_mapping())?;
    }
    value.get_type().call(none, Some(&keywords))
}

/// Hashes the value as data. Maps are equal in any order, and the hash of a JSON object has none either.
pub(crate) fn hash(value: &impl Serialize, state: &mut impl Hasher) {
    // A value that can't be told as JSON has the same hash as all such: slow in a set, and right.
    serde_json::to_value(value).unwrap_or_default().hash(state);
}
