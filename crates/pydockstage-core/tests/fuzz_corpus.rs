//! Every input that the fuzz targets keep is read again, by the stable toolchain: no panic, no endless loop.
#![allow(clippy::unwrap_used)] // a corpus that can't be read is the test's failure

use pydockstage_core::dockerfile::{parse, write};
use pydockstage_core::project::{MarkerEnvironment, Project};
use pydockstage_core::report::Message;
use std::path::PathBuf;

/// The inputs of a target, sorted.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let mut paths: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{target} has no corpus");
    paths.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// What a target does with an input: the project with these files is read, and its locks are asked.
fn read(files: &[(&str, &[u8])]) {
    let root = tempfile::tempdir().unwrap();
    for (name, content) in files {
        std::fs::write(root.path().join(name), content).unwrap();
    }
    match Project::read(root.path()) {
        Ok(project) => {
            let environment = MarkerEnvironment::linux("3.13", "x86_64");
            for lock in project.locks() {
                for set in project.sets().values() {
                    if let Err(error) = lock.closure(set, &environment) {
                        assert!(!Message::from(&error).what.is_empty());
                    }
                }
            }
        }
        Err(error) => assert!(!Message::from(&error).what.is_empty()),
    }
}

#[test]
fn lock_files_are_read_or_refused() {
    for input in corpus("locks") {
        let Some((kind, text)) = input.split_first() else { continue };
        let name = match kind {
            b'u' => "uv.lock",
            b'l' => "pylock.toml",
            b'p' => "poetry.lock",
            b'd' => "pdm.lock",
            _ => "Pipfile.lock",
        };
        let project = b"[project]\nname = \"shop\"\nversion = \"1\"\ndependencies = [\"a\"]\n";
        read(&[("pyproject.toml", project), ("Pipfile", b"[packages]\na = \"*\"\n"), (name, text)]);
    }
}

#[test]
fn metadata_and_requirements_are_read_or_refused() {
    for (target, name) in [
        ("pyproject", "pyproject.toml"),
        ("requirements", "requirements.txt"),
        ("setup_py", "setup.py"),
        ("setup_cfg", "setup.cfg"),
    ] {
        for input in corpus(target) {
            let build: &[u8] = b"[build-system]\nrequires = []\n";
            if target == "setup_cfg" {
                read(&[("pyproject.toml", build), (name, &input)]);
            } else {
                read(&[(name, &input)]);
            }
        }
    }
}

#[test]
fn dockerfiles_are_read_or_refused() {
    for input in corpus("dockerfile") {
        let Ok(text) = std::str::from_utf8(&input) else { continue };
        if let Ok(parsed) = parse(text) {
            assert_eq!(parse(&write(&parsed.tree)).map(|again| again.tree), Ok(parsed.tree));
        }
    }
}
