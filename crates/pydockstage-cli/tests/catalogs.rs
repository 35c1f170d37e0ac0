//! `pydockstage catalog` and `pydockstage packages`, each as a process of its own: where a user's catalogs lie is told
//! by the environment.

#![allow(clippy::unwrap_used)] // a fixture that cannot be made is a failed test

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/flask-ldap");

/// A folder for a user's catalogs, and a mirror in it.
struct User(TempDir);

impl User {
    /// A mirror of one suite whose LDAP library is a version further.
    fn with_mirror(distribution: &str, suite: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join(format!("mirror/{distribution}/dists/{suite}"));
        fs::create_dir_all(below.join("main/binary-amd64")).unwrap();
        fs::write(below.join("Release"), "Suite: x\nComponents: main\nDate: Sat, 21 Nov 2026 09:15:44 UTC\n")
            .unwrap();
        let packages = "Package: libldap-dev\nSource: openldap\nSection: libdevel\nDepends: libldap9 (= 9)\n\n\
                        Package: libldap2-dev\nSource: openldap\nSection: oldlibs\nDepends: libldap-dev\n\n\
                        Package: libldap9\nSource: openldap\nSection: libs\n";
        fs::write(below.join("main/binary-amd64/Packages"), packages).unwrap();
        let contents = "usr/lib/x86_64-linux-gnu/libldap.so libdevel/libldap-dev\n\
                        usr/lib/x86_64-linux-gnu/libldap.so.9 libs/libldap9\n\
                        usr/share/doc/libldap2-dev/copyright oldlibs/libldap2-dev\n";
        fs::write(below.join("main/Contents-amd64"), contents).unwrap();
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs several commands, one after the other, and shows each with all that comes of it.
    fn session(&self, commands: &[&str]) -> String {
        let shown: Vec<String> = commands.iter().map(|command| self.run(command)).collect();
        commands
            .iter()
            .zip(&shown)
            .flat_map(|(command, shown)| ["$ pydockstage ", command, "\n", shown, "\n"])
            .collect()
    }

    /// Runs the command in the folder and shows all that comes of it.
    fn run(&self, arguments: &str) -> String {
        let ran = Command::new(env!("CARGO_BIN_EXE_pydockstage"))
            .args(arguments.split(' '))
            .current_dir(self.path())
            .env("PYDOCKSTAGE_CACHE_DIR", self.path().join("cache"))
            .output()
            .unwrap();
        let (out, err) = (String::from_utf8(ran.stdout).unwrap(), String::from_utf8(ran.stderr).unwrap());
        let err = if err.is_empty() { err } else { format!("---- standard error\n{err}") };
        let shown = format!("{out}{err}---- status {}\n", ran.status.code().unwrap());
        shown.replace(self.path().to_str().unwrap(), "FOLDER")
    }
}

/// Hides what changes when the embedded catalogs are made anew.
fn own_lines(list: &str) -> String {
    let own =
        list.lines().filter(|line| !line.contains(": part of pydockstage") || line.contains("your own"));
    own.map(|line| line.split("index of").next().unwrap().to_owned() + "\n").collect()
}

#[test]
fn a_release_of_ones_own_is_known_by_its_name_from_when_it_is_added_until_it_is_removed() {
    let user = User::with_mirror("ubuntu", "noble");
    let unknown = user.run("packages runtime libldap-dev --on ubuntu:noble");
    assert!(unknown.contains("pydockstage catalog add ubuntu:noble --from URL|DIR"), "{unknown}");
    insta::assert_snapshot!(user.session(&[
        "catalog add ubuntu:noble --from mirror/ubuntu",
        "packages runtime libldap-dev libldap2-dev --on ubuntu:noble",
        "packages owner libldap.so.9 --on ubuntu:noble",
        "packages owner libldap.so.9 --on debian:trixie",
    ]));
    insta::assert_snapshot!("added_and_listed", own_lines(&user.run("catalog list")));
    insta::assert_snapshot!(
        "removed_twice",
        user.session(&["catalog remove ubuntu:noble", "catalog remove ubuntu:noble"])
    );
}

#[test]
fn a_catalog_of_ones_own_goes_before_the_embedded_one_and_the_plan_says_so() {
    let user = User::with_mirror("debian", "trixie");
    user.run("catalog add debian:trixie --from mirror/debian --extend");
    assert!(own_lines(&user.run("catalog list")).contains("debian:trixie: your own"));
    let generated = user.run(&format!("generate {EXAMPLE} --stdout"));
    // What the smaller index does not have is still known: the project's other library.
    assert!(generated.contains("        libldap9 \\\n        libsasl2-2\n"), "{generated}");
    let note = generated.lines().find(|line| line.starts_with("note: the packages of")).unwrap();
    assert!(
        note.contains("debian:trixie come from a catalog of your own (index of 2026-11-21, amd64:"),
        "{note}"
    );
    user.run("catalog add debian:trixie --from mirror/debian");
    let refused = user.run(&format!("generate {EXAMPLE} --stdout"));
    assert!(refused.contains("debian:trixie has no `libsasl2-dev`"), "{refused}");
}

#[test]
fn a_catalog_that_was_damaged_is_told_and_can_be_removed() {
    let user = User::with_mirror("ubuntu", "noble");
    user.run("catalog add ubuntu:noble --from mirror/ubuntu");
    let file = user.path().join("cache/catalogs/ubuntu-noble.txt");
    let whole = fs::read_to_string(&file).unwrap();
    fs::write(&file, &whole[..whole.len() - 20]).unwrap();
    insta::assert_snapshot!(user.session(&[
        "packages runtime libldap-dev --on ubuntu:noble",
        "packages runtime libldap2-dev --on debian:trixie",
    ]));
    insta::assert_snapshot!("damaged_and_listed", own_lines(&user.run("catalog list")));
    assert_eq!(user.run("catalog remove ubuntu:noble"), "ubuntu:noble: removed\n---- status 0\n");
}

#[test]
fn a_catalog_is_built_without_being_added() {
    let user = User::with_mirror("ubuntu", "noble");
    let printed = user.run("catalog build ubuntu:noble --from mirror/ubuntu");
    insta::assert_snapshot!(printed);
    let written = user.run("catalog build ubuntu:noble --from mirror/ubuntu --output noble.txt");
    assert_eq!(written, "noble.txt: written\n---- status 0\n");
    assert!(printed.starts_with(&fs::read_to_string(user.path().join("noble.txt")).unwrap()));
    assert!(!user.path().join("cache").exists());
}

#[test]
fn what_cannot_be_read_or_named_is_told() {
    let user = User::with_mirror("ubuntu", "noble");
    insta::assert_snapshot!(user.session(&[
        "catalog add ubuntu:jammy --from mirror/ubuntu",
        "catalog add noble --from mirror/ubuntu",
        "catalog add ubuntu:noble --from mirror/ubuntu --architecture sparc",
        "catalog build ubuntu:noble --from mirror/ubuntu --output none/noble.txt",
        "catalog add fedora:42 --from mirror/ubuntu",
        "catalog add alpine:3.22 --from mirror/ubuntu",
        "catalog add alpine:3.22 --from ftp://example.org/alpine",
    ]));
}

#[test]
fn several_names_are_asked_at_once_and_every_wrong_one_is_told() {
    let user = User::with_mirror("ubuntu", "noble");
    insta::assert_snapshot!(user.session(&[
        "packages runtime libldap2-dev zlib1g-dev gcc libeigen3-dev --on debian:bookworm",
        "packages runtime libldap-2.4-2 libldpa2-dev gcc --on debian:trixie",
        "packages for python-ldap psycopg[binary] python-ladp flask --on debian:trixie",
        "packages owner libldap-2.5.so.0 --on debian:trixie",
        "packages owner libldap.so.2 --on debian:trixie --format json",
        "packages for python-ldap --on debian:trixie --format json",
        "packages runtime libldap2-dev --on debian:trixie --format json",
    ]));
}

#[test]
fn help() {
    let user = User::with_mirror("ubuntu", "noble");
    for command in ["catalog", "catalog add", "catalog build", "packages", "packages runtime"] {
        insta::assert_snapshot!(
            format!("help_of_{}", command.replace(' ', "_")),
            user.run(&format!("{command} --help"))
        );
    }
}
