//! What a project and a spec come to, as a plan.
#![allow(clippy::unwrap_used)] // a fixture that cannot be made is a failed test

use pydockstage_core::plan::{Action, Plan, Role};
use pydockstage_core::report::Message;
use pydockstage_core::{Argument, Error, Generation};
use std::fs;
use tempfile::TempDir;

/// A project with these files, a path and a text each.
fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn plan(files: &[(&str, &str)]) -> Plan {
    Generation::new(project(files).path(), []).unwrap().plan
}

fn fault(files: &[(&str, &str)]) -> Message {
    Generation::new(project(files).path(), []).unwrap_err().messages().remove(0)
}

/// A spec with a command, so that none has to be found, and these lines.
fn spec(lines: &str) -> String {
    format!("command = [\"python\"]\n{lines}\n")
}

fn packages(plan: &Plan, role: Role) -> Vec<String> {
    let steps = plan.stage(role).into_iter().flat_map(|stage| &stage.steps);
    let packages = steps.filter_map(|step| match &step.action {
        Action::InstallPackages { packages, .. } => Some(packages),
        _ => None,
    });
    packages.flatten().map(|package| package.name.to_string()).collect()
}

fn command(plan: &Plan) -> Vec<String> {
    let steps = &plan.stage(Role::Production).unwrap().steps;
    let command = steps.iter().find_map(|step| match &step.action {
        Action::SetCommand { command } => Some(command.clone()),
        _ => None,
    });
    command.unwrap_or_default()
}

const FLASK: (&str, &str) = ("requirements.txt", "flask\n");

#[test]
fn nothing_compiles_so_there_is_no_toolchain() {
    let plan = plan(&[FLASK, ("pydockstage.toml", &spec(""))]);
    assert!(plan.stage(Role::Toolchain).is_none());
    assert_eq!(packages(&plan, Role::Runtime), [""; 0]);
}

#[test]
fn the_runtime_half_of_a_development_package_goes_by_the_release() {
    for (release, python, runtime) in [
        ("stretch", "3.7", "libldap-2.4-2"),
        ("buster", "3.7", "libldap-2.4-2"),
        ("bullseye", "3.9", "libldap-2.4-2"),
        ("bookworm", "3.11", "libldap-2.5-0"),
        ("trixie", "3.13", "libldap2"),
    ] {
        let lines =
            format!("base = \"debian:{release}\"\npython = \"{python}\"\nsystem.build = [\"libldap2-dev\"]");
        let plan = plan(&[FLASK, ("pydockstage.toml", &spec(&lines))]);
        assert_eq!(packages(&plan, Role::Toolchain), ["gcc", "libc6-dev", "libldap2-dev"]);
        assert_eq!(packages(&plan, Role::Runtime), [runtime], "{release}");
        let reason = &plan.stage(Role::Toolchain).unwrap().runtime().packages[0].reason;
        assert_eq!(reason.text, "the runtime half of libldap2-dev");
    }
}

#[test]
fn what_is_known_to_compile_need_not_be_written() {
    let python_ldap = ("requirements.txt", "python-ldap; sys_platform == \"linux\"\n");
    let lines = "base = \"debian:trixie\"\npython = \"3.13\"";
    let inferred = plan(&[python_ldap, ("pydockstage.toml", &spec(lines))]);
    assert_eq!(packages(&inferred, Role::Toolchain), ["gcc", "libc6-dev", "libldap-dev", "libsasl2-dev"]);
    assert_eq!(packages(&inferred, Role::Runtime), ["libldap2", "libsasl2-2"]);
    let elsewhere = ("requirements.txt", "python-ldap; sys_platform == \"win32\"\n");
    assert!(plan(&[elsewhere, ("pydockstage.toml", &spec(lines))]).stage(Role::Toolchain).is_none());
    let overruled = plan(&[python_ldap, ("pydockstage.toml", &spec("system.build = []"))]);
    assert!(overruled.stage(Role::Toolchain).is_none(), "what is written is never overruled");
}

#[test]
fn a_release_that_left_the_mirror_is_told() {
    let lines = "base = \"debian:stretch\"\npython = \"3.7\"";
    assert_eq!(plan(&[FLASK, ("pydockstage.toml", &spec(lines))]).notes.len(), 1);
}

