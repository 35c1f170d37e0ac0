//! On which port a command listens, and by which signal it ends, as far as its words tell.

use super::server::Server;
use crate::spec::values::PortNumber;

/// What the words of a server say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listening {
    pub(super) server: Server,
    /// The port; none where something else than its words says it.
    pub(super) port: Option<PortNumber>,
    /// Whether nothing outside of the container reaches it.
    pub(super) is_shy: bool,
    /// Whether `SIGTERM` doesn't end it: uWSGI then loads itself again (its documentation, "Managing the uWSGI
    /// server").
    pub(super) needs_interrupt: bool,
}

/// The options by which a server is told a port, an address with a port, or an address.
const PORTS: [&str; 3] = ["--port", "-p", "--server.port"];
const ADDRESSES: [&str; 7] = ["--bind", "-b", "--listen", "--http", "--http-socket", "--host", "-H"];
const HOSTS: [&str; 1] = ["--server.address"];

/// Options by which something else says where it listens.
const ELSEWHERE: [&str; 14] = [
    "--config",
    "-c",
    "--ini",
    "--yaml",
    "--yml",
    "--json",
    "--xml",
    "--fd",
    "--uds",
    "--unix-socket",
    "--unix",
    "--socket",
    "--quic-bind",
    "--endpoint",
];

/// Reads the words of a command; none where it is no server's.
pub(super) fn read(words: &[String]) -> Option<Listening> {
    let (server, words) = Server::of_command(words)?;
    let options = options(words);
    let has = |name: &str| options.iter().any(|(option, _)| option == name);
    let is_elsewhere = ELSEWHERE.iter().any(|name| has(name))
        || words.iter().any(|word| word.rsplit('.').next() == Some("ini"))
        || (server == Server::Uwsgi && !has("--http") && !has("--http-socket"));
    let (mut port, mut host) = (None, None);
    for (option, value) in &options {
        if PORTS.contains(&option.as_str()) {
            port = value.parse::<PortNumber>().ok();
        } else if HOSTS.contains(&option.as_str()) {
            host = Some(value.clone());
        } else if ADDRESSES.contains(&option.as_str()) {
            let (address, number) = match value.rsplit_once(':') {
                Some((address, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
                    (address, Some(number))
                }
                _ => (value.as_str(), None),
            };
            port = number.and_then(|number| number.parse().ok()).or(port);
            host = Some(address.to_owned());
        }
    }
    let is_local = |host: &String| ["127.0.0.1", "localhost", "::1", "[::1]"].contains(&host.as_str());
    let usual = || PortNumber::new(server.usual_port());
    let is_unix = host.as_ref().is_some_and(|host| host.starts_with("unix") || host.starts_with('/'));
    Some(Listening {
        server,
        port: if is_elsewhere || is_unix { None } else { port.or_else(usual) },
        is_shy: !is_elsewhere && !is_unix && host.as_ref().map_or(server.is_shy(), is_local),
        needs_interrupt: server == Server::Uwsgi && !has("--die-on-term"),
    })
}

/// `--name=value`, `--name value` and `-nvalue` as pairs.
fn options(words: &[String]) -> Vec<(String, String)> {
    let mut options = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).filter(|next| !next.starts_with('-')).cloned().unwrap_or_default();
        if let Some((name, value)) = word.split_once('=').filter(|_| word.starts_with("--")) {
            options.push((name.to_owned(), value.to_owned()));
        } else if word.starts_with("--") || (word.len() == 2 && word.starts_with('-')) {
            options.push((word.clone(), next));
        } else if let (true, Some(value)) = (word.starts_with('-'), word.get(2..)) {
            options.push((word.chars().take(2).collect(), value.to_owned()));
        }
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(command: &str) -> Option<(Option<u16>, bool, bool)> {
        let words: Vec<String> = command.split(' ').map(str::to_owned).collect();
        read(&words).map(|found| (found.port.map(PortNumber::get), found.is_shy, found.needs_interrupt))
    }

    #[test]
    fn the_port_stands_in_the_words_or_is_the_servers_own() {
        assert_eq!(of("uvicorn a:b"), Some((Some(8000), true, false)));
        assert_eq!(of("uvicorn --host 0.0.0.0 --port 80 a:b"), Some((Some(80), false, false)));
        assert_eq!(of("/venv/bin/gunicorn -b 0.0.0.0:5000 -w 4 a"), Some((Some(5000), false, false)));
        assert_eq!(of("gunicorn -b:5000 a"), Some((Some(5000), false, false)));
        assert_eq!(of("python -m gunicorn --bind=127.0.0.1:5000 a"), Some((Some(5000), true, false)));
        assert_eq!(of("gunicorn --bind unix:/run/a.sock a"), Some((None, false, false)));
        assert_eq!(of("gunicorn -c gunicorn.conf.py a"), Some((None, false, false)));
        assert_eq!(of("waitress-serve a:b"), Some((Some(8080), false, false)));
        assert_eq!(of("daphne -b 0.0.0.0 -p 8001 a:b"), Some((Some(8001), false, false)));
        assert_eq!(of("uwsgi --ini uwsgi.ini"), Some((None, false, true)));
        assert_eq!(of("uwsgi --http=:8080 --die-on-term --module=a"), Some((Some(8080), false, false)));
        assert_eq!(of("python app.py"), None);
    }
}
