//! The program that looks through what is installed, and how it is called.

use super::instructions::comment;
use crate::dockerfile::{
    BindMount, FlagWord, Item, Mount, Network, Reference, Run, RunCommand, Script, ShellText, SyntaxError,
    shell_word,
};
use crate::names::{Family, Release, StageName};
use crate::plan::CheckImports;

/// What both parts import, and what only the check does. No line begins with `from`: readers that know no heredocs
/// (checkov's) would take it for an instruction.
const IMPORTS: &str = "import os\nimport re\nimport subprocess\nimport sys\n";
const GUARD_IMPORTS: &str = "import functools\nimport importlib.metadata\n";
const MORE_IMPORTS: &str = "import multiprocessing.pool\nimport pathlib\n";

const BINARIES: &str = include_str!("program/binaries.py");
const SCAN_APT: &str = include_str!("program/scan_apt.py");
const SCAN_LIBRARIES: &str = include_str!("program/scan_libraries.py");
const GUARD: &str = include_str!("program/guard.py");

/// Where what another stage has lies while it is compared.
const BASE: &str = "/tmp/base";

/// What finds the packages, or what they provide by which they are asked for.
fn scanner(family: Family) -> String {
    let capability = match family {
        Family::Apt => return SCAN_APT.to_owned(),
        // The marker of rpm's tools/elfdeps.c for files of 64 bits.
        Family::Dnf => r#"name + ("()(64bit)" if sys.maxsize > 2**32 else "")"#,
        // As abuild and melange write it of each package that has a library.
        Family::Apk => r#""so:" + name"#,
    };
    SCAN_LIBRARIES.replace("CAPABILITY", capability)
}

/// Writes the program to a file, with the parts that are asked for.
pub(super) fn write(
    release: &Release,
    program: &str,
    scans: bool,
    guards: Option<&str>,
) -> Result<Run, SyntaxError> {
    let mut imports = format!("{IMPORTS}{MORE_IMPORTS}");
    let scanner = scanner(release.distribution().family());
    let mut parts = vec![BINARIES];
    if scans {
        parts.push(&scanner);
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
pub(super) fn scan(
    release: &Release,
    program: &str,
    base: &StageName,
    folder: &str,
    list: &str,
) -> Result<Run, SyntaxError> {
    // dpkg's lists tell what is there. The other databases are no files for all to read: there, the libraries tell.
    let source = match release.distribution().family() {
        Family::Apt => Some(FlagWord::literal("/var/lib/dpkg/info")?),
        Family::Dnf | Family::Apk => None,
    };
    let packages = BindMount {
        from: Some(Reference::from(base.clone())),
        source,
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
        let programs = [IMPORTS, GUARD_IMPORTS, MORE_IMPORTS, BINARIES, SCAN_APT, SCAN_LIBRARIES, GUARD];
        for line in programs.iter().flat_map(|program| program.lines()) {
            let word = line.split_whitespace().next().unwrap_or_default();
            assert!(!Instruction::KEYWORDS.contains(&word.to_uppercase().as_str()), "{line}");
        }
    }
}
