//! The portable dialect: instructions of BuildKit's as those that all builders share.
//!
//! What a mount would bring is copied before the command and taken away behind it, and what a cache would hold is left
//! out of the layer. So the file says the same as the other dialect's, at the price of larger layers in stages that
//! don't ship, and of fetching again what a cache would have kept.

use crate::dockerfile::{
    AddFiles, BindMount, CacheMount, CopyFiles, Exec, Healthcheck, Instruction, Item, Mount, Paths, Probe,
    Run, RunCommand, Script, ShellText, Statement, SyntaxError, Word, shell_word,
};

/// Variables by which a program keeps no cache, by the end of the folder that would be one (pip's documentation,
/// "Configuration"; uv's, "Environment variables"; Poetry's, "Configuration").
const NO_CACHE: [(&str, &str); 2] = [(".cache/pip", "PIP_NO_CACHE_DIR=1"), (".cache/uv", "UV_NO_CACHE=1")];

/// Keeps apt from cleaning up behind itself, which only a cache mount needs.
const KEEP_PACKAGES: &str = "rm -f /etc/apt/apt.conf.d/docker-clean\n    && ";

/// The same items for a builder that knows no mounts of files, no links, no heredocs and no `--start-interval`.
pub(super) fn lowered(items: Vec<Item>) -> Result<Vec<Item>, SyntaxError> {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            Item::Statement(statement) => {
                let checked = checked_behind(statement.instruction())?;
                after.push(Item::Statement(lowered_statement(statement, &mut before)?));
                after.extend(checked);
            }
            other => after.push(other),
        }
    }
    if !before.is_empty() {
        before.push(Item::Blank);
    }
    before.extend(after);
    Ok(before)
}

/// The same statement; what must stand before it goes to `before`.
fn lowered_statement(statement: Statement, before: &mut Vec<Item>) -> Result<Statement, SyntaxError> {
    Ok(match statement.instruction().clone() {
        Instruction::Run(run) => Statement::new(lowered_run(run, before)?).wrapped(),
        Instruction::Add(add) if add.checksum.is_some() => {
            Statement::new(AddFiles { checksum: None, link: false, ..add }).wrapped()
        }
        Instruction::Copy(copy) if copy.link => Statement::new(CopyFiles { link: false, ..copy }),
        Instruction::Healthcheck(Healthcheck::Probe(probe)) if probe.start_interval.is_some() => {
            Statement::new(Healthcheck::Probe(Probe { start_interval: None, ..probe })).wrapped()
        }
        _ => statement,
    })
}

/// The check of a fetched file that the builder itself doesn't make.
fn checked_behind(instruction: &Instruction) -> Result<Vec<Item>, SyntaxError> {
    let Instruction::Add(AddFiles { checksum: Some(checksum), paths, .. }) = instruction else {
        return Ok(Vec::new());
    };
    let (Some(checksum), Some(target)) = (checksum.as_word().as_literal(), paths.destination().as_literal())
    else {
        return Ok(Vec::new());
    };
    let digits = checksum.strip_prefix("sha256:").unwrap_or(checksum);
    let check =
        format!("test \"$(sha256sum < {})\" = {}", shell_word(target), shell_word(&format!("{digits}  -")));
    Ok(vec![Item::Blank, Run::shell(&check)?.into()])
}

