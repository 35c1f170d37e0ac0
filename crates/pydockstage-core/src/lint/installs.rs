//! What the commands of a RUN install: packages of the distribution, and of Python.

use super::shell::{ShellCommand, ShellWord};
use crate::names::Family;

/// An install of system packages.
pub(super) struct SystemInstall<'c> {
    /// What installs them.
    pub(super) family: Family,
    /// The packages, as they are written.
    pub(super) packages: Vec<Package<'c>>,
}

/// A package of an install.
pub(super) struct Package<'c> {
    /// Its name, without a version and an architecture.
    pub(super) name: &'c str,
    /// Where it stands.
    pub(super) word: &'c ShellWord,
}

/// What a command of the distribution's installer does.
fn verb(command: &ShellCommand) -> Option<(Family, &str, usize)> {
    let family = match command.program() {
        "apt-get" | "apt" | "aptitude" => Family::Apt,
        "apk" => Family::Apk,
        "dnf" | "yum" | "microdnf" | "dnf5" => Family::Dnf,
        _ => return None,
    };
    let mut skipped = false;
    for (index, word) in command.arguments().iter().enumerate() {
        if std::mem::take(&mut skipped) {
            continue;
        }
        if takes_value(&word.text) {
            skipped = true;
        } else if !word.text.starts_with('-') {
            return Some((family, &word.text, index));
        }
    }
    None
}

/// Whether an option of an installer is followed by its value.
fn takes_value(option: &str) -> bool {
    matches!(
        option,
        "-o" | "-t"
            | "-c"
            | "--target-release"
            | "--option"
            | "--config-file"
            | "--virtual"
            | "-X"
            | "--repository"
    )
}

/// The install that a command is.
pub(super) fn system(command: &ShellCommand) -> Option<SystemInstall<'_>> {
    let (family, verb, at) = verb(command)?;
    if verb != if family == Family::Apk { "add" } else { "install" } {
        return None;
    }
    let mut packages = Vec::new();
    let mut words = command.arguments().iter().skip(at + 1);
    while let Some(word) = words.next() {
        if takes_value(&word.text) {
            words.next();
        } else if !word.text.starts_with('-') && !word.expands {
            packages.push(Package { name: name(&word.text), word });
        }
    }
    Some(SystemInstall { family, packages })
}

/// The packages that a command takes away again.
pub(super) fn removed(command: &ShellCommand) -> Vec<&str> {
    match verb(command) {
        Some((_, "purge" | "remove" | "autoremove" | "del" | "erase", at)) => {
            let words = command.arguments().iter().skip(at + 1);
            words.filter(|word| !word.text.starts_with('-')).map(|word| name(&word.text)).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a command fetches the lists of packages anew.
pub(super) fn updates(command: &ShellCommand) -> bool {
    matches!(verb(command), Some((Family::Apt, "update", _)))
}

fn name(word: &str) -> &str {
    let end = word.find(['=', ':', '~', '<', '>']).unwrap_or(word.len());
    &word[..end]
}

/// An install of Python distributions.
pub(super) struct PythonInstall<'c> {
    /// Whether uv does it.
    pub(super) by_uv: bool,
    /// The requirements files that it names.
    pub(super) files: Vec<&'c ShellWord>,
    /// Whether it installs what the folder itself holds.
    pub(super) project: bool,
    /// The word behind which options may stand: `install`.
    pub(super) verb: &'c ShellWord,
}

/// The install by pip that a command is.
pub(super) fn python(command: &ShellCommand) -> Option<PythonInstall<'_>> {
    let words = &command.words;
    let program = command.program();
    let is_pip = |name: &str| name == "pip" || name.strip_prefix("pip").is_some_and(is_version);
    let by_uv = program == "uv";
    let start = if is_pip(program) {
        1
    } else if by_uv && words.get(1).is_some_and(|word| word.text == "pip") {
        2
    } else if program.starts_with("python") && words.get(1).is_some_and(|word| word.text == "-m") {
        words.get(2).filter(|word| word.text == "pip")?;
        3
    } else {
        return None;
    };
    let at = start + words.get(start..)?.iter().position(|word| word.text == "install")?;
    let verb = words.get(at)?;
    let mut files = Vec::new();
    let mut project = false;
    let mut rest = words.get(at + 1..)?.iter();
    while let Some(word) = rest.next() {
        match word.text.as_str() {
            "-r" | "--requirement" | "-c" | "--constraint" => files.extend(rest.next()),
            "." | "./" => project = true,
            text if text.starts_with(".[") => project = true,
            _ => {}
        }
    }
    Some(PythonInstall { by_uv, files, project, verb })
}

fn is_version(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.')
}
