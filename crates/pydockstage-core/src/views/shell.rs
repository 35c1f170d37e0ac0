//! The commands of RUN, as text for the POSIX shell. A line break is a continued line.

use crate::dockerfile::shell_word;
use crate::names::{EnvName, SetName};
use crate::plan::{AptRepository, InstallLink, InstallMore, InstallProject, InstallRequirements, Package};
use std::fmt::Write as _;

/// A moment that pip takes for the times in what it builds, so that the same source makes the same bytes: bytecode is
/// then checked against a hash of its source instead of a time (PEP 552). The date is the first that a zip file holds.
const EPOCH: &str = "SOURCE_DATE_EPOCH=315532800";

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

pub(super) fn install_requirements(install: &InstallRequirements) -> String {
    let argument = &install.argument;
    let pip = format!("{EPOCH} pip --python {}/bin/python install", shell_word(&install.venv));
    if let Some(file) = common_file(install) {
        return format!("{pip} --requirement \"{}/{file}\"", install.project);
    }
    let mut text = format!("case \"${argument}\" in");
    for (set, file) in &install.sets {
        let _ =
            write!(text, "\n        {set}) file={} ;;", shell_word(&format!("{}/{file}", install.project)));
    }
    let _ = write!(text, "\n    esac\n    && {pip} --requirement \"$file\"");
    text
}

/// What a name can't hold between the shell's double quotes without meaning something else.
const MEANS_SOMETHING: [char; 6] = ['"', '$', '`', '\\', '\n', '\r'];

/// One name for the file of every set, the argument in it where they differ; none where there is no such name.
fn common_file(install: &InstallRequirements) -> Option<String> {
    let variable = format!("${}", install.argument);
    let mut sets = install.sets.iter();
    let (set, first) = sets.next()?;
    // A name with any of these would mean something between the shell's double quotes.
    if install.project.contains(MEANS_SOMETHING) || first.as_str().contains(MEANS_SOMETHING) {
        return None;
    }
    let all =
        |text: &dyn Fn(&SetName) -> String| install.sets.iter().all(|(set, file)| file.as_str() == text(set));
    if all(&|_| first.to_string()) {
        return Some(first.to_string());
    }
    let (before, after) = first.as_str().split_once(set.as_str())?;
    // `$REQS.txt` ends the name at the dot; `$REQS_x` would not end it.
    let ends = !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    (ends && all(&|set| format!("{before}{set}{after}"))).then(|| format!("{before}{variable}{after}"))
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
pub(super) const COMPILE_LIBRARY: &str = "python3 -m compileall -q --invalidation-mode checked-hash -x /site-packages/\n        \
     \"$(python3 -c \"import sysconfig; print(sysconfig.get_path('stdlib'))\")\"";

/// What is installed already is a constraint: a set that asks for another version fails.
pub(super) fn install_more(install: &InstallMore) -> String {
    let pip = format!("pip --python {}/bin/python", shell_word(&install.venv));
    let file = shell_word(&format!("{}/{}", install.project, install.file));
    format!(
        "{pip} list --format=freeze > /tmp/shipped.txt\n    \
         && {EPOCH} {pip} install --constraint /tmp/shipped.txt --requirement {file}\n    \
         && rm /tmp/shipped.txt"
    )
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

/// The wheel is built from the scratch copy; then its files are laid apart, and copied into the environment.
pub(super) fn install_project(install: &InstallProject) -> String {
    let InstallProject { distribution, project, venv, root, variables, .. } = install;
    // By name, the installation doesn't record the path of a wheel that is gone (PEP 610).
    let wheel = match distribution {
        Some(name) => format!("--no-index --find-links /wheel {name}"),
        None => "/wheel/*.whl".to_owned(),
    };
    let (project, venv, root) = (shell_word(project), shell_word(venv), shell_word(root));
    let variables: Vec<String> =
        variables.iter().map(|(name, argument)| format!(" {name}=\"${argument}\"")).collect();
    let variables = variables.concat();
    format!(
        "export {EPOCH}{variables}\n    \
         && pip wheel --no-deps --wheel-dir /wheel {project}\n    \
         && pip --python {venv}/bin/python install --no-deps --root {root} {wheel}\n    \
         && cp -a {root}/. /\n    \
         && rm -r /wheel"
    )
}
