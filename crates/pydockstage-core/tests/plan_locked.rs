//! What compiles, as a lock file tells it.
#![allow(clippy::unwrap_used)] // a fixture that cannot be made is a failed test
#![allow(clippy::format_push_string)] // a lock file, put together line by line
#![allow(clippy::result_large_err)] // the message is what is looked at

mod project_tree;

use project_tree::tree;
use pydockstage_core::plan::{Action, Plan, Role};
use pydockstage_core::report::Message;
use pydockstage_core::{Argument, Generation};

const PYPROJECT: &str = "[project]\nname = \"shop\"\nversion = \"1.0\"\nrequires-python = \">=3.11\"\ndependencies = [\"a\"]\n\n\
                         [dependency-groups]\ndev = [\"b\"]\n";
const SPEC: &str = "command = [\"python\"]\npython = \"3.13\"\n";

/// A lock of uv with packages: a name, a version, and the tags of its wheels; `sdist` stands for a source archive.
fn lock(packages: &[(&str, &str, &[&str])]) -> String {
    let mut text = "version = 1\nrevision = 5\nrequires-python = \">=3.11\"\n".to_owned();
    for (name, version, archives) in packages {
        text += &format!(
            "\n[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nsource = {{ registry = \"https://example.org/simple\" }}\n"
        );
        let file = name.replace('-', "_");
        if archives.contains(&"sdist") {
            text += &format!("sdist = {{ url = \"https://example.org/{file}-{version}.tar.gz\" }}\n");
        }
        let wheels = archives.iter().filter(|tags| **tags != "sdist");
        let wheels: Vec<String> = wheels
            .map(|tags| format!("{{ url = \"https://example.org/{file}-{version}-{tags}.whl\" }}"))
            .collect();
        text += &format!("wheels = [{}]\n", wheels.join(", "));
    }
    text +=
        "\n[[package]]\nname = \"shop\"\nversion = \"1.0\"\nsource = { virtual = \".\" }\ndependencies = [\n";
    for (name, ..) in packages {
        text += &format!("    {{ name = \"{name}\" }},\n");
    }
    text + "]\n\n[package.dev-dependencies]\ndev = []\n"
}

fn generate(lock: &str, more: &[(&str, &str)], base: &str) -> Result<Plan, Message> {
    let files = [("pyproject.toml", PYPROJECT), ("pydockstage.toml", SPEC), ("uv.lock", lock)];
    let root = tree(&[&files[..], more].concat());
    let arguments = [Argument::new("base", "base", base)];
    Generation::new(root.path(), arguments)
        .map(|generation| generation.plan)
        .map_err(|error| error.messages().remove(0))
}

/// The system packages of a stage, each with its reason.
fn packages(plan: &Plan, role: Role) -> Vec<String> {
    let steps = plan.stage(role).into_iter().flat_map(|stage| &stage.steps);
    let packages = steps.filter_map(|step| match &step.action {
        Action::InstallPackages { packages, .. } => Some(packages),
        _ => None,
    });
    packages.flatten().map(|package| format!("{}: {}", package.name, package.reason)).collect()
}

fn names(plan: &Plan, role: Role) -> Vec<String> {
    packages(plan, role).iter().filter_map(|line| Some(line.split_once(':')?.0.to_owned())).collect()
}

#[test]
fn a_project_of_wheels_alone_has_no_toolchain_and_no_system_packages() {
    let text = lock(&[
        ("flask", "3.1.3", &["py3-none-any", "sdist"]),
        (
            "markupsafe",
            "3.0.4",
            &["cp313-cp313-manylinux_2_17_x86_64", "cp313-cp313-manylinux_2_17_aarch64", "sdist"],
        ),
    ]);
    let plan = generate(&text, &[], "debian:trixie").unwrap();
    assert!(plan.stage(Role::Toolchain).is_none());
    assert_eq!(names(&plan, Role::Runtime), [""; 0]);
    assert_eq!(plan.notes, [""; 0]);
}

#[test]
fn what_has_no_wheel_brings_its_own_needs_and_says_why() {
    let text = lock(&[("python-ldap", "3.4.5", &["sdist"]), ("flask", "3.1.3", &["py3-none-any"])]);
    let plan = generate(&text, &[], "debian:trixie").unwrap();
    let toolchain = packages(&plan, Role::Toolchain);
    let ldap = toolchain.iter().find(|line| line.starts_with("libldap-dev:")).unwrap();
    assert_eq!(ldap, "libldap-dev: python-ldap 3.4.5 has no wheel for cp313 on debian:trixie (uv.lock:6)");
    assert!(names(&plan, Role::Runtime).contains(&"libldap2".to_owned()));
    assert_eq!(plan.notes, [""; 0]);
}

