use pydockstage_cli::network::{Answer, Client};
use pydockstage_cli::registry::{LARGEST_BODY, Request, Response};
use pyo3::exceptions::PyConnectionError;
use pyo3::prelude::*;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// Asks the network by Python's own client, which knows the proxies and the certificates of its user.
///
/// The command runs in a thread that Python knows nothing of, and that must stay so: such a thread, when it asks for
/// the interpreter while that ends, takes the process with it. It sends what it wants to the thread that called.
pub(crate) struct PythonClient<E> {
    events: Sender<E>,
}

impl<E: From<Wanted>> PythonClient<E> {
    /// A client that sends what is wanted to `events`.
    pub(crate) fn new(events: Sender<E>) -> Self {
        Self { events }
    }
}

impl<E: From<Wanted> + Send> Client for PythonClient<E> {
    fn get(&self, address: &str, to: &mut dyn Write) -> Result<Answer, String> {
        let (download, parts) = Download::new();
        let wanted = Wanted { address: address.to_owned(), question: None, download };
        self.events.send(wanted.into()).map_err(|_| ended())?;
        parts.write_to(to).unwrap_or_else(|| Err(ended()))
    }

    fn ask(&self, request: &Request, patience: Duration) -> Result<Response, String> {
        let (download, parts) = Download::new();
        let question = Question { headers: request.headers.clone(), patience };
        let wanted = Wanted { address: request.address.clone(), question: Some(question), download };
        self.events.send(wanted.into()).map_err(|_| ended())?;
        parts.answer(patience)
    }
}

fn ended() -> String {
    "the download broke off".to_owned()
}

/// A file that Python is to fetch, or a question that it is to put.
pub(crate) struct Wanted {
    address: String,
    question: Option<Question>,
    download: Download,
}

/// What a question has beside its address.
struct Question {
    headers: Vec<(&'static str, String)>,
    patience: Duration,
}

impl Wanted {
    /// Has Python begin; it goes on in a thread of Python's.
    pub(crate) fn begin(self, py: Python<'_>) -> PyResult<()> {
        let module = py.import("pydockstage._fetch")?;
        match self.question {
            None => module.call_method1("begin", (self.address, self.download))?,
            Some(Question { headers, patience }) => module.call_method1(
                "ask",
                (self.address, headers, patience.as_secs_f64(), LARGEST_BODY, self.download),
            )?,
        };
        Ok(())
    }
}

enum Part {
    Bytes(Vec<u8>),
    /// There are no more; so many bytes had been announced.
    Came(Option<u64>),
    Missing,
    /// The whole answer to a question came: its status and its headers.
    Answered(u16, Vec<(String, String)>),
    Failed(String),
}

/// What Python tells of a file, as ``pydockstage._fetch.Download`` describes it.
#[pyclass(frozen, module = "pydockstage._core")]
struct Download {
    parts: Sender<Part>,
    waiting: Arc<AtomicUsize>,
}

/// The other end of a [`Download`].
struct Parts {
    parts: Receiver<Part>,
    waiting: Arc<AtomicUsize>,
}

impl Download {
    fn new() -> (Self, Parts) {
        let (sender, receiver) = channel();
        let waiting = Arc::new(AtomicUsize::new(0));
        (Self { parts: sender, waiting: waiting.clone() }, Parts { parts: receiver, waiting })
    }

    fn tell(&self, part: Part) -> PyResult<()> {
        self.parts.send(part).map_err(|_| PyConnectionError::new_err("nobody waits for it any more"))
    }
}

#[pymethods]
impl Download {
    fn part(&self, bytes: Vec<u8>) -> PyResult<usize> {
        let count = bytes.len();
        let waiting = self.waiting.fetch_add(count, Ordering::Relaxed) + count;
        self.tell(Part::Bytes(bytes))?;
        Ok(waiting)
    }

    fn came(&self, announced: Option<u64>) -> PyResult<()> {
        self.tell(Part::Came(announced))
    }

    fn missing(&self) -> PyResult<()> {
        self.tell(Part::Missing)
    }

    fn answered(&self, status: u16, headers: Vec<(String, String)>) -> PyResult<()> {
        self.tell(Part::Answered(status, headers))
    }

    fn failed(&self, reason: String) -> PyResult<()> {
        self.tell(Part::Failed(reason))
    }
}

impl Parts {
    /// Writes the parts; none where Python went away without a last word.
    fn write_to(self, to: &mut dyn Write) -> Option<Result<Answer, String>> {
        for part in self.parts {
            match part {
                Part::Bytes(bytes) => {
                    self.waiting.fetch_sub(bytes.len(), Ordering::Relaxed);
                    if let Err(error) = to.write_all(&bytes) {
                        return Some(Err(error.to_string()));
                    }
                }
                Part::Came(announced) => return Some(Ok(Answer::Came { announced })),
                Part::Missing => return Some(Ok(Answer::Missing)),
                Part::Answered(..) => return None,
                Part::Failed(reason) => return Some(Err(reason)),
            }
        }
        None
    }

    /// The answer to a question.
    fn answer(self, patience: Duration) -> Result<Response, String> {
        let end = Instant::now() + patience;
        let mut body = Vec::new();
        loop {
            match self.parts.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(Part::Bytes(bytes)) => body.extend(bytes),
                Ok(Part::Answered(status, headers)) => return Ok(Response { status, headers, body }),
                Ok(Part::Failed(reason)) => return Err(reason),
                Ok(Part::Came(_) | Part::Missing) | Err(RecvTimeoutError::Disconnected) => {
                    return Err(ended());
                }
                Err(RecvTimeoutError::Timeout) => return Err("timeout: global".to_owned()),
            }
        }
    }
}
