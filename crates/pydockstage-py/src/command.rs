use pyo3::prelude::*;
use std::ffi::OsString;
use std::io;

/// Runs the command ``pydockstage`` with these arguments (sequence of str, the program's name first) and returns its
/// exit status (int): 0, 1 where files are not up to date, 2 for an error.
///
/// It writes to the standard output and the standard error of the process, whatever stands in ``sys.stdout`` and
/// ``sys.stderr``. Raises ``KeyboardInterrupt`` where the user asked for an end meanwhile.
#[pyfunction]
#[pyo3(signature = (argv, /))]
pub(crate) fn main(py: Python<'_>, argv: Vec<OsString>) -> PyResult<u8> {
    flush(py)?;
    let status = py.detach(|| pydockstage_cli::run(argv, &mut io::stdout().lock(), &mut io::stderr().lock()));
    py.check_signals()?;
    Ok(status)
}

/// What Python has written so far comes first. A program without streams has none to flush.
fn flush(py: Python<'_>) -> PyResult<()> {
    let sys = py.import("sys")?;
    for name in ["stdout", "stderr"] {
        let stream = sys.getattr(name)?;
        if !stream.is_none() {
            stream.call_method0("flush")?;
        }
    }
    Ok(())
}