fn lowered_run(run: Run, before: &mut Vec<Item>) -> Result<Run, SyntaxError> {
    let (mut variables, mut clean, mut folders) = (Vec::new(), Vec::new(), Vec::new());
    let mut mounts = Vec::new();
    for mount in run.mounts {
        match mount {
            Mount::Bind(bind) => {
                if let Some(target) = bind.target.as_word().as_literal() {
                    // A folder that the command works in can only be emptied.
                    clean.push(if target.starts_with("/tmp/") {
                        format!("rm -rf {}", shell_word(target))
                    } else {
                        format!("find {} -mindepth 1 -delete", shell_word(target))
                    });
                }
                before.push(copied(bind)?.into());
            }
            Mount::Cache(CacheMount { target, .. }) => {
                let Some(target) = target.as_word().as_literal() else { continue };
                match NO_CACHE.iter().find(|(end, _)| target.ends_with(end)) {
                    Some((_, variable)) => variables.push((*variable).to_owned()),
                    None => folders.push(format!(" {}/*", shell_word(target))),
                }
            }
            Mount::Tmpfs(tmpfs) => {
                if let Some(target) = tmpfs.target.as_word().as_literal() {
                    folders.push(format!(" {}/*", shell_word(target)));
                }
            }
            // There is no other way to hand over what must not stay in a layer.
            mount @ (Mount::Secret(_) | Mount::Ssh(_)) => mounts.push(mount),
        }
    }
    if !folders.is_empty() {
        clean.push(format!("rm -rf{}", folders.concat()));
    }
    let command = match run.command {
        RunCommand::Shell(script) => shell(&script, &variables, &clean)?,
        RunCommand::Exec(exec) if variables.is_empty() && clean.is_empty() => RunCommand::Exec(exec),
        RunCommand::Exec(exec) => {
            let words: Vec<String> = exec.arguments().iter().map(|word| shell_word(word)).collect();
            let mut lines = exports(&variables);
            lines.push(words.join(" "));
            lines.extend(clean);
            of_shell(&lines)?
        }
    };
    // buildah 1.28 knows no --network of a RUN. Where the owner asks for one, there is no plan for this dialect; the
    // guard's own checks only do without.
    Ok(Run { mounts, command, network: None, ..run })
}

/// A mount of files as a copy of them.
fn copied(bind: BindMount) -> Result<CopyFiles, SyntaxError> {
    let source = match bind.source {
        Some(source) => Word::from(source),
        None => Word::literal(if bind.from.is_some() { "/" } else { "." })?,
    };
    Ok(CopyFiles { from: bind.from, ..CopyFiles::new(Paths::one(source, Word::from(bind.target))) })
}

/// A text for the shell, between what sets its variables and what cleans up behind it.
fn shell(script: &Script, variables: &[String], clean: &[String]) -> Result<RunCommand, SyntaxError> {
    let heredocs: Vec<_> = script.heredocs().collect();
    if heredocs.is_empty() {
        return Ok(Run::shell(&surrounded(script.text(), variables, clean))?.command);
    }
    // The shell reads heredocs by itself, and a string of JSON can hold the line breaks that they need.
    let mut lines = exports(variables);
    if let ([(_, body)], true) = (heredocs.as_slice(), script.text().joined().starts_with("<<")) {
        lines.push(body.trim_end_matches('\n').to_owned());
    } else {
        lines.push(script.text().joined());
        for (opener, body) in heredocs {
            lines.push(format!("{body}{}", opener.name));
        }
    }
    lines.extend(clean.iter().cloned());
    of_shell(&lines)
}

/// Lines for the shell, which stops at the first that fails.
fn of_shell(lines: &[String]) -> Result<RunCommand, SyntaxError> {
    Ok(RunCommand::Exec(Exec::new(["/bin/sh".to_owned(), "-ec".to_owned(), lines.join("\n")])?))
}

fn exports(variables: &[String]) -> Vec<String> {
    if variables.is_empty() { Vec::new() } else { vec![format!("export {}", variables.join(" "))] }
}

fn surrounded(text: &ShellText, variables: &[String], clean: &[String]) -> String {
    let lines: Vec<String> = text
        .pieces()
        .iter()
        .map(|piece| match piece {
            crate::dockerfile::Piece::Text(text) => text.trim_end().to_owned(),
            crate::dockerfile::Piece::Comment(comment) => format!("#{}", comment.as_str()),
            crate::dockerfile::Piece::Blank => String::new(),
        })
        .collect();
    let text = lines.join("\n");
    let text = text.strip_prefix(KEEP_PACKAGES).unwrap_or(&text);
    let mut parts = exports(variables);
    parts.push(text.to_owned());
    parts.extend(clean.iter().cloned());
    parts.join("\n    && ")
}
