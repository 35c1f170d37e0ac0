use crate::spec::Otherwise::{Inferred, Nothing, Value};
use crate::spec::Written;
use crate::spec::section::section;
use crate::spec::values::{ExecForm, GoDuration, HttpPath, PortNumber, Retries};

/// How to tell that the container does its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Healthcheck {
    /// Not at all, whatever the base image says.
    Off,
    /// By asking it.
    Probe(Box<Probe>),
}

section! {
    /// A question that a working container answers: a path to fetch, or a command to run, never both and never neither.
    pub struct Probe {
        /// The path to fetch over HTTP; an answer below 400 is a good one.
        "path": pub path: Option<Written<HttpPath>>, Nothing, r#""/healthz""#;

        /// The port to fetch it from.
        "port": pub port: Option<Written<PortNumber>>, Inferred("the first port of `expose`"), "5000";

        /// The command to run in place of a fetch; an exit status of 0 is a good answer.
        "command": pub command: Option<Written<ExecForm>>, Nothing, r#"["/venv/bin/python", "-m", "myproject.health"]"#;

        /// The time between two checks.
        "interval": pub interval: Option<Written<GoDuration>>, Value(r#""30s""#), r#""1m""#;

        /// The time after which a check has failed.
        "timeout": pub timeout: Option<Written<GoDuration>>, Value(r#""5s""#), r#""3s""#;

        /// The time that the project is given to start, in which a failure does not count.
        "start-period": pub start_period: Option<Written<GoDuration>>, Value(r#""10s""#), r#""1m""#;

        /// The number of failures in a row after which the container is unhealthy.
        "retries": pub retries: Option<Written<Retries>>, Value("3"), "3";
    }
}

/// What a probe does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Probed<'a> {
    /// Fetches a path, from the port that was written or else one that the project exposes.
    Http(&'a Written<HttpPath>, Option<&'a Written<PortNumber>>),
    /// Runs a command.
    Command(&'a Written<ExecForm>),
}

impl Probe {
    /// What it does; none for a probe that was put together with neither a path nor a command.
    pub fn probed(&self) -> Option<Probed<'_>> {
        match (&self.command, &self.path) {
            (Some(command), _) => Some(Probed::Command(command)),
            (None, Some(path)) => Some(Probed::Http(path, self.port.as_ref())),
            (None, None) => None,
        }
    }
}
