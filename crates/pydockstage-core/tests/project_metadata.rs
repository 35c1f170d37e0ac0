//! What a project says about itself, and where it says so.

mod project_tree;

use project_tree::tree;
use pydockstage_core::project::{Metadata, Project, Version};
use pydockstage_core::report::Message;

#[allow(clippy::unwrap_used, reason = "a test without its project has failed")]
fn metadata(files: &[(&str, &str)]) -> Metadata {
    let root = tree(files);
    Project::read(root.path()).map_err(|error| Message::from(&error)).unwrap().metadata().clone()
}

const PYPROJECT: &str = r#"
[build-system]
requires = ["setuptools>=61", "wheel"]
build-backend = "backend"
backend-path = ["_build"]

[project]
name = "My.Project"
version = "1.2"
description = "Does things"
requires-python = ">=3.10"
license = "MIT"
dependencies = []
urls = { Homepage = "https://example.org/" }

[project.scripts]
run = "my.cli:main"
"#;

#[test]
fn pyproject_says_it_all() {
    let metadata = metadata(&[("pyproject.toml", PYPROJECT)]);
    let name = metadata.name.as_ref().unwrap();
    assert_eq!((name.value.as_str(), name.origin.to_string()), ("my-project", "pyproject.toml:8".to_owned()));
    assert_eq!(metadata.version.as_ref().unwrap().value, Version::Static("1.2".parse().unwrap()));
    assert_eq!(metadata.requires_python.as_ref().unwrap().value.to_string(), ">=3.10");
    assert_eq!(metadata.description.as_ref().unwrap().value, "Does things");
    assert_eq!(metadata.license.as_ref().unwrap().value, "MIT");
    assert_eq!(metadata.urls["Homepage"].value, "https://example.org/");
    let run = &metadata.scripts["run"];
    assert_eq!((run.value.module.as_str(), run.value.attribute.as_str()), ("my.cli", "main"));
    let build = metadata.build_system.as_ref().unwrap();
    assert_eq!(build.backend.as_ref().unwrap().value, "backend");
    assert_eq!(build.backend_path, ["_build".parse().unwrap()]);
    let requires: Vec<_> = build.requires.iter().map(ToString::to_string).collect();
    assert_eq!(requires, ["setuptools>=61", "wheel"]);
    assert_eq!(metadata.installable, "pyproject.toml".parse().ok());
}

#[test]
fn what_one_file_leaves_out_another_may_say() {
    let metadata = metadata(&[
        ("pyproject.toml", "[build-system]\nrequires = ['setuptools']\n"),
        ("setup.cfg", "[metadata]\nname = a\nversion = attr: a.__version__\n"),
        ("setup.py", "setup(name='other', python_requires='>=3.8', description='From code')"),
    ]);
    assert_eq!(metadata.name.as_ref().unwrap().origin.to_string(), "setup.cfg:2");
    assert_eq!(metadata.version.as_ref().unwrap().value, Version::Dynamic);
    let python = metadata.requires_python.as_ref().unwrap();
    assert!(python.origin.is_code());
    assert_eq!(python.origin.to_string(), "setup.py:1");
    assert_eq!(metadata.description.as_ref().unwrap().value, "From code");
}

#[test]
fn dynamic_versions_and_licence_tables_are_understood() {
    let metadata = metadata(&[(
        "pyproject.toml",
        "[project]\nname = 'a'\ndynamic = ['version']\nlicense = {text = 'BSD'}\n",
    )]);
    let version = metadata.version.as_ref().unwrap();
    assert_eq!((&version.value, version.origin.line), (&Version::Dynamic, Some(3)));
    assert_eq!(metadata.license.as_ref().unwrap().value, "BSD");
}

#[test]
fn setup_cfg_names_commands_and_addresses() {
    let metadata = metadata(&[(
        "setup.cfg",
        "[metadata]\nname = a\nversion = 1.0\nurl = https://example.org/\nproject_urls =\n    Source = https://example.org/s\n\
         [options]\npython_requires = >=3.9, <4\n[options.entry_points]\nconsole_scripts =\n    run = a.cli:main\n",
    )]);
    assert_eq!(metadata.requires_python.as_ref().unwrap().value.to_string(), ">=3.9, <4");
    assert_eq!(metadata.urls["Source"].value, "https://example.org/s");
    assert_eq!(metadata.scripts["run"].origin.to_string(), "setup.cfg:11");
    // pip asks for pyproject.toml or setup.py.
    assert!(!metadata.is_installable());
}

#[test]
fn the_python_of_the_version_file_is_the_first_that_it_names() {
    let files = [("requirements.txt", ""), (".python-version", "# pinned\n\n 3.13.2 \n3.12\n")];
    let python = metadata(&files).pins.remove(0);
    assert_eq!(
        (python.value.as_str(), python.origin.to_string()),
        ("3.13.2", ".python-version:3".to_owned())
    );
}

#[test]
fn import_packages_are_those_that_python_would_find() {
    let metadata = metadata(&[
        ("requirements.txt", ""),
        ("web/__init__.py", ""),
        ("web/__main__.py", ""),
        ("plain/code.py", ""),
        ("tests/__init__.py", ""),
        ("docs/__init__.py", ""),
        (".hidden/__init__.py", ""),
        ("venv/__init__.py", ""),
        ("has-hyphen/__init__.py", ""),
        ("src/inner/__init__.py", ""),
        ("single.py", ""),
        ("setup.py", ""),
        ("conftest.py", ""),
        ("test_it.py", ""),
    ]);
    let found: Vec<(String, bool)> =
        metadata.packages.iter().map(|package| (package.path.to_string(), package.main.is_some())).collect();
    assert_eq!(
        found,
        [("single.py".to_owned(), false), ("web".to_owned(), true), ("src/inner".to_owned(), false)]
    );
    assert_eq!(metadata.packages[2].name, "inner");
}

#[test]
fn a_project_of_scripts_alone_can_not_be_installed() {
    let bare = metadata(&[("requirements.txt", ""), ("pyproject.toml", "[tool.other]\nx = 1\n")]);
    assert!(!bare.is_installable());
    let named = metadata(&[
        ("requirements.txt", ""),
        ("pyproject.toml", "[tool.other]\nx = 1\n"),
        ("setup.cfg", "[metadata]\nname = a\n"),
    ]);
    assert_eq!(named.installable, "setup.cfg".parse().ok());
    assert!(metadata(&[("setup.py", "")]).is_installable());
}

#[test]
fn what_a_set_lacks_of_the_declared_dependencies_can_be_told() {
    let root = tree(&[
        (
            "pyproject.toml",
            "[project]\nname = 'a'\nversion = '1'\ndependencies = ['Flask>=2', 'requests', 'a[x]']\n",
        ),
        ("requirements/base.txt", "flask==3.0.0"),
    ]);
    let project = Project::read(root.path()).unwrap();
    let lacking = project.default_set().lacks(project.dependencies().listed());
    assert_eq!(lacking.len(), 1);
    assert_eq!(
        (lacking[0].text.as_str(), lacking[0].origin.to_string()),
        ("requests", "pyproject.toml:4".to_owned())
    );
}
