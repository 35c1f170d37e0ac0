//! The program that checks the image that ships, and how it is called.

use super::instructions::comment;
use crate::dockerfile::{Item, Network, Run, RunCommand, Script, ShellText, SyntaxError, shell_word};
use crate::names::Release;
use crate::plan::CheckImports;

const PROGRAM: &str = include_str!("guard.py");

/// Writes the program to a file.
pub(super) fn write(release: &Release, program: &str, lists: &str) -> Result<Run, SyntaxError> {
    let text = ShellText::new(&format!("cat <<\"PYTHON\" >{}", shell_word(program)))?;
    let body = PROGRAM.replace("LISTS", lists).replace("RELEASE", &release.to_string());
    Ok(Run::new(RunCommand::Shell(Script::with_heredocs(text, vec![body])?)))
}

/// Runs one of its checks. No network: what an import does must not reach anything.
pub(super) fn run(program: &str, check: &str, arguments: &[&str]) -> Result<Run, SyntaxError> {
    let words: Vec<String> =
        [program, check].iter().chain(arguments).map(|word| shell_word(word).clone()).collect();
    let run = Run::shell(&format!("python -B {}", words.join(" ")))?;
    Ok(Run { network: Some(Network::None), ..run })
}

/// Imports what is the project's own.
pub(super) fn check_imports(check: &CheckImports) -> Result<Vec<Item>, SyntaxError> {
    let words: Vec<&str> = std::iter::once(&check.folder).chain(&check.names).map(String::as_str).collect();
    Ok(vec![
        comment("Not joined with the check above: the build's output tells which of the two failed.")?,
        comment("hadolint ignore=DL3059")?,
        run(&check.program, "imports", &words)?.into(),
    ])
}
