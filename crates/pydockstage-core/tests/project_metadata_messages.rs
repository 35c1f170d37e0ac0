//! What people read when the metadata of a project can't be understood: pyproject.toml and setup.cfg.

mod project_message;
mod project_tree;

use project_message::message;

/// The message about a `pyproject.toml` with that text.
fn message_of_toml(text: &str) -> String {
    message(&[("pyproject.toml", text)])
}

#[test]
fn a_file_that_is_no_toml() {
    insta::assert_snapshot!(message_of_toml("[project]\nname = my-project\n"), @r#"
    error[invalid-toml]: the file is no TOML: string values must be quoted, expected literal string
      --> pyproject.toml:2:8
      |
    2 | name = my-project
      |        ^^^^^^^^^^
      = help: the language is described at https://toml.io/
    "#);
}

#[test]
fn dependencies_that_are_a_string() {
    insta::assert_snapshot!(message_of_toml("[project]\nname = 'a'\nversion = '1'\ndependencies = \"flask\"\n"), @r#"
    error[wrong-type]: `project.dependencies` wants an array of strings, and this is a string
      --> pyproject.toml:4:16
      |
    4 | dependencies = "flask"
      |                ^^^^^^^
      = help: write dependencies = ["flask>=2"]
    "#);
}

#[test]
fn a_dependency_that_is_none() {
    let text = "[project]\nname = 'a'\nversion = '1'\ndependencies = [\n    \"flask=>2\",\n]\n";
    insta::assert_snapshot!(message_of_toml(text), @r#"
    error[invalid-requirement]: `=>2` is no version specifier
      --> pyproject.toml:5:11
      |
    5 |     "flask=>2",
      |           ^^^
      = help: write >= or <=, the equals sign last
    "#);
}

#[test]
fn a_project_without_a_name_or_a_version() {
    insta::assert_snapshot!(message_of_toml("[project]\nversion = '1'\n"), @r#"
    error[missing-key]: `project.name` is missing
      --> pyproject.toml:1:2
      |
    1 | [project]
      |  ^^^^^^^
      = help: [project] must have a name:
              name = "myproject"
    "#);
    insta::assert_snapshot!(message_of_toml("[project]\nname = 'a'\n"), @r#"
    error[missing-key]: `project.version` is missing
      --> pyproject.toml:1:2
      |
    1 | [project]
      |  ^^^^^^^
      = help: [project] must have a version, or leave it to the build:
              version = "1.0"
              or
              dynamic = ["version"]
    "#);
}

#[test]
fn an_extra_and_a_group_of_the_same_name() {
    let text = "[project]\nname = 'a'\nversion = '1'\n\n[project.optional-dependencies]\nmy-tests = []\n\n\
                [dependency-groups]\nMy_Tests = []\n";
    insta::assert_snapshot!(message_of_toml(text), @r#"
    error[set-named-twice]: two requirement sets would be called `my-tests`
      --> pyproject.toml:9
      = note: the first is at pyproject.toml:6
      = note: each extra and each dependency group is a set, and `base` is what is always installed
      = help: rename one of the two; a group may include another: {include-group = "NAME"}
    "#);
}

#[test]
fn two_groups_of_the_same_name() {
    insta::assert_snapshot!(message_of_toml("[dependency-groups]\ntest-a = []\nTest_A = []\n"), @r#"
    error[named-twice]: `test-a` stands twice, perhaps in other letters
      --> pyproject.toml:3:1
      |
    3 | Test_A = []
      | ^^^^^^
      = note: the first is at pyproject.toml:2
      = note: letters of either case, and - _ . mean the same in such a name (PEP 503)
      = help: rename one of them, or make them one
    "#);
}

#[test]
fn a_loop_of_groups() {
    let text = "[dependency-groups]\na = [{include-group = 'b'}]\nb = ['x', {include-group = 'c'}]\n\
                c = [{include-group = 'b'}]\n";
    insta::assert_snapshot!(message_of_toml(text), @r#"
    error[include-loop]: the dependency group `b` includes itself
      --> pyproject.toml:4:23
      |
    4 | c = [{include-group = 'b'}]
      |                       ^^^
      = note: b includes c includes b
      = help: take one of the includes out
    "#);
}

#[test]
fn a_group_that_is_not_there() {
    insta::assert_snapshot!(message_of_toml("[dependency-groups]\ntest = []\nall = [{include-group = 'tset'}]\n"), @r#"
    error[unknown-group]: there is no dependency group `tset` to include
      --> pyproject.toml:3:25
      |
    3 | all = [{include-group = 'tset'}]
      |                         ^^^^^^
      = note: known groups: test, all
      = help: did you mean test?
    "#);
}

#[test]
fn an_item_that_belongs_in_no_group() {
    insta::assert_snapshot!(message_of_toml("[dependency-groups]\ntest = [{path = './library'}]\n"), @r#"
    error[bad-group-item]: this is neither a requirement nor an include of another group
      --> pyproject.toml:2:9
      |
    2 | test = [{path = './library'}]
      |         ^^^^^^^^^^^^^^^^^^^^
      = help: write "pytest>=8" or {include-group = "test"} (PEP 735)
    "#);
}

#[test]
fn two_names_of_the_project() {
    let files = [
        ("pyproject.toml", "[project]\nname = 'one'\nversion = '1'\n"),
        ("setup.cfg", "[metadata]\nname = other\n"),
    ];
    insta::assert_snapshot!(message(&files), @r#"
    error[two-names]: the project is called `other` here and `one` elsewhere
      --> setup.cfg:2
      |
    2 | name = other
      = note: the other name stands at pyproject.toml:2
      = help: keep one name, or take the file out that is a leftover
    "#);
}

#[test]
fn a_command_that_calls_nothing() {
    let text = "[project]\nname = 'a'\nversion = '1'\n[project.scripts]\nrun = 'my.cli'\n";
    insta::assert_snapshot!(message_of_toml(text), @r#"
    error[bad-entry-point]: `my.cli` names no function that a command could call
      --> pyproject.toml:5:7
      |
    5 | run = 'my.cli'
      |       ^^^^^^^^
      = help: write the module, a colon and the function: myproject.cli:main
    "#);
}

#[test]
fn a_setup_cfg_that_is_none() {
    insta::assert_snapshot!(message(&[("setup.cfg", "[metadata]\nname = a\nname = b\n")]), @r#"
    error[invalid-ini]: this section or key stands twice
      --> setup.cfg:3:1
      |
    3 | name = b
      | ^^^^^^^^
      = help: make them one
    "#);
}