#[test]
fn the_c_library_of_the_release_decides_whether_a_wheel_fits() {
    let wheels: &[&str] =
        &["cp313-cp313-manylinux_2_39_x86_64", "cp313-cp313-manylinux_2_17_aarch64", "sdist"];
    let text = lock(&[("lxml", "6.1.0", wheels)]);
    assert!(generate(&text, &[], "debian:trixie").unwrap().stage(Role::Toolchain).is_none());
    let older = generate(&text, &[], "debian:bookworm").unwrap();
    assert!(names(&older, Role::Toolchain).contains(&"libxslt1-dev".to_owned()));
}

#[test]
fn what_compiles_and_is_not_known_gets_a_compiler_and_a_word() {
    let text = lock(&[("a", "1.0", &["cp39-cp39-manylinux_2_17_x86_64", "sdist"])]);
    let plan = generate(&text, &[], "debian:trixie").unwrap();
    assert_eq!(
        packages(&plan, Role::Toolchain),
        [
            "gcc: a 1.0 has no wheel for cp313 on debian:trixie (uv.lock:6)",
            "libc6-dev: a 1.0 has no wheel for cp313 on debian:trixie (uv.lock:6)"
        ]
    );
    assert_eq!(
        plan.notes,
        [
            "a 1.0 has no wheel for cp313 on debian:trixie and is built with a C compiler (uv.lock:6): what else it needs \
          of the system isn't known, and belongs into [tool.pydockstage.system] build; build = [] leaves the compiler \
          out"
        ]
    );
}

#[test]
fn another_machine_that_would_compile_is_told() {
    let text = lock(&[("lxml", "6.1.0", &["cp313-cp313-manylinux_2_17_x86_64", "sdist"])]);
    let plan = generate(&text, &[], "debian:trixie").unwrap();
    assert!(plan.stage(Role::Toolchain).is_none());
    let [note] = plan.notes.as_slice() else { panic!("{:?}", plan.notes) };
    assert!(note.starts_with("on arm64 there is no wheel for cp313 on debian:trixie"), "{note}");
    assert!(note.contains("lxml 6.1.0"), "{note}");
}

#[test]
fn what_can_not_be_installed_at_all_is_an_error() {
    let text = lock(&[("a", "1.0", &["cp312-cp312-manylinux_2_17_x86_64", "cp313-cp313-win_amd64"])]);
    let message = generate(&text, &[], "debian:trixie").unwrap_err();
    insta::assert_snapshot!(message.to_string());
}

#[test]
fn no_binary_of_uv_compiles_what_has_a_wheel() {
    let text = lock(&[("lxml", "6.1.0", &["cp313-abi3-manylinux_2_17_x86_64", "sdist"])]);
    let plan = generate(&text, &[("uv.toml", "no-binary-package = [\"lxml\"]\n")], "debian:trixie").unwrap();
    let toolchain = packages(&plan, Role::Toolchain);
    let reason = "libxslt1-dev: lxml 6.1.0 is compiled, as no-binary asks (uv.toml:1) (uv.lock:6)";
    assert!(toolchain.contains(&reason.to_owned()), "{toolchain:?}");
}

#[test]
fn a_wheel_that_opens_libraries_of_the_system_gets_them() {
    let text = lock(&[("python-magic", "0.4.27", &["py2.py3-none-any"])]);
    let plan = generate(&text, &[], "debian:trixie").unwrap();
    let magic = "libmagic1t64: python-magic opens it while it runs (uv.lock:6)";
    assert_eq!(packages(&plan, Role::Runtime), [magic]);
}

#[test]
fn extension_modules_of_the_project_itself_bring_their_compiler() {
    let text = lock(&[("flask", "3.1.3", &["py3-none-any"])]).replace("virtual = \".\"", "editable = \".\"");
    let build = |requires: &str| {
        format!("{PYPROJECT}\n[build-system]\nrequires = [\"{requires}\"]\nbuild-backend = \"x\"\n")
    };
    for (requires, expected) in [
        ("setuptools>=61", &[][..]),
        ("maturin>=1", &["cargo", "gcc", "libc6-dev"]),
        ("scikit-build-core", &["cmake", "g++", "gcc", "libc6-dev", "ninja-build"]),
        ("pybind11", &["g++", "gcc", "libc6-dev"]),
    ] {
        let plan = generate(&text, &[("pyproject.toml", &build(requires))], "debian:trixie").unwrap();
        assert_eq!(names(&plan, Role::Toolchain), expected, "{requires}");
    }
}
