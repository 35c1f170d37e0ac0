//! How the engine asks whether the program is well. Python itself asks: slim images have no curl.

use super::{Healthcheck, PlanError, Reason};
use crate::spec::values::{Port, PortNumber, Protocol};
use crate::spec::{Healthcheck as Written, Probed, Spec};

/// What the spec says, else whether the port takes a connection: the first that the owner exposes, else `inferred`, on
/// which the command is known to listen.
pub(super) fn choose(
    spec: &Spec,
    inferred: Option<&(Port, Reason)>,
) -> Result<(Healthcheck, Reason), PlanError> {
    let exposed = match &spec.expose {
        Some(expose) => expose
            .value
            .iter()
            .find(|port| port.value.protocol == Protocol::Tcp)
            .map(|port| (port.value.number, vec![port.origin.to_string()])),
        None => inferred.map(|(port, reason)| (port.number, reason.origins.clone())),
    };
    match &spec.healthcheck {
        None => Ok(match exposed {
            Some((port, origins)) => {
                (of(connects(port), None), Reason::gathered("the port must take a connection", origins))
            }
            None => (Healthcheck::None, Reason::default_choice("no port is known that could be asked")),
        }),
        Some(written) => {
            let reason = Reason::written("the owner's choice", &written.origin);
            let Written::Probe(probe) = &written.value else { return Ok((Healthcheck::None, reason)) };
            let command = match probe.probed() {
                Some(Probed::Command(command)) => command.value.words().to_vec(),
                Some(Probed::Http(path, port)) => {
                    let port = port
                        .map(|port| port.value)
                        .or(exposed.map(|(port, _)| port))
                        .ok_or_else(|| PlanError::HealthcheckPort { origin: written.origin.clone() })?;
                    fetches(port, path.value.as_str())
                }
                None => match exposed {
                    Some((port, _)) => connects(port),
                    None => return Err(PlanError::HealthcheckPort { origin: written.origin.clone() }),
                },
            };
            Ok((of(command, Some(probe)), reason))
        }
    }
}

fn of(command: Vec<String>, probe: Option<&crate::spec::Probe>) -> Healthcheck {
    let text = |written: Option<String>, usual: &str| written.unwrap_or_else(|| usual.to_owned());
    Healthcheck::Command {
        command,
        interval: text(probe.and_then(|p| p.interval.as_ref()).map(|w| w.value.to_string()), "30s"),
        timeout: text(probe.and_then(|p| p.timeout.as_ref()).map(|w| w.value.to_string()), "5s"),
        start_period: text(probe.and_then(|p| p.start_period.as_ref()).map(|w| w.value.to_string()), "10s"),
        retries: probe.and_then(|p| p.retries.as_ref()).map_or(3, |w| w.value.get().into()),
    }
}

/// Succeeds when something listens on the port.
fn connects(port: PortNumber) -> Vec<String> {
    python(format!("import socket; socket.create_connection((\"127.0.0.1\", {port}), 3).close()"))
}

/// Succeeds when the path is answered with a status below 400.
fn fetches(port: PortNumber, path: &str) -> Vec<String> {
    python(format!(
        "import urllib.request; urllib.request.urlopen(\"http://127.0.0.1:{port}{path}\", timeout=3)"
    ))
}

fn python(program: String) -> Vec<String> {
    vec!["python".to_owned(), "-c".to_owned(), program]
}
