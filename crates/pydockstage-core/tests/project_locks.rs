//! What lock files say: which packages a requirement set installs, and which archives each of them has.

mod project_tree;

use project_tree::tree;
use pydockstage_core::project::{Lock, LockKind, MarkerEnvironment, Project};
use pydockstage_core::report::Message;

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
    let wheels: Vec<&str> = lock.packages[1].wheels.iter().map(|wheel| wheel.as_str()).collect();
    assert_eq!(wheels, ["numpy-2.5.5+local-cp313-cp313-manylinux_2_17_x86_64.whl"]);
    assert_eq!(lock.packages[1].origin.to_string(), "uv.lock:13");
}
