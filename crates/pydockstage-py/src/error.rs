//! The exceptions, and the core's errors as exceptions.

use crate::message::Message;
use pydockstage_core::plan;
use pydockstage_core::report;
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::type_object::PyTypeInfo;
use pyo3::types::PyTuple;
use std::fmt::Display;

create_exception!(
    pydockstage,
    DockstageError,
    PyValueError,
    "What is wrong, where, and what to write instead. The base of all errors of pydockstage.\n\n\
     ``str(error)`` is the text that the command shows. ``code`` is the first fault's short name, stable over \
     versions; ``path``, ``line`` and ``column`` (counted from 1) say where it is, and are None where that has no \
     answer; ``notes`` and ``hints`` are tuples of str: what helps to see it, and what to do. ``messages`` has a \
     Message for each fault, this first one among them."
);
create_exception!(pydockstage, ProjectError, DockstageError, "The project can't be read.");
create_exception!(
    pydockstage,
    SpecError,
    DockstageError,
    "What the owner wrote, in ``[tool.pydockstage]`` or as an argument, can't be understood."
);
create_exception!(
    pydockstage,
    PlanError,
    DockstageError,
    "The project and what its owner wrote make no plan together."
);
create_exception!(
    pydockstage,
    PackageError,
    DockstageError,
    "A system package, or a release, that the catalog doesn't know."
);
create_exception!(
    pydockstage,
    DockerfileError,
    DockstageError,
    "Something can't be written as a Dockerfile, or a text is none."
);
create_exception!(
    pydockstage,
    FilesError,
    DockstageError,
    "The files can't be compared or written; none of them was changed."
);

/// Gives the classes what each error has, for those that nobody but Python made.
pub(crate) fn with_defaults(py: Python<'_>) -> PyResult<()> {
    let base = py.get_type::<DockstageError>();
    base.setattr("code", "")?;
    for place in ["path", "line", "column"] {
        base.setattr(place, py.None())?;
    }
    for list in ["notes", "hints", "messages"] {
        base.setattr(list, PyTuple::empty(py))?;
    }
    Ok(())
}

/// The exception of the family that the error belongs to.
pub(crate) fn raised(py: Python<'_>, error: &pydockstage_core::Error) -> PyErr {
    use pydockstage_core::Error;
    let messages = error.messages();
    match error {
        Error::Project(_) | Error::Asked { .. } => of::<ProjectError>(py, &messages),
        Error::Spec(_) | Error::SpecExists => of::<SpecError>(py, &messages),
        Error::Plan(plan::PlanError::Package { .. }) => of::<PackageError>(py, &messages),
        Error::Plan(_) => of::<PlanError>(py, &messages),
        Error::Syntax(_) => of::<DockerfileError>(py, &messages),
        Error::Files(_) => of::<FilesError>(py, &messages),
        _ => of::<DockstageError>(py, &messages),
    }
}

/// An exception of the class `E` that says all the messages.
pub(crate) fn of<E: PyTypeInfo>(py: Python<'_>, messages: &[report::Message]) -> PyErr {
    let texts: Vec<String> = messages.iter().map(ToString::to_string).collect();
    let error = PyErr::from_type(py.get_type::<E>(), (texts.join("\n\n"),));
    // What can't be set, for lack of memory, is the error to tell.
    with_attributes(py, &error, messages).err().unwrap_or(error)
}

/// A value that is none of its kind, for the reason that `error` gives.
pub(crate) fn bad_value(py: Python<'_>, error: &impl Display) -> PyErr {
    bad_value_of::<DockstageError>(py, error)
}

/// The same, as an exception of the class `E`.
pub(crate) fn bad_value_of<E: PyTypeInfo>(py: Python<'_>, error: &impl Display) -> PyErr {
    of::<E>(py, &[report::Message::new("bad-value", error.to_string())])
}

/// The attributes live on the value because the stable interface of Python 3.10 lets no class of Rust extend an
/// exception. Pickling keeps them.
fn with_attributes(py: Python<'_>, error: &PyErr, messages: &[report::Message]) -> PyResult<()> {
    let value = error.value(py);
    let messages: Vec<Message> = messages.iter().map(Message::from).collect();
    if let Some(first) = messages.first() {
        value.setattr("code", &first.code)?;
        value.setattr("path", &first.path)?;
        value.setattr("line", first.line)?;
        value.setattr("column", first.column)?;
        value.setattr("notes", PyTuple::new(py, &first.notes)?)?;
        value.setattr("hints", PyTuple::new(py, &first.hints)?)?;
    }
    value.setattr("messages", PyTuple::new(py, messages)?)
}
