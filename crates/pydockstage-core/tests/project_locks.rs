//! What lock files say: which packages a requirement set installs, and which archives each of them has.

mod project_tree;

use project_tree::tree;
use pydockstage_core::names::DistributionName;
use pydockstage_core::project::{
    Lock, LockKind, LockedPackage, LockedSource, MarkerEnvironment, Project, Wanted,
};
use pydockstage_core::report::Message;
use std::path::Path;
use std::sync::Arc;

#[allow(clippy::unwrap_used, reason = "a test without its project has failed")]
fn read(files: &[(&str, &str)]) -> Project {
    let root = tree(files);
    Project::read(root.path()).map_err(|error| Message::from(&error)).unwrap()
}

/// The packages of a set on a Python version, as `name version`.
#[allow(clippy::unwrap_used, reason = "a lock without its closure has failed")]
fn closure(project: &Project, lock: &Lock, set: &str, python: &str) -> Vec<String> {
    let environment = MarkerEnvironment::linux(python, "x86_64");
    let packages =
        lock.closure(&project.sets()[set], &environment).map_err(|error| Message::from(&error)).unwrap();
    packages.iter().map(ToString::to_string).collect()
}

/// Copies a folder with all that is in it, as the folders that a lock names must be there.
#[allow(clippy::unwrap_used, reason = "a test without its project has failed")]
fn copied(folder: &Path, target: &Path) {
    std::fs::create_dir_all(target).unwrap();
    for entry in folder.read_dir().unwrap().map(Result::unwrap) {
        let target = target.join(entry.file_name());
        if entry.path().is_dir() {
            copied(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The project in a folder of tests/locks, whose locks its tools wrote.
#[allow(clippy::unwrap_used, reason = "a test without its project has failed")]
fn fixture(case: &str) -> (String, Vec<Arc<Lock>>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/locks").join(case);
    let root = tree(&[("requirements.txt", "")]);
    copied(&folder, root.path());
    let expected = std::fs::read_to_string(folder.join("closures.txt")).unwrap_or_default();
    let project = Project::read(root.path()).map_err(|error| Message::from(&error)).unwrap();
    (expected, project.locks().to_vec())
}

/// A package as an export of the tools has it: with its version where an index tells it.
fn exported(package: &LockedPackage) -> String {
    match &package.source {
        LockedSource::Index { .. } => package.to_string(),
        _ => package.name.to_string(),
    }
}

/// What a set has on a Python version.
#[allow(clippy::unwrap_used, reason = "a lock without its closure has failed")]
fn installed(lock: &Lock, set: &str, python: &str) -> Vec<String> {
    let names: Vec<DistributionName> = if set == "base" { Vec::new() } else { vec![set.parse().unwrap()] };
    let is_extra =
        names.iter().any(|name| lock.extras.contains(name) || lock.roots.extras.contains_key(name));
    let (extras, groups): (&[_], &[_]) = if is_extra { (&names, &[]) } else { (&[], &names) };
    let wanted = Wanted { project: None, base: true, extras, groups };
    let environment = MarkerEnvironment::linux(&format!("{python}.99"), "x86_64");
    let packages = lock.closure_of(&wanted, &environment).map_err(|error| Message::from(&error)).unwrap();
    let mut names: Vec<String> = packages.into_iter().map(exported).collect();
    names.sort();
    names
}

#[test]
fn each_set_has_the_packages_that_the_tool_itself_exports() {
    for case in [
        "uv_project",
        "uv_workspace",
        "uv_virtual_workspace",
        "uv_conflicts",
        "poetry_project",
        "poetry_1_8",
        "pdm_project",
        "pipenv_project",
    ] {
        let (expected, locks) = fixture(case);
        let [lock] = locks.as_slice() else { panic!("{case} has one lock") };
        assert!(expected.lines().count() >= 4, "{case} has too few expectations");
        let found: Vec<String> = expected
            .lines()
            .map(|line| {
                let (set, python) =
                    line.split(':').next().and_then(|head| head.split_once(' ')).unwrap_or_default();
                format!("{set} {python}: {}", installed(lock, set, python).join(", "))
            })
            .collect();
        assert_eq!(found, expected.lines().collect::<Vec<_>>(), "{case}");
    }
}

#[test]
fn pdm_without_groups_in_its_lock_leads_to_the_same_packages() {
    let (_, with) = fixture("pdm_project");
    let (_, without) = fixture("pdm_without_metadata");
    for set in ["base", "cache", "dev", "lint"] {
        let mut expected = installed(&with[0], set, "3.13");
        expected.retain(|name| name != "library");
        assert_eq!(installed(&without[0], set, "3.13"), expected, "{set}");
    }
}

#[test]
fn a_pylock_says_by_markers_what_each_set_has() {
    let (_, locks) = fixture("pylock_pdm");
    let base = ["blinker 1.9.0", "click 8.5.1", "flask 3.1.3", "itsdangerous 2.2.0", "jinja2 3.1.6"];
    assert_eq!(installed(&locks[0], "base", "3.13")[..5], base);
    assert!(!installed(&locks[0], "base", "3.13").contains(&"redis 8.1.0".to_owned()));
    assert!(installed(&locks[0], "cache", "3.13").contains(&"redis 8.1.0".to_owned()));
    assert!(installed(&locks[0], "lint", "3.13").contains(&"mccabe 0.7.0".to_owned()));
    let (_, locks) = fixture("pylock_uv");
    assert!(installed(&locks[0], "base", "3.11").contains(&"numpy 1.26.4".to_owned()));
    assert!(installed(&locks[0], "base", "3.13").contains(&"numpy 2.5.5".to_owned()));
}

#[test]
fn each_named_pylock_is_a_lock_of_its_own() {
    let (_, locks) = fixture("pylock_pip");
    let names: Vec<_> = locks
        .iter()
        .map(|lock| (lock.file.to_string(), lock.name.as_ref().map(ToString::to_string)))
        .collect();
    assert_eq!(
        names,
        [("pylock.dev.toml".to_owned(), Some("dev".to_owned())), ("pylock.toml".to_owned(), None)]
    );
    assert!(installed(&locks[0], "base", "3.13").contains(&"pytest 9.2.0".to_owned()));
    let ldap = locks[1].packages.iter().find(|package| package.name.as_str() == "python-ldap");
    assert_eq!(ldap.map(|package| (package.wheels.len(), package.has_sdist)), Some((0, true)));
}

#[test]
fn where_a_package_comes_from_is_told() {
    let (_, locks) = fixture("uv_workspace");
    let sources: Vec<String> = ["orders", "labels", "library", "mccabe", "shop"]
        .iter()
        .flat_map(|name| locks[0].packages.iter().filter(move |package| package.name.as_str() == *name))
        .map(|package| format!("{}: {:?}", package.name, package.source))
        .collect();
    insta::assert_snapshot!(sources.join("\n"));
}

const UV: &str = r#"version = 1
revision = 5
requires-python = ">=3.11"

[[package]]
name = "numpy"
version = "1.26.4"
source = { registry = "https://example.org/simple" }
resolution-markers = ["python_full_version < '3.12'"]
sdist = { url = "https://example.org/numpy-1.26.4.tar.gz", hash = "sha256:00", size = 1 }

[[package]]
name = "numpy"
version = "2.5.5"
source = { registry = "https://example.org/simple" }
resolution-markers = ["python_full_version >= '3.12'"]
wheels = [
    { url = "https://example.org/numpy-2.5.5%2Blocal-cp313-cp313-manylinux_2_17_x86_64.whl", hash = "sha256:00", size = 1 },
]

[[package]]
name = "redis"
version = "8.1.0"
source = { registry = "https://example.org/simple" }

[package.optional-dependencies]
hiredis = [
    { name = "hiredis" },
]

[[package]]
name = "hiredis"
version = "3.5.0"
source = { registry = "https://example.org/simple" }

[[package]]
name = "pytest"
version = "9.2.0"
source = { registry = "https://example.org/simple" }
dependencies = [{ name = "pytest" }]

[[package]]
name = "shop"
version = "1.0"
source = { editable = "." }
dependencies = [
    { name = "numpy", version = "1.26.4", source = { registry = "https://example.org/simple" }, marker = "python_full_version < '3.12'" },
    { name = "numpy", version = "2.5.5", source = { registry = "https://example.org/simple" }, marker = "python_full_version >= '3.12'" },
]

[package.optional-dependencies]
cache = [
    { name = "redis", extra = ["hiredis"] },
]

[package.dev-dependencies]
dev = [
    { name = "pytest" },
]
"#;

const PYPROJECT: &str = "[project]\nname = \"shop\"\nversion = \"1.0\"\ndependencies = [\"numpy\"]\n\n\
                         [project.optional-dependencies]\ncache = [\"redis[hiredis]\"]\n\n\
                         [dependency-groups]\ndev = [\"pytest\"]\n";

#[test]
fn uv_has_one_package_for_each_environment_and_follows_extras_and_groups() {
    let project = read(&[("pyproject.toml", PYPROJECT), ("uv.lock", UV)]);
    let [lock] = project.locks() else { panic!("one lock") };
    assert_eq!(lock.kind, LockKind::Uv);
    assert_eq!(closure(&project, lock, "base", "3.11"), ["numpy 1.26.4"]);
    assert_eq!(closure(&project, lock, "base", "3.13"), ["numpy 2.5.5"]);
    assert_eq!(closure(&project, lock, "cache", "3.13"), ["numpy 2.5.5", "redis 8.1.0", "hiredis 3.5.0"]);
    assert_eq!(closure(&project, lock, "dev", "3.13"), ["numpy 2.5.5", "pytest 9.2.0"]);
    let wheels: Vec<&str> =
        lock.packages[1].wheels.iter().map(pydockstage_core::project::WheelName::as_str).collect();
    assert_eq!(wheels, ["numpy-2.5.5+local-cp313-cp313-manylinux_2_17_x86_64.whl"]);
    assert_eq!(lock.packages[1].origin.to_string(), "uv.lock:13");
}
