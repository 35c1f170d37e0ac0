use crate::spec::{Spec, SpecErrors};
use insta::assert_snapshot;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn project(files: &[(&str, &[u8])]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        fs::write(root.path().join(path), bytes).unwrap();
    }
    root
}

fn said(root: &Path) -> String {
    Spec::read(root).unwrap_err().to_string()
}

#[test]
fn a_project_may_have_no_spec() {
    assert_eq!(Spec::read(project(&[]).path()), Ok(Spec::default()));
    let root = project(&[("pyproject.toml", b"[project]\nname = \"x\"\n")]);
    assert_eq!(Spec::read(root.path()), Ok(Spec::default()));
}

#[test]
fn either_file_can_hold_it() {
    let origin = |root: TempDir| Spec::read(root.path()).unwrap().python.unwrap().origin.to_string();
    assert_eq!(origin(project(&[("pydockstage.toml", b"python = \"3.13\"")])), "pydockstage.toml:1:10");
    let pyproject = b"[tool.pydockstage]\npython = \"3.13\"";
    assert_eq!(origin(project(&[("pyproject.toml", pyproject)])), "pyproject.toml:2:10");
    let other = b"[project]\nname = \"pydockstage\"\n";
    let both = project(&[("pyproject.toml", other), ("pydockstage.toml", b"python = \"3.13\"")]);
    assert_eq!(origin(both), "pydockstage.toml:1:10");
}

#[test]
fn both_files_can_not() {
    let root = project(&[("pyproject.toml", b"x = 1\n[tool.pydockstage]\n"), ("pydockstage.toml", b"")]);
    assert_snapshot!(said(root.path()), @"
    error[two-specs]: the spec is written here and in pydockstage.toml
      --> pyproject.toml:2:7
      |
    2 | [tool.pydockstage]
      |       ^^^^^^^^^^^
      = note: which of them was to win can't be known
      = help: keep one: the table [tool.pydockstage] of pyproject.toml, or pydockstage.toml
    ");
}

#[test]
fn a_file_that_is_none_is_told() {
    let root = project(&[]);
    fs::create_dir(root.path().join("pydockstage.toml")).unwrap();
    assert_snapshot!(said(root.path()), @r"
    error[not-a-file]: a file is expected here, and this is none
      --> pydockstage.toml
      = help: move it away, or put a file in its place
    ");
}

#[test]
fn bytes_that_are_no_text_are_told_at_their_place() {
    let root = project(&[("pydockstage.toml", b"python = \"3.13\"\n[env]\nA = \"caf\xe9\"\n")]);
    assert_snapshot!(said(root.path()), @r#"
    error[not-utf-8]: the file is not in UTF-8, as TOML has to be
      --> pydockstage.toml:3:9
      |
    3 | A = "caf�"
      |         ^
      = help: save it in UTF-8
    "#);
}

#[test]
fn a_file_without_end_is_not_read_to_it() {
    let root = project(&[("pydockstage.toml", &"#".repeat(4 * 1024 * 1024 + 1).into_bytes())]);
    assert_snapshot!(said(root.path()), @"
    error[file-too-long]: the file is longer than 4 MiB
      --> pydockstage.toml
      = help: is it the right file? A pydockstage.toml has a few lines
    ");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let root = project(&[]);
    let made = std::process::Command::new("mkfifo").arg(root.path().join("pydockstage.toml")).status();
    if made.is_ok_and(|status| status.success()) {
        assert!(said(root.path()).contains("error[not-a-file]"));
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_must_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let root = project(&[("pydockstage.toml", b"")]);
    let path = root.path().join("pydockstage.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // Root reads every file.
    if fs::read(&path).is_err() {
        assert_snapshot!(said(root.path()), @"");
    }
}

#[test]
fn an_error_can_be_handed_on() {
    let root = project(&[("pydockstage.toml", b"x = 1")]);
    let error: Box<dyn std::error::Error + Send + Sync> = Box::new(Spec::read(root.path()).unwrap_err());
    assert_eq!(error.downcast_ref::<SpecErrors>().unwrap().iter().count(), 1);
}