#[test]
fn the_owners_mapping_goes_before_the_catalog() {
    let lines = "[system]\nbuild = [\"libldap2-dev\", \"libfoo-dev\"]\n\
                 mapping = { libldap2-dev = [\"libldap-mine\"], libfoo-dev = [] }";
    let plan = plan(&[FLASK, ("pydockstage.toml", &spec(lines))]);
    assert_eq!(packages(&plan, Role::Runtime), ["libldap-mine"]);
}

#[test]
fn what_the_owner_asks_for_at_run_time_is_there_once() {
    let lines = "[system]\nbuild = [\"libldap2-dev\"]\nruntime = [\"media-types\", \"libldap2\"]";
    let plan = plan(&[FLASK, ("pydockstage.toml", &spec(lines))]);
    assert_eq!(packages(&plan, Role::Runtime), ["libldap2", "media-types"]);
}

#[test]
fn a_requirement_from_a_repository_brings_git_to_the_build_alone() {
    let requirements = "thing @ git+https://git.example.org/thing.git\n";
    let plan = plan(&[("requirements.txt", requirements), ("pydockstage.toml", &spec(""))]);
    assert_eq!(packages(&plan, Role::Toolchain), ["ca-certificates", "git"]);
    assert_eq!(packages(&plan, Role::Runtime), [""; 0]);
}

#[test]
fn the_newest_python_that_the_project_allows() {
    let metadata =
        |asks: &str| format!("[project]\nname = \"thing\"\nversion = \"1\"\nrequires-python = \"{asks}\"\n");
    let python = |files: &[(&str, &str)]| plan(files).python.to_string();
    let spec = spec("");
    let own = ("pydockstage.toml", spec.as_str());
    assert_eq!(python(&[FLASK, own]), "3.14");
    assert_eq!(python(&[("pyproject.toml", &metadata(">=3.10,<3.13")), own]), "3.12");
    assert_eq!(
        python(&[("pyproject.toml", &metadata(">=3.10")), (".python-version", "3.11.4\n"), own]),
        "3.11"
    );
    let fault = fault(&[("pyproject.toml", &metadata(">=3.12")), (".python-version", "3.11\n"), own]);
    assert_eq!(fault.code, "python-contradiction");
    assert_eq!(fault.place.unwrap().to_string(), "pyproject.toml:4");
}

#[test]
fn the_only_thing_there_is_to_run() {
    let metadata = "[project]\nname = \"thing\"\nversion = \"1\"\n";
    let script = format!("{metadata}[project.scripts]\nthing-web = \"thing.web:main\"\n");
    let main = ("thing/__main__.py", "");
    let init = ("thing/__init__.py", "");
    assert_eq!(command(&plan(&[("pyproject.toml", metadata), init, main])), ["python", "-m", "thing"]);
    assert_eq!(command(&plan(&[("pyproject.toml", &script), init, main])), ["thing-web"]);
    assert_eq!(fault(&[("pyproject.toml", metadata), init]).code, "no-command");
    let two = format!("{script}thing-worker = \"thing.worker:main\"\n");
    assert_eq!(fault(&[("pyproject.toml", &two), init]).code, "several-commands");
}

#[test]
fn an_entry_point_needs_no_command() {
    let plan = plan(&[FLASK, ("pydockstage.toml", "entrypoint = [\"python\"]\n")]);
    assert_eq!(command(&plan), [""; 0]);
}

#[test]
fn an_argument_goes_before_the_file() {
    let folder = project(&[FLASK, ("pydockstage.toml", &spec("base = \"debian:trixie\""))]);
    let arguments =
        [Argument::new("base", "--base", "debian:bookworm"), Argument::new("python", "--python", "3.11")];
    let plan = Generation::new(folder.path(), arguments).unwrap().plan;
    assert_eq!((plan.release.name(), plan.python.to_string().as_str()), ("bookworm", "3.11"));
}

