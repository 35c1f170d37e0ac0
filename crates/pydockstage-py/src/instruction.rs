use crate::value::value_class;
use pydockstage_core::dockerfile::CommandView;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// An instruction of a Dockerfile, as the builder reads it.
///
/// ``keyword`` (str) is in upper case; ``trigger`` (str or None) is the keyword behind ``ONBUILD``. ``flags`` (tuple of
/// str) have their dashes and no quotes. ``arguments`` (tuple of str) are the words, pairs in two, and a command in
/// shell form as one; ``exec_form`` (bool) says whether they are an array of JSON. ``heredocs`` (tuple of pairs of str)
/// are each the line that ends it, and its body. ``first_line`` and ``last_line`` (int, counted from 1) are where it
/// stands, with its heredocs.
#[pyclass(module = "pydockstage", frozen, eq, hash)]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Instruction {
    #[pyo3(get)]
    keyword: String,
    #[pyo3(get)]
    trigger: Option<String>,
    flags: Vec<String>,
    arguments: Vec<String>,
    #[pyo3(get)]
    exec_form: bool,
    heredocs: Vec<(String, String)>,
    #[pyo3(get)]
    first_line: usize,
    #[pyo3(get)]
    last_line: usize,
}

impl From<CommandView> for Instruction {
    fn from(view: CommandView) -> Self {
        Self {
            keyword: view.cmd,
            trigger: view.sub_cmd,
            flags: view.flags,
            arguments: view.value,
            exec_form: view.json,
            heredocs: view.heredocs.into_iter().map(|heredoc| (heredoc.name, heredoc.content)).collect(),
            first_line: view.start_line,
            last_line: view.end_line,
        }
    }
}

value_class!(Instruction(
    keyword, arguments, flags, exec_form, heredocs, trigger, first_line, last_line
) {
    #[new]
    #[pyo3(
        signature = (
            *, keyword, arguments, first_line, last_line, flags=Vec::new(), exec_form=false, heredocs=Vec::new(),
            trigger=None
        ),
        text_signature = "(*, keyword, arguments, first_line, last_line, flags=(), exec_form=False, heredocs=(), \
                          trigger=None)"
    )]
    #[expect(clippy::too_many_arguments, reason = "each is a field, given by its keyword")]
    fn new(
        keyword: String,
        arguments: Vec<String>,
        first_line: usize,
        last_line: usize,
        flags: Vec<String>,
        exec_form: bool,
        heredocs: Vec<(String, String)>,
        trigger: Option<String>,
    ) -> Self {
        Self { keyword, trigger, flags, arguments, exec_form, heredocs, first_line, last_line }
    }

    #[getter]
    fn arguments<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.arguments)
    }

    #[getter]
    fn flags<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.flags)
    }

    #[getter]
    fn heredocs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.heredocs.clone())
    }
});
