//! Where requirement sets are found, and what each holds.

mod project_tree;

use project_tree::tree;
use pydockstage_core::names::ProjectPath;
use pydockstage_core::project::{Layout, Note, Project, ReadOptions, RequirementSet, SetSource};
use pydockstage_core::report::Message;

fn read(files: &[(&str, &str)]) -> Project {
    read_with(files, &ReadOptions::default())
}

#[allow(clippy::unwrap_used, reason = "a test without its project has failed")]
fn read_with(files: &[(&str, &str)], options: &ReadOptions) -> Project {
    let root = tree(files);
    Project::read_with(root.path(), options).map_err(|error| Message::from(&error)).unwrap()
}

/// The sets and what each requires: `base: flask, requests`.
fn sets(project: &Project) -> Vec<String> {
    let set = |set: &RequirementSet| {
        let texts: Vec<String> = set.requirements().iter().map(ToString::to_string).collect();
        format!("{}: {}", set.name(), texts.join(", "))
    };
    project.sets().values().map(set).collect()
}

fn closure(project: &Project, set: &str) -> Vec<String> {
    project.sets()[set].closure().iter().map(ToString::to_string).collect()
}

#[test]
fn a_file_at_the_root_is_base_and_its_sibling_dev() {
    for sibling in
        ["requirements-dev.txt", "requirements_dev.txt", "dev-requirements.txt", "requirements.dev.txt"]
    {
        let project = read(&[("requirements.txt", "flask"), (sibling, "-r requirements.txt\npytest")]);
        assert_eq!(sets(&project), ["base: flask", "dev: flask, pytest"], "{sibling}");
        assert_eq!(project.layout(), &Layout::RootFiles);
        assert_eq!(closure(&project, "dev"), [sibling, "requirements.txt"]);
    }
}

#[test]
fn sources_of_pip_tools_count_only_where_nothing_was_compiled_from_them() {
    let compiled = read(&[("requirements.in", "flask"), ("requirements.txt", "flask==3.0.0")]);
    assert_eq!(sets(&compiled), ["base: flask==3.0.0"]);
    assert_eq!(sets(&read(&[("requirements.in", "flask")])), ["base: flask"]);
    let folder = read(&[("requirements/base.in", "flask"), ("requirements/base.txt", "flask==3.0.0")]);
    assert_eq!(sets(&folder), ["base: flask==3.0.0"]);
    assert_eq!(sets(&read(&[("requirements/base.in", "flask")])), ["base: flask"]);
}

#[test]
fn a_file_at_the_root_may_point_into_the_folder_and_then_names_the_default() {
    let project = read(&[
        ("requirements.txt", "# for the platform\n-r requirements/production.txt\n"),
        ("requirements/common.txt", "flask"),
        ("requirements/production.txt", "-r common.txt\ngunicorn"),
    ]);
    assert_eq!(sets(&project), ["common: flask", "production: flask, gunicorn"]);
    assert_eq!(project.default_set_name().as_str(), "production");
}

#[test]
fn a_file_at_the_root_may_say_the_same_as_one_of_the_folder() {
    let project = read(&[("requirements.txt", "flask\n"), ("requirements/base.txt", "flask")]);
    assert_eq!(project.layout(), &Layout::Directory("requirements".parse().unwrap()));
}

#[test]
fn a_folder_without_requirements_files_does_not_count() {
    let project = read(&[("requirements.txt", "flask"), ("requirements/__init__.py", "")]);
    assert_eq!(project.layout(), &Layout::RootFiles);
}

#[test]
fn the_only_set_is_the_default() {
    let project = read(&[("requirements/production.txt", "flask")]);
    assert_eq!(project.default_set().name().as_str(), "production");
}

#[test]
fn a_file_that_is_constraints_and_requirements_is_a_set() {
    let project = read(&[
        ("requirements/base.txt", "-c pins.txt\nflask"),
        ("requirements/all.txt", "-r pins.txt"),
        ("requirements/pins.txt", "flask==3.0.0"),
    ]);
    let names: Vec<_> = project.sets().keys().map(ToString::to_string).collect();
    assert_eq!(names, ["all", "base", "pins"]);
}

