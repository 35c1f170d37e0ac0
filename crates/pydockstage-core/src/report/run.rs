//! What is said about what the container runs.

use super::plan::found;
use super::{Message, Place};
use crate::plan::PlanError;
use crate::project::Origin;

/// Where the line is to be written.
const WHERE: &str = "in [tool.pydockstage] of pyproject.toml, or in pydockstage.toml";

fn line(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
    format!("command = [{}]", words.join(", "))
}

fn lines(candidates: &[(Vec<String>, String)]) -> String {
    candidates.iter().map(|(words, _)| line(words)).collect::<Vec<_>>().join("\nor ")
}

pub(super) fn no_command(candidates: &[(Vec<String>, String)]) -> Message {
    if candidates.is_empty() {
        return Message::new("no-command", "nothing was found that the container could run")
            .note("looked for: a Procfile, web applications, console scripts, packages with a __main__.py")
            .help(format!("write it {WHERE}:\ncommand = [\"python\", \"-m\", \"myproject\"]"));
    }
    let mut message =
        Message::new("several-commands", "there are several things that the container could run");
    for (words, origin) in candidates {
        message = message.note(format!("{} ({origin})", words.join(" ")));
    }
    message.help(format!("write which, {WHERE}:\n{}", lines(candidates)))
}

pub(super) fn no_server(
    applications: &[(String, &'static str, Origin)],
    servers: &[&str],
    others: &[(Vec<String>, String)],
) -> Message {
    let mut fitting: Vec<&str> = Vec::new();
    for server in servers {
        if !fitting.contains(server) {
            fitting.push(server);
        }
    }
    let named: Vec<String> =
        applications.iter().map(|(target, framework, _)| format!("{target} ({framework})")).collect();
    let mut message = Message::new(
        "no-server",
        format!("no requirement can serve the web application {}", named.join(", ")),
    );
    if let [(_, _, origin)] = applications {
        message = message.at(found(origin));
    } else {
        for (target, _, origin) in applications {
            message = message.note(format!("{target} ({origin})"));
        }
    }
    message = message
        .note("a development server is none for production, so none is started")
        .help(format!("add a server to the requirements: {}", fitting.join(", ")));
    if others.is_empty() {
        message
    } else {
        message.help(format!("or, where that starts a server by itself, write {WHERE}:\n{}", lines(others)))
    }
}

/// The command as a shell is given it. A single program takes the shell's place, so that it is told to end.
fn in_shell(command: &str) -> String {
    let is_several = command.contains(['&', '|', ';', '<', '>', '`', '"', '\'']);
    let begins_with_variable =
        command.split(' ').next().is_some_and(|word| word.contains('=') || matches!(word, "cd" | "exec"));
    if is_several || begins_with_variable { command.to_owned() } else { format!("exec {command}") }
}

pub(super) fn other(error: &PlanError) -> Message {
    match error {
        PlanError::OnlyManage { manage } => Message::new(
            "no-application",
            format!("{manage} runs no server for production, and no WSGI or ASGI application was found"),
        )
        .at(Place::file(manage.as_str()))
        .note("looked for: application = get_wsgi_application(), or get_asgi_application(), at the top of a module")
        .help("bring back the wsgi.py that `django-admin startproject` makes, and a server among the requirements")
        .help(format!("or write the command {WHERE}:\ncommand = [\"gunicorn\", \"--bind=0.0.0.0:8000\", \"myproject.wsgi\"]")),
        PlanError::ProcfileShell { command, origin } => Message::new(
            "procfile-shell",
            format!("`{command}` needs a shell, and a container's program should be started without one"),
        )
        .at(found(origin))
        .help(format!("write its words {WHERE}:\ncommand = [\"gunicorn\", \"--bind=0.0.0.0:8000\", \"myproject.wsgi\"]"))
        .help(format!("or let a shell read it:\n{}", line(&["sh".to_owned(), "-c".to_owned(), in_shell(command)]))),
        PlanError::DevelopmentServer { words, origin } => Message::new(
            "development-server",
            format!("`{}` starts a server that is for development alone", words.join(" ")),
        )
        .at(found(origin))
        .help("add a server to the requirements, as gunicorn or uvicorn, and let the Procfile start it")
        .help(format!("or write the command {WHERE}:\ncommand = [\"gunicorn\", \"--bind=0.0.0.0:8000\", \"myproject.wsgi\"]")),
        PlanError::FastapiEntrypoint { text, origin } => {
            Message::new("fastapi-entrypoint", format!("`{text}` is no application: it is `module:attribute`"))
                .at(found(origin))
                .help("write the module as Python imports it, as entrypoint = \"myproject.main:app\"")
        }
        _ => Message::new("plan", error.to_string()),
    }
}
