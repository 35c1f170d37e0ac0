//! The program that looks through what is installed, and how it is called.

use super::instructions::comment;
use crate::dockerfile::{
    BindMount, FlagWord, Item, Mount, Network, Reference, Run, RunCommand, Script, ShellText, SyntaxError,
    shell_word,
};
use crate::names::{Release, StageName};
use crate::plan::CheckImports;

/// What both parts import, and what only the check does. No line begins with `from`: readers that know no heredocs
/// (checkov's) would take it for an instruction.
const IMPORTS: &str = "import os\nimport re\nimport subprocess\nimport sys\n";
const GUARD_IMPORTS: &str = "import functools\nimport importlib.metadata\n";
const MORE_IMPORTS: &str = "import multiprocessing.pool\nimport pathlib\n";

const BINARIES: &str = include_str!("program/binaries.py");
const SCAN: &str = include_str!("program/scan_apt.py");
const GUARD: &str = include_str!("program/guard.py");

/// Where the packages of another stage lie while they are compared.
const BASE: &str = "/tmp/base";

/// Writes the program to a file, with the parts that are asked for.
pub(super) fn write(
    release: &Release,
    program: &str,
    scans: bool,
    guards: Option<&str>,
) -> Result<Run, SyntaxError> {
    let mut imports = format!("{IMPORTS}{MORE_IMPORTS}");
    let mut parts = vec![BINARIES];
    if scans {
        parts.push(SCAN);
    }
    if guards.is_some() {
        imports = format!("{IMPORTS}{GUARD_IMPORTS}{MORE_IMPORTS}");
        parts.push(GUARD);
    }
    let body = format!("{imports}\n{}", parts.join("\n"))
        .replace("LISTS", guards.unwrap_or_default())
        .replace("RELEASE", &release.to_string());
    let text = ShellText::new(&format!("cat <<\"PYTHON\" >{}", shell_word(program)))?;
    Ok(Run::new(RunCommand::Shell(Script::with_heredocs(text, vec![body])?)))
}

/// Writes the list of packages that have what the files below the folder link to.
pub(super) fn scan(program: &str, base: &StageName, folder: &str, list: &str) -> Result<Run, SyntaxError> {
    let packages = BindMount {
        from: Some(Reference::from(base.clone())),
        source: Some(FlagWord::literal("/var/lib/dpkg/info")?),
        ..BindMount::new(FlagWord::literal(BASE)?)
    };
    let run = run(program, "scan", &[BASE, folder], Some(list))?;
    Ok(Run { mounts: vec![Mount::Bind(packages)], ..run })
}

/// Runs one of its checks.
pub(super) fn check(program: &str, check: &str, arguments: &[&str]) -> Result<Run, SyntaxError> {
    run(program, check, arguments, None)
}

/// No network: what an import does must not reach anything.
fn run(program: &str, check: &str, arguments: &[&str], output: Option<&str>) -> Result<Run, SyntaxError> {
    let words: Vec<String> =
        [program, check].iter().chain(arguments).map(|word| shell_word(word).clone()).collect();
    let output = output.map(|file| format!(" >{}", shell_word(file))).unwrap_or_default();
    let run = Run::shell(&format!("python -B {}{output}", words.join(" ")))?;
    Ok(Run { network: Some(Network::None), ..run })
}

/// Imports what is the project's own.
pub(super) fn check_imports(imports: &CheckImports) -> Result<Vec<Item>, SyntaxError> {
    let words: Vec<&str> =
        std::iter::once(&imports.folder).chain(&imports.names).map(String::as_str).collect();
    Ok(vec![
        comment("Not joined with the check above: the build's output tells which of the two failed.")?,
        comment("hadolint ignore=DL3059")?,
        check(&imports.program, "imports", &words)?.into(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dockerfile::Instruction;

    #[test]
    fn no_line_looks_like_an_instruction_to_readers_that_know_no_heredocs() {
        let programs = [IMPORTS, GUARD_IMPORTS, MORE_IMPORTS, BINARIES, SCAN, GUARD];
        for line in programs.iter().flat_map(|program| program.lines()) {
            let word = line.split_whitespace().next().unwrap_or_default();
            assert!(!Instruction::KEYWORDS.contains(&word.to_uppercase().as_str()), "{line}");
        }
    }
}