#[test]
fn the_owner_can_name_the_folder_the_default_and_each_file() {
    let files = [
        ("requirements.txt", "flask"),
        ("deps/web.txt", "flask"),
        ("deps/worker.txt", "celery"),
        ("requirements/base.txt", "django"),
        ("tools/lint.txt", "ruff"),
    ];
    let mut options = ReadOptions {
        requirements_directory: "deps".parse().ok(),
        default_set: "worker".parse().ok(),
        ..ReadOptions::default()
    };
    let project = read_with(&files, &options);
    assert_eq!(sets(&project), ["web: flask", "worker: celery"]);
    assert_eq!(project.default_set_name().as_str(), "worker");

    let lint: ProjectPath = "tools/lint.txt".parse().unwrap();
    options.sets.insert("lint".parse().unwrap(), lint.into());
    assert_eq!(sets(&read_with(&files, &options)), ["web: flask", "worker: celery", "lint: ruff"]);

    let root = ReadOptions { requirements_directory: ".".parse().ok(), ..ReadOptions::default() };
    assert_eq!(sets(&read_with(&files, &root)), ["base: flask"]);

    let named = ReadOptions { sets: options.sets, ..ReadOptions::default() };
    let project = read_with(&files, &named);
    assert_eq!(project.layout(), &Layout::Named);
    assert_eq!(sets(&project), ["lint: ruff"]);
}

#[test]
fn extras_and_groups_are_sets_with_what_is_always_installed() {
    let project = read(&[(
        "pyproject.toml",
        r#"
[project]
name = "My.Project"
version = "1"
dependencies = ["flask>=2"]

[project.optional-dependencies]
postgres = ["psycopg"]
everything = ["my-project[postgres] ; python_version > '3'", "rich"]

[dependency-groups]
typing = ["mypy"]
Test_All = [{include-group = "typing"}, "pytest", "my_project[postgres]"]
"#,
    )]);
    assert_eq!(
        sets(&project),
        [
            "base: flask>=2",
            "postgres: flask>=2, psycopg",
            "everything: flask>=2, psycopg ; python_version > \"3\", rich",
            "typing: flask>=2, mypy",
            "test-all: flask>=2, mypy, pytest, psycopg",
        ]
    );
    assert_eq!(project.layout(), &Layout::Metadata("pyproject.toml".parse().unwrap()));
    assert_eq!(closure(&project, "test-all"), ["pyproject.toml"]);
    let SetSource::Declared { extras, groups, .. } = project.sets()["test-all"].source() else {
        panic!("a declared set")
    };
    assert!(extras.is_empty());
    assert_eq!(groups, &["test-all".parse().unwrap()]);
    assert_eq!(project.sets()["everything"].requirements()[1].origin.to_string(), "pyproject.toml:8");
}

#[test]
fn groups_need_no_project() {
    let project = read(&[("pyproject.toml", "[dependency-groups]\nbase = ['flask']\ndev = ['pytest']\n")]);
    assert_eq!(sets(&project), ["base: flask", "dev: pytest"]);
}

#[test]
fn a_project_without_dependencies_has_an_empty_base() {
    let project = read(&[("pyproject.toml", "[project]\nname = 'a'\nversion = '1'\n")]);
    assert_eq!(sets(&project), ["base: "]);
    assert!(project.notes().is_empty());
}

#[test]
fn requirements_files_go_before_what_the_metadata_declares() {
    let project = read(&[
        ("pyproject.toml", "[project]\nname = 'a'\nversion = '1'\ndependencies = ['django']\n"),
        ("requirements/base.txt", "flask"),
    ]);
    assert_eq!(sets(&project), ["base: flask"]);
}

