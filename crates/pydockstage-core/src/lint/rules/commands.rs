//! Commands: what starts in the image, and what goes on when it should not.

use super::Subject;
use crate::dockerfile::{Cmd, Command, Entrypoint, Instruction, RunCommand};
use crate::lint::Finding;
use crate::lint::file::{behind_flags, shown, stops_at_faults};
use crate::lint::problem::Problem;
use crate::lint::shell;

pub(in crate::lint) fn shell_form(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let file = subject.file;
    for step in file.shipped() {
        let (Instruction::Cmd(Cmd(command)) | Instruction::Entrypoint(Entrypoint(command))) =
            step.instruction
        else {
            continue;
        };
        let Command::Shell(text) = command else { continue };
        let finding = Finding::new(
            Problem::ShellFormCommand { keyword: step.instruction.keyword() },
            step.span.clone(),
        );
        let words = as_exec(&text.joined());
        found.push(match words {
            Some(words) => finding.mended_by(behind_flags(file.text, &step.span), words),
            None => finding,
        });
    }
}

/// The exec form of a command that needs no shell.
fn as_exec(text: &str) -> Option<String> {
    let needs = |c: char| "$`\\\"'*?[]{}()<>|&;~#!=\n".contains(c);
    if text.contains(needs) {
        return None;
    }
    let words: Vec<String> = text.split_whitespace().map(|word| format!("\"{word}\"")).collect();
    let first = text.split_whitespace().next()?;
    // What only the shell has.
    (!matches!(first, "exec" | "cd" | "source" | "." | "export" | "set" | "test"))
        .then(|| format!("[{}]", words.join(", ")))
}

pub(in crate::lint) fn development_server(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let last =
        |is: fn(&Instruction) -> bool| subject.file.shipped().filter(|step| is(step.instruction)).last();
    let started = [
        last(|instruction| matches!(instruction, Instruction::Entrypoint(_))),
        last(|instruction| matches!(instruction, Instruction::Cmd(_))),
    ];
    for step in started.into_iter().flatten() {
        let (Instruction::Cmd(Cmd(command)) | Instruction::Entrypoint(Entrypoint(command))) =
            step.instruction
        else {
            continue;
        };
        let text = shown(command);
        if is_development_server(&text) {
            found.push(Finding::new(Problem::DevelopmentServer { command: text }, step.span.clone()));
        }
    }
}

/// Whether a command starts a server whose own documentation says that it is not for production.
fn is_development_server(text: &str) -> bool {
    let words: Vec<&str> =
        text.split_whitespace().map(|word| word.rsplit('/').next().unwrap_or(word)).collect();
    let has = |word: &str| words.contains(&word);
    has("runserver")
        || has("runserver_plus")
        || has("flask") && has("run")
        || has("fastapi") && has("dev")
        || has("uvicorn") && has("--reload")
        || has("http.server")
}

pub(in crate::lint) fn heredocs(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for stage in &subject.file.stages {
        for step in &stage.steps {
            let Instruction::Run(run) = step.instruction else { continue };
            if goes_on(&run.command) && !stops_at_faults(stage, step.span.start) {
                let line = subject.file.text[step.span.clone()].lines().next().unwrap_or_default();
                let finding =
                    Finding::new(Problem::HeredocGoesOn, step.span.start..step.span.start + line.len());
                let body = step.span.start + line.len() + 1;
                found.push(if line.ends_with(['\\', '`']) {
                    finding
                } else {
                    finding.mended_by(body..body, "set -e\n")
                });
            }
        }
    }
}

/// Whether RUN hands several commands of a heredoc to the shell, which does not stop at the first that fails.
fn goes_on(command: &RunCommand) -> bool {
    let RunCommand::Shell(script) = command else { return false };
    let text = script.text().joined();
    // Only a heredoc that is all there is goes to the shell; another one is the input of a command.
    if !text.trim_start().starts_with("<<") || text.split_whitespace().count() != 1 {
        return false;
    }
    script.heredocs().next().is_some_and(|(_, body)| {
        // With a first line that names a program, that program reads it.
        if body.starts_with("#!") {
            return false;
        }
        let commands = shell::commands(body, 0..body.len(), '\\');
        let stops = commands.iter().any(|command| {
            command.program() == "set"
                && command.arguments().iter().any(|word| {
                    word.text == "errexit" || word.text.starts_with('-') && word.text.contains('e')
                })
        });
        commands.len() > 1 && !stops
    })
}
