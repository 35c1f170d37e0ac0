//! The commands of RUN, as text for the POSIX shell. A line break is a continued line.

use crate::dockerfile::shell_word;
use crate::names::{EnvName, SetName};
use crate::plan::{InstallLink, Package};
use std::fmt::Write as _;

/// A moment that pip takes for the times in what it builds, so that the same source makes the same bytes: bytecode is
/// then checked against a hash of its source instead of a time (PEP 552). The date is the first that a zip file holds.
pub(super) const EPOCH: &str = "SOURCE_DATE_EPOCH=315532800";

pub(super) fn install_packages(packages: &[Package]) -> String {
    let mut text = String::from(
        "rm -f /etc/apt/apt.conf.d/docker-clean\n    && apt-get update\n    && apt-get install --yes --no-install-recommends",
    );
    for package in packages {
        // Writing to a string can't fail.
        let _ = write!(text, "\n        {}", shell_word(package.name.as_str()));
    }
    text
}

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

pub(super) fn create_user(uid: u32, gid: u32) -> String {
    let user = format!(
        "useradd --uid {uid} --gid {gid} --no-log-init --no-create-home --home-dir /nonexistent \
         --shell /usr/sbin/nologin app"
    );
    if gid == 0 { user } else { format!("groupadd --gid {gid} app\n    && {user}") }
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

pub(super) fn create_environment(venv: &str) -> String {
    format!("python3 -m venv --without-pip {}", shell_word(venv))
}

pub(super) fn install_link(install: &InstallLink) -> String {
    let variables: Vec<String> =
        install.variables.iter().map(|(name, argument)| format!("{name}=\"${argument}\" ")).collect();
    format!(
        "{}pip --python {}/bin/python install --no-deps --editable {}",
        variables.concat(),
        shell_word(&install.venv),
        shell_word(&install.project)
    )
}