#[test]
fn dynamic_dependencies_are_read_from_the_files_that_setuptools_reads() {
    let project = read(&[
        (
            "pyproject.toml",
            r#"
[project]
name = "a"
version = "1"
dynamic = ["dependencies", "optional-dependencies"]

[tool.setuptools.dynamic]
dependencies = {file = ["deps/one.txt", "deps/two.txt"]}
optional-dependencies.test = {file = "deps/test.txt"}
"#,
        ),
        ("deps/one.txt", "flask"),
        ("deps/two.txt", "requests"),
        ("deps/test.txt", "pytest"),
    ]);
    assert_eq!(sets(&project), ["base: flask, requests", "test: flask, requests, pytest"]);
    let files = ["deps/one.txt", "deps/two.txt", "deps/test.txt"].map(|path| path.parse().unwrap());
    assert_eq!(project.sets()["test"].source(), &SetSource::Files(files.to_vec()));
    assert_eq!(closure(&project, "base"), ["pyproject.toml", "deps/one.txt", "deps/two.txt"]);
}

#[test]
fn setup_cfg_declares_as_well() {
    let project = read(&[(
        "setup.cfg",
        "[metadata]\nname = a\n[options]\ninstall_requires =\n    flask>=2 ; python_version > \"3\"\n    requests\n\
         [options.extras_require]\ntest = pytest; coverage\n",
    )]);
    assert_eq!(
        sets(&project),
        [
            "base: flask>=2 ; python_version > \"3\", requests",
            "test: flask>=2 ; python_version > \"3\", requests, pytest, coverage",
        ]
    );
    assert_eq!(project.sets()["test"].requirements()[2].origin.to_string(), "setup.cfg:8");

    let single = "[metadata]\nname = a\n[options]\ninstall_requires =\n    flask ; python_version > \"3\"\n";
    assert_eq!(sets(&read(&[("setup.cfg", single)])), ["base: flask ; python_version > \"3\""]);
}

