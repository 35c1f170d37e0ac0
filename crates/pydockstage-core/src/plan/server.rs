//! The servers that run web applications: which applications each takes, by which words, and where it listens.

use crate::project::{Application, Interface};

/// A server that can be a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Server {
    Uvicorn,
    Hypercorn,
    Granian,
    Daphne,
    Gunicorn,
    Waitress,
    Uwsgi,
    Sanic,
    Streamlit,
}

impl Server {
    pub(super) const ALL: [Self; 9] = [
        Self::Uvicorn,
        Self::Hypercorn,
        Self::Granian,
        Self::Daphne,
        Self::Gunicorn,
        Self::Waitress,
        Self::Uwsgi,
        Self::Sanic,
        Self::Streamlit,
    ];

    /// The distribution that brings it.
    pub(super) fn distribution(self) -> &'static str {
        match self {
            Self::Uvicorn => "uvicorn",
            Self::Hypercorn => "hypercorn",
            Self::Granian => "granian",
            Self::Daphne => "daphne",
            Self::Gunicorn => "gunicorn",
            Self::Waitress => "waitress",
            Self::Uwsgi => "uwsgi",
            Self::Sanic => "sanic",
            Self::Streamlit => "streamlit",
        }
    }

    /// The program.
    pub(super) fn program(self) -> &'static str {
        match self {
            Self::Waitress => "waitress-serve",
            other => other.distribution(),
        }
    }

    /// The port that it listens on when it is told none (`--help` of uvicorn 0.54, hypercorn 0.18, granian 2.8,
    /// daphne 4.2, gunicorn 27.0, waitress 3.0, sanic 25.12; Streamlit's documentation, "config.toml"). uWSGI has none,
    /// and gets the usual one.
    pub(super) fn usual_port(self) -> u16 {
        match self {
            Self::Waitress => 8080,
            Self::Streamlit => 8501,
            _ => 8000,
        }
    }

    /// Whether it listens only inside the container when it is told no address (same sources).
    pub(super) fn is_shy(self) -> bool {
        !matches!(self, Self::Waitress | Self::Streamlit)
    }

    /// Whether it runs applications of that interface.
    fn takes(self, interface: Interface) -> bool {
        match interface {
            Interface::Asgi => {
                matches!(self, Self::Uvicorn | Self::Hypercorn | Self::Granian | Self::Daphne)
            }
            Interface::Wsgi => {
                matches!(
                    self,
                    Self::Gunicorn | Self::Waitress | Self::Uwsgi | Self::Granian | Self::Hypercorn
                )
            }
            Interface::Sanic => self == Self::Sanic,
            Interface::Aiohttp => self == Self::Gunicorn,
            Interface::Streamlit => self == Self::Streamlit,
        }
    }

    /// The words that run the application on every address of the container; none where this server can't.
    pub(super) fn command(self, application: &Application) -> Option<Vec<String>> {
        let Application { interface, is_factory, .. } = application;
        let (target, factory) = (application.target(), *is_factory);
        let called = || if factory { format!("{target}()") } else { target.clone() };
        let address = format!("0.0.0.0:{}", self.usual_port());
        let port = format!("--port={}", self.usual_port());
        let is_known = self.takes(*interface);
        let mut words = vec![self.program().to_owned()];
        match self {
            _ if !is_known => return None,
            Self::Uvicorn | Self::Sanic => words.extend(["--host=0.0.0.0".to_owned(), port]),
            Self::Granian => {
                let interface = if *interface == Interface::Asgi { "asgi" } else { "wsgi" };
                words.extend([format!("--interface={interface}"), "--host=0.0.0.0".to_owned(), port]);
            }
            Self::Hypercorn => words.push(format!("--bind={address}")),
            Self::Gunicorn => {
                words.push(format!("--bind={address}"));
                if *interface == Interface::Aiohttp {
                    words.push("--worker-class=aiohttp.GunicornWebWorker".to_owned());
                }
            }
            Self::Daphne | Self::Uwsgi if factory => return None,
            Self::Daphne => words.extend(["--bind=0.0.0.0".to_owned(), port]),
            Self::Waitress => words.push(format!("--listen={address}")),
            Self::Uwsgi => words.extend(
                [&format!("--http={address}"), "--master", "--die-on-term", "--need-app"].map(str::to_owned),
            ),
            Self::Streamlit => {
                return Some(
                    [
                        "streamlit",
                        "run",
                        &application.attribute,
                        "--server.address=0.0.0.0",
                        "--server.port=8501",
                    ]
                    .map(str::to_owned)
                    .to_vec(),
                );
            }
        }
        match self {
            Self::Uvicorn | Self::Granian | Self::Sanic if factory => {
                words.extend(["--factory".to_owned(), target]);
            }
            Self::Waitress if factory => words.extend(["--call".to_owned(), target]),
            Self::Uwsgi => words.push(format!("--module={target}")),
            _ => words.push(called()),
        }
        Some(words)
    }

    /// What could run an application of that interface.
    pub(super) fn fitting(interface: Interface) -> Vec<&'static str> {
        Self::ALL.into_iter().filter(|server| server.takes(interface)).map(Self::distribution).collect()
    }

    /// The server that a command runs, and the words behind its name.
    pub(super) fn of_command(words: &[String]) -> Option<(Self, &[String])> {
        let (first, rest) = words.split_first()?;
        let program = first.rsplit('/').next().unwrap_or_default();
        let (name, rest) = match rest {
            [flag, module, rest @ ..] if program.starts_with("python") && flag == "-m" => {
                (module.as_str(), rest)
            }
            _ => (program, rest),
        };
        let is_named = |server: &Self| server.program() == name || server.distribution() == name;
        Self::ALL.into_iter().find(is_named).map(|server| (server, rest))
    }
}
