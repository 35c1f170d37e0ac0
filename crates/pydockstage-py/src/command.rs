use crate::network::{PythonClient, Wanted};
use pydockstage_cli::network::SharedClient;
use pyo3::prelude::*;
use std::ffi::OsString;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// How long an interrupt by the user may wait.
const INTERVAL: Duration = Duration::from_millis(100);
/// The exit status of a command that came to no end.
const ERROR: u8 = 2;

/// What the thread of the command tells.
enum Event {
    Wanted(Wanted),
    Ended(u8),
}

impl From<Wanted> for Event {
    fn from(wanted: Wanted) -> Self {
        Self::Wanted(wanted)
    }
}

/// Runs the command ``pydockstage`` with these arguments (sequence of str, the program's name first) and returns its
/// exit status (int): 0, 1 where files are not up to date, 2 for an error.
///
/// It writes to the standard output and the standard error of the process, whatever stands in ``sys.stdout`` and
/// ``sys.stderr``. Raises ``KeyboardInterrupt`` where the user asked for an end meanwhile; what was
/// begun may go on until the process ends.
#[pyfunction]
#[pyo3(signature = (argv, /))]
pub(crate) fn main(py: Python<'_>, argv: Vec<OsString>) -> PyResult<u8> {
    flush(py)?;
    let (sender, mut receiver) = channel();
    // Python tells of an interrupt only to its own thread, so another one runs the command.
    std::thread::spawn(move || {
        let client = SharedClient::new(PythonClient::new(sender.clone()));
        let status = pydockstage_cli::run_in_process(argv, &client);
        // Nobody waits any more when the user asked for an end.
        let _ = sender.send(Event::Ended(status));
    });
    loop {
        // A receiver belongs to one thread at a time, so it is handed over and back.
        let (event, back) = py.detach(move || (receiver.recv_timeout(INTERVAL), receiver));
        receiver = back;
        py.check_signals()?;
        match event {
            Ok(Event::Wanted(wanted)) => wanted.begin(py)?,
            Ok(Event::Ended(status)) => return Ok(status),
            Err(RecvTimeoutError::Timeout) => {}
            // The thread panicked, and said so.
            Err(RecvTimeoutError::Disconnected) => return Ok(ERROR),
        }
    }
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