#[test]
fn setup_py_alone_hides_what_it_depends_on() {
    let project =
        read(&[("setup.py", "from setuptools import setup\nsetup(name='a', install_requires=['flask'])\n")]);
    assert_eq!(sets(&project), ["base: "]);
    assert_eq!(project.default_set().source(), &SetSource::ProjectItself);
    let [note @ Note::HiddenDependencies { .. }] = project.notes() else { panic!("a note") };
    insta::assert_snapshot!(Message::from(note), @r#"
    error[hidden-dependencies]: what the project depends on would be known only if its build were run
      --> setup.py
      = note: nothing of a project is run to find out what it needs
      = help: write them in requirements/base.txt or in pyproject.toml:
              [project]
              dependencies = ["flask>=2"]
    "#);
}

#[test]
fn poetry_without_a_project_table_hides_them_too() {
    let project = read(&[(
        "pyproject.toml",
        "[tool.poetry]\nname = 'a'\nversion = '1'\n[tool.poetry.dependencies]\npython = '^3.9'\nflask = '*'\n\
         [build-system]\nrequires = ['poetry-core']\nbuild-backend = 'poetry.core.masonry.api'\n",
    )]);
    assert_eq!(project.default_set().source(), &SetSource::ProjectItself);
    assert_eq!(project.metadata().requires_python.as_ref().unwrap().value.to_string(), ">=3.9, <4");
}

#[test]
fn the_project_itself_is_known_by_its_folder_and_by_its_name() {
    let project = read(&[
        ("pyproject.toml", "[project]\nname = 'My_Project'\nversion = '1'\n"),
        ("requirements/base.txt", "-e .\n.[extra]\nfile:.\nmy.project[test]\nflask"),
    ]);
    let base = project.default_set();
    let own: Vec<bool> =
        base.requirements().iter().map(|requirement| requirement.is_project_itself).collect();
    assert_eq!(own, [true, true, true, true, false]);
    assert!(base.installs_project());
    assert!(base.directories().is_empty());
}

#[test]
fn local_folders_archives_and_links_belong_to_what_a_set_needs() {
    let project = read(&[
        (
            "requirements/base.txt",
            "-e ./library\n./wheels/small-1.0-py3-none-any.whl\n--find-links ../more\n",
        ),
        ("library/pyproject.toml", ""),
        ("wheels/small-1.0-py3-none-any.whl", ""),
        ("more/other-1.0.tar.gz", ""),
    ]);
    let base = project.default_set();
    assert_eq!(closure(&project, "base"), ["requirements/base.txt", "wheels/small-1.0-py3-none-any.whl"]);
    let directories: Vec<_> = base.directories().iter().map(ToString::to_string).collect();
    assert_eq!(directories, ["library", "more"]);
    assert_eq!(base.requirements()[1].name.as_ref().unwrap().as_str(), "small");
}

#[test]
fn addresses_keep_their_variables_and_remote_includes_stay_remote() {
    let project = read(&[(
        "requirements.txt",
        "--index-url https://${INDEX_USER}:${INDEX_PASSWORD}@example.org/simple\n\
         -r https://example.org/common.txt\n-c https://example.org/${BRANCH}/pins.txt\n${NAME}==1\n",
    )]);
    let base = project.default_set();
    let variables: Vec<_> = base.variables().iter().map(ToString::to_string).collect();
    assert_eq!(variables, ["INDEX_USER", "INDEX_PASSWORD", "BRANCH", "NAME"]);
    assert_eq!(base.remote_includes().len(), 2);
    assert!(base.remote_includes()[1].value.is_constraint);
    assert_eq!(closure(&project, "base"), ["requirements.txt"]);
}

#[test]
fn a_file_included_on_two_ways_counts_once() {
    let project = read(&[
        ("requirements/base.txt", "-r one.txt\n-r two.txt"),
        ("requirements/one.txt", "-r common.txt"),
        ("requirements/two.txt", "-r common.txt"),
        ("requirements/common.txt", "flask"),
    ]);
    assert_eq!(sets(&project)[0], "base: flask");
}

#[cfg(unix)]
#[test]
fn a_link_inside_brings_its_target_and_a_link_outside_is_refused() {
    let root = tree(&[("requirements/common.txt", "flask"), ("requirements/readme", "")]);
    std::os::unix::fs::symlink("common.txt", root.path().join("requirements/base.txt")).unwrap();
    let project = Project::read(root.path()).unwrap();
    assert_eq!(closure(&project, "base"), ["requirements/base.txt", "requirements/common.txt"]);

    let outside = tree(&[("secret.txt", "flask")]);
    std::os::unix::fs::symlink(outside.path().join("secret.txt"), root.path().join("requirements/more.txt"))
        .unwrap();
    let error = Project::read(root.path()).unwrap_err();
    assert_eq!(Message::from(&error).code, "outside-project");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let root = tree(&[]);
    let made = std::process::Command::new("mkfifo").arg(root.path().join("requirements.txt")).status();
    if made.is_ok_and(|status| status.success()) {
        let error = Project::read(root.path()).unwrap_err();
        assert_eq!(Message::from(&error).code, "not-a-file");
    }
}

#[test]
fn what_pip_reads_over_in_silence_is_noted() {
    let project =
        read(&[("requirements.txt", "--pre flask\nrequests --pre\n--hash=sha256:00\n-f . -f ..\n")]);
    let codes: Vec<String> = project
        .notes()
        .iter()
        .map(Message::from)
        .map(|message| format!("{} {}", message.code, message.place.unwrap()))
        .collect();
    assert_eq!(
        codes,
        [
            "stray-words requirements.txt:1:7",
            "option-without-effect requirements.txt:2:10",
            "option-without-effect requirements.txt:3:1",
            "option-without-effect requirements.txt:4:9",
        ]
    );
}

#[test]
fn reading_twice_gives_the_same() {
    let files =
        [("requirements/b.txt", "flask"), ("requirements/a.txt", "-r b.txt"), ("requirements/base.txt", "x")];
    assert_eq!(read(&files), read(&files));
}
