//! The commands of RUN, as text for the POSIX shell. A line break is a continued line.

use crate::dockerfile::shell_word;
use crate::names::{EnvName, SetName};
use crate::plan::{AptRepository, InstallLink};
use std::fmt::Write as _;

/// A moment that pip takes for the times in what it builds, so that the same source makes the same bytes: bytecode is
/// then checked against a hash of its source instead of a time (PEP 552). The date is the first that a zip file holds.
pub(super) const EPOCH: &str = "SOURCE_DATE_EPOCH=315532800";

pub(super) fn check_set(argument: &EnvName, sets: &[SetName]) -> String {
    let names: Vec<&str> = sets.iter().map(SetName::as_str).collect();
    format!(
        "case \"${argument}\" in\n        {}) ;;\n        \
         *) echo \"{argument}=${argument} is no requirement set of this project: choose one of {}\" >&2; exit 1 ;;\n    \
         esac",
        names.join("|"),
        names.join(", "),
    )
}

pub(super) fn edit_requirements(file: &str, without_project: bool, without_links: bool) -> String {
    let mut text = String::from("sed -i -E");
    if without_project {
        text.push_str(
            r" -e '/^[[:space:]]*((-e|--editable)[[:space:]=]*)?(\.\/?|file:\.\/?)[[:space:]]*(#.*)?$/d'",
        );
    }
    if without_links {
        text.push_str(r" -e 's/^[[:space:]]*(-e|--editable)[[:space:]=]+(\.|[^:]*$)/\2/'");
    }
    let _ = write!(text, " {}", shell_word(file));
    text
}

pub(super) fn create_environment(python: &str, venv: &str) -> String {
    format!("{python} -m venv --without-pip {}", shell_word(venv))
}

/// A source in the deb822 style (sources.list(5)).
pub(super) fn add_repository(repository: &AptRepository) -> String {
    let fields = [
        ("Types", "deb".to_owned()),
        ("URIs", repository.address.clone()),
        ("Suites", repository.suites.join(" ")),
        ("Components", repository.components.join(" ")),
        ("Signed-By", repository.key.clone()),
    ];
    let lines: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("\n        {}", shell_word(&format!("{name}: {value}"))))
        .collect();
    let file = shell_word(&format!("/etc/apt/sources.list.d/{}.sources", repository.name));
    format!("printf '%s\\n'{}\n        > {file}", lines.concat())
}

/// Checked against a hash of the source, as what pip installs is; without what pip has compiled itself.
pub(super) fn compile_library(python: &str) -> String {
    format!(
        "{python} -m compileall -q --invalidation-mode checked-hash -x /site-packages/\n        \
         \"$({python} -c \"import sysconfig; print(sysconfig.get_path('stdlib'))\")\""
    )
}

pub(super) fn install_link(pip: &str, install: &InstallLink) -> String {
    let variables: Vec<String> =
        install.variables.iter().map(|(name, argument)| format!("{name}=\"${argument}\" ")).collect();
    format!(
        "{}{pip} --python {}/bin/python install --no-deps --editable {}",
        variables.concat(),
        shell_word(&install.venv),
        shell_word(&install.project)
    )
}
