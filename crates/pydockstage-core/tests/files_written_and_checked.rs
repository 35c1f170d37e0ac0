//! Writing and checking generated files, on a real file system.

#![allow(clippy::unwrap_used)] // a fixture that cannot be made is a failed test

use pydockstage_core::files::{Change, FilesError, Output, Unmarked, check, mark, write};
use std::fs;

fn output(path: &str, body: &str, unmarked: Unmarked) -> Output {
    Output { path: path.parse().unwrap(), text: format!("{}\n{body}", mark::line(body)), unmarked }
}

#[test]
fn a_generated_file_is_written_then_left_alone_then_updated() {
    let folder = tempfile::tempdir().unwrap();
    let first = [output("Dockerfile", "FROM scratch\n", Unmarked::Refuse)];
    assert_eq!(write(folder.path(), &first, false).unwrap()[0].change, Change::Created);
    assert_eq!(write(folder.path(), &first, false).unwrap()[0].change, Change::Unchanged);
    assert_eq!(check(folder.path(), &first).unwrap(), []);
    let second = [output("Dockerfile", "FROM debian\n", Unmarked::Refuse)];
    assert_eq!(check(folder.path(), &second).unwrap().len(), 1);
    assert_eq!(write(folder.path(), &second, false).unwrap()[0].change, Change::Updated);
}

#[test]
fn a_file_that_a_person_wrote_stays_unless_forced_and_so_does_every_other() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("Dockerfile"), "FROM mine\n").unwrap();
    let outputs = [
        output(".dockerignore", ".git\n", Unmarked::Keep),
        output("Dockerfile", "FROM scratch\n", Unmarked::Refuse),
    ];
    let error = write(folder.path(), &outputs, false).unwrap_err();
    assert_eq!(error, FilesError::Foreign { path: "Dockerfile".parse().unwrap() });
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else was written");
    assert_eq!(fs::read_to_string(folder.path().join("Dockerfile")).unwrap(), "FROM mine\n");
    let changes: Vec<_> = write(folder.path(), &outputs, true).unwrap().iter().map(|w| w.change).collect();
    assert_eq!(changes, [Change::Created, Change::Replaced]);
}

#[test]
fn a_change_made_by_hand_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let outputs = [output("Dockerfile", "FROM scratch\n", Unmarked::Refuse)];
    write(folder.path(), &outputs, false).unwrap();
    let path = folder.path().join("Dockerfile");
    let edited = fs::read_to_string(&path).unwrap() + "RUN mine\n";
    fs::write(&path, &edited).unwrap();
    let next = [output("Dockerfile", "FROM debian\n", Unmarked::Refuse)];
    assert!(matches!(write(folder.path(), &next, false), Err(FilesError::Edited { .. })));
    assert_eq!(fs::read_to_string(&path).unwrap(), edited);
}

#[test]
fn an_ignore_file_of_the_owner_is_respected_even_when_forced() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(".dockerignore"), "secrets\n").unwrap();
    let outputs = [output(".dockerignore", ".git\n", Unmarked::Keep)];
    assert_eq!(write(folder.path(), &outputs, true).unwrap()[0].change, Change::Kept);
    assert_eq!(check(folder.path(), &outputs).unwrap(), []);
}

#[test]
fn line_ends_alone_are_no_difference() {
    let folder = tempfile::tempdir().unwrap();
    let outputs = [output("Dockerfile", "FROM scratch\n", Unmarked::Refuse)];
    fs::write(folder.path().join("Dockerfile"), outputs[0].text.replace('\n', "\r\n")).unwrap();
    assert_eq!(check(folder.path(), &outputs).unwrap(), []);
    assert_eq!(write(folder.path(), &outputs, false).unwrap()[0].change, Change::Unchanged);
}

#[test]
fn a_folder_or_a_link_in_the_way_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let outputs = [output("Dockerfile", "FROM scratch\n", Unmarked::Refuse)];
    fs::create_dir(folder.path().join("Dockerfile")).unwrap();
    assert!(matches!(write(folder.path(), &outputs, true), Err(FilesError::NotAFile { .. })));
    #[cfg(unix)]
    {
        fs::remove_dir(folder.path().join("Dockerfile")).unwrap();
        std::os::unix::fs::symlink("elsewhere", folder.path().join("Dockerfile")).unwrap();
        assert!(matches!(write(folder.path(), &outputs, true), Err(FilesError::Symlink { .. })));
    }
}

#[test]
fn the_difference_is_a_unified_diff() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("Dockerfile"), "FROM mine\n").unwrap();
    let outputs = [Output {
        path: "Dockerfile".parse().unwrap(),
        text: "FROM ours\n".into(),
        unmarked: Unmarked::Refuse,
    }];
    let differences = check(folder.path(), &outputs).unwrap();
    assert_eq!(
        differences[0].diff,
        "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1 +1 @@\n-FROM mine\n+FROM ours\n"
    );
}
