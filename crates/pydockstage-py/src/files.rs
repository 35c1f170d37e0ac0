//! The files, and what becomes of them.

use crate::error::bad_value;
use crate::named::{Named, Word, word};
use crate::value::{self, value_class};
use pydockstage_core::files::{self, Change, Unmarked};
use pydockstage_core::names::ProjectPath;
use pyo3::prelude::*;
use std::hash::{Hash, Hasher};

/// A file as it should be.
///
/// ``path`` (str) is where it goes, below the project's folder, and ``text`` (str) all of it, with the mark by which it
/// is known again. ``unmarked`` (str) says what becomes of a file there that a person wrote: ``refuse`` to write
/// anything unless forced, or ``keep`` it in any case.
#[pyclass(module = "pydockstage", frozen, eq, hash)]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Output(pub(crate) files::Output);

impl Hash for Output {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.0.path, &self.0.text).hash(state);
    }
}

value_class!(Output(path, text, unmarked) {
    #[new]
    #[pyo3(signature = (*, path, text, unmarked="refuse"))]
    fn new(py: Python<'_>, path: Named<ProjectPath>, text: String, unmarked: &str) -> PyResult<Self> {
        let unmarked = match unmarked {
            "refuse" => Unmarked::Refuse,
            "keep" => Unmarked::Keep,
            other => return Err(bad_value(py, &format!("`{other}` is neither `refuse` nor `keep`"))),
        };
        Ok(Self(files::Output { path: path.0, text, unmarked }))
    }

    #[getter]
    fn path(&self) -> &str {
        self.0.path.as_str()
    }

    #[getter]
    fn text(&self) -> &str {
        &self.0.text
    }

    #[getter]
    fn unmarked(&self) -> &str {
        match self.0.unmarked {
            Unmarked::Refuse => "refuse",
            Unmarked::Keep => "keep",
        }
    }
});

/// What was done with a file.
///
/// ``path`` (str) is the file, below the project's folder. ``change`` (str) is ``created``, ``updated``, ``unchanged``
/// (it was up to date and has not been touched), ``kept`` (a person wrote it, and it stays) or ``replaced`` (a person
/// wrote or changed it, and the caller forced it).
#[pyclass(module = "pydockstage", frozen, eq, hash)]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Written(pub(crate) files::Written);

impl Hash for Written {
    fn hash<H: Hasher>(&self, state: &mut H) {
        value::hash(&self.0, state);
    }
}

value_class!(Written(path, change) {
    #[new]
    #[pyo3(signature = (*, path, change))]
    fn new(path: Named<ProjectPath>, change: Word<Change>) -> Self {
        Self(files::Written { path: path.0, change: change.0 })
    }

    #[getter]
    fn path(&self) -> &str {
        self.0.path.as_str()
    }

    #[getter]
    fn change(&self) -> String {
        word(&self.0.change)
    }
});

/// A file that is not what would be generated: ``path`` (str), below the project's folder, and ``diff`` (str), a
/// unified diff from what is there to what would be generated.
#[pyclass(module = "pydockstage", frozen, eq, hash)]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Difference(pub(crate) files::Difference);

impl Hash for Difference {
    fn hash<H: Hasher>(&self, state: &mut H) {
        value::hash(&self.0, state);
    }
}

value_class!(Difference(path, diff) {
    #[new]
    #[pyo3(signature = (*, path, diff))]
    fn new(path: Named<ProjectPath>, diff: String) -> Self {
        Self(files::Difference { path: path.0, diff })
    }

    #[getter]
    fn path(&self) -> &str {
        self.0.path.as_str()
    }

    #[getter]
    fn diff(&self) -> &str {
        &self.0.diff
    }
});
