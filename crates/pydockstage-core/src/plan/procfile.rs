//! The command of a `Procfile`, as the words of an exec form.

use super::PlanError;
use super::server::Server;
use crate::project::{Found, Process};

/// The process that the container runs: `web`, else the only one.
pub(super) fn process(processes: &[Found<Process>]) -> Option<&Found<Process>> {
    let web = processes.iter().find(|process| process.value.name == "web");
    // `release` runs before the others are started, and ends.
    let mut lasting = processes.iter().filter(|process| process.value.name != "release");
    web.or_else(|| lasting.next().filter(|_| lasting.next().is_none()))
}

/// The words of the process. A platform tells its port by `PORT`; here it is the default that is written with it, or
/// the usual one of the server, which then listens on every address.
pub(super) fn words(process: &Found<Process>) -> Result<Vec<String>, PlanError> {
    let shell = || PlanError::ProcfileShell {
        command: process.value.command.clone(),
        origin: process.origin.clone(),
    };
    let mut words = shlex::split(&process.value.command).ok_or_else(shell)?;
    if words.first().is_some_and(|word| word == "exec") {
        words.remove(0);
    }
    let server = Server::of_command(&words).map(|(server, _)| server);
    let usual = server.map(|server| server.usual_port().to_string());
    for word in &mut words {
        *word = with_port(word, usual.as_deref()).ok_or_else(shell)?;
    }
    let is_assignment = |word: &String| word.split_once('=').is_some_and(|(name, _)| is_variable(name));
    let is_of_shell = |word: &String| {
        ["&&", "||", ";", "|", "&", "cd", ">", "<"].contains(&word.as_str()) || word.contains(['$', '`'])
    };
    if words.is_empty() || words.first().is_some_and(is_assignment) || words.iter().any(is_of_shell) {
        return Err(shell());
    }
    if is_development(&words) {
        return Err(PlanError::DevelopmentServer { words, origin: process.origin.clone() });
    }
    if let Some(server) = server
        && super::listens::read(&words).is_some_and(|found| found.is_shy)
    {
        words.splice(1..1, addresses(server, &words));
    }
    Ok(words)
}

/// What lets the server listen on every address.
fn addresses(server: Server, words: &[String]) -> Vec<String> {
    let port = super::listens::read(words).and_then(|found| found.port);
    match (server, port) {
        (Server::Gunicorn | Server::Hypercorn, Some(port)) => vec![format!("--bind=0.0.0.0:{port}")],
        (Server::Daphne, _) => vec!["--bind=0.0.0.0".to_owned()],
        (Server::Uvicorn | Server::Granian | Server::Sanic, _) => vec!["--host=0.0.0.0".to_owned()],
        _ => Vec::new(),
    }
}

/// The word with `$PORT`, `${PORT}` and `${PORT:-8000}` replaced; none where no port is known.
fn with_port(word: &str, usual: Option<&str>) -> Option<String> {
    let Some(at) = word.find("$PORT").or_else(|| word.find("${PORT")) else { return Some(word.to_owned()) };
    let (before, rest) = word.split_at(at);
    if let Some(after) = rest.strip_prefix("$PORT") {
        return Some(format!("{before}{}{after}", usual?));
    }
    let (inside, after) = rest.strip_prefix("${PORT")?.split_once('}')?;
    let value = inside
        .strip_prefix(":-")
        .or_else(|| inside.strip_prefix('-'))
        .or(usual.filter(|_| inside.is_empty()))?;
    Some(format!("{before}{value}{after}"))
}

fn is_variable(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|character| character.is_ascii_alphanumeric() || character == '_')
}

/// Whether a server runs that its own documentation keeps for development.
pub(super) fn is_development(words: &[String]) -> bool {
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    let program = words.first().map(|word| word.rsplit('/').next().unwrap_or_default()).unwrap_or_default();
    has("runserver")
        || (has("run") && (program == "flask" || has("flask")))
        || (program == "fastapi" && has("dev"))
}