#[test]
fn each_set_is_copied_with_all_that_it_includes_and_nothing_else() {
    let plan = plan(&[
        ("requirements/base.txt", "-c constraints.txt\nflask\n"),
        ("requirements/constraints.txt", "flask<4\n"),
        ("requirements/dev.txt", "-r base.txt\npytest\n"),
        ("pydockstage.toml", &spec("")),
    ]);
    let copied: Vec<(Vec<String>, String)> =
        plan.stage(Role::Requirements).unwrap().steps.iter().filter_map(copy).collect();
    let names =
        |names: &[&str]| names.iter().map(|name| format!("requirements/{name}.txt")).collect::<Vec<_>>();
    assert_eq!(
        copied,
        [
            (names(&["base", "constraints"]), "/sets/base/requirements/".to_owned()),
            (names(&["base", "constraints", "dev"]), "/sets/dev/requirements/".to_owned()),
        ]
    );
    assert_eq!(plan.default_set.as_str(), "base");
}

fn copy(step: &pydockstage_core::plan::Step) -> Option<(Vec<String>, String)> {
    match &step.action {
        Action::CopyFiles { sources, target } => {
            Some((sources.iter().map(ToString::to_string).collect(), target.clone()))
        }
        _ => None,
    }
}

#[test]
fn places_that_the_owner_chose_do_not_meet_pydockstages_own() {
    let plan = plan(&[
        ("pyproject.toml", "[build-system]\nrequires = []\n[project]\nname = \"thing\"\nversion = \"1\"\n"),
        ("pydockstage.toml", &spec("paths.venv = \"/own\"")),
    ]);
    let build = plan.stage(Role::Package).unwrap().runtime();
    assert_eq!(build.trees[0].source, "/own-files");
}

#[test]
fn an_error_of_several_faults_tells_each() {
    let folder = project(&[FLASK, ("pydockstage.toml", "basee = 1\nexpose = [0]\n")]);
    let error = Generation::new(folder.path(), []).unwrap_err();
    assert!(matches!(error, Error::Spec(_)));
    assert_eq!(error.messages().len(), 2);
}

#[test]
fn directories_to_write_to_are_made_before_the_project_or_behind_what_has_them() {
    let steps = |lines: &str, role: Role| -> Vec<String> {
        let plan = plan(&[FLASK, ("media/logo.txt", ""), ("app.py", ""), ("pydockstage.toml", &spec(lines))]);
        let steps = plan.stage(role).unwrap().steps.iter();
        steps.map(|step| step.action.summary()).filter(|summary| summary.starts_with("make /")).collect()
    };
    let lines = "writable = [\"/data\", \"/project/media\", \"/project/other\"]";
    assert_eq!(steps(lines, Role::Runtime), ["make /data, /project/other"]);
    assert_eq!(steps(lines, Role::Production), ["make /project/media"]);
}

#[test]
fn group_0_may_write_where_it_is_asked_or_the_users_group() {
    let made = |lines: &str| {
        let plan = plan(&[FLASK, ("pydockstage.toml", &spec(lines))]);
        let steps = plan.stage(Role::Runtime).unwrap().steps.iter();
        steps
            .filter_map(|step| match &step.action {
                Action::MakeDirectories { uid, gid, mode, .. } => {
                    Some(format!("{uid}:{gid} {}", mode.as_str()))
                }
                _ => None,
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(made("writable = [\"/data\"]"), ["10001:10001 0755"]);
    assert_eq!(made("writable = [\"/data\"]\ngroup-writable = true"), ["10001:0 0775"]);
    assert_eq!(made("writable = [\"/data\"]\nuser = \"7:0\""), ["7:0 0775"]);
}

#[test]
fn an_argument_can_name_the_image() {
    let files = [FLASK, ("pydockstage.toml", &*spec("base-argument = \"BASE\""))];
    let text = Generation::new(project(&files).path(), []).unwrap().dockerfile.text;
    assert!(text.contains("\nARG BASE=python:3.14-slim-trixie\n"), "{text}");
    assert!(text.contains("\nFROM ${BASE} AS base\n"), "{text}");
    let message = fault(&[FLASK, ("pydockstage.toml", &spec("base-argument = \"REQS\""))]);
    assert_eq!(message.code, "bad-value");
}
