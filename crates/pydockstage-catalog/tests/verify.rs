//! `verify` on a root file system made for the test: this very program, with and without its libraries.

#![allow(clippy::unwrap_used)] // In a test, what can't be made is the test's end.

use pydockstage_catalog::verify::{Elf, Root, verify};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A root with this program as a file of a virtual environment.
fn root() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let place = root.path().join("venv/lib");
    fs::create_dir_all(&place).unwrap();
    fs::copy(std::env::current_exe().unwrap(), place.join("module.so")).unwrap();
    fs::write(place.join("module.py"), "import module\n").unwrap();
    root
}

fn needed() -> Vec<String> {
    Elf::read(&std::env::current_exe().unwrap()).unwrap().unwrap().needed
}

/// What ldconfig writes for these libraries of a folder.
fn cache(libraries: &[String], folder: &str) -> Vec<u8> {
    let mut strings = Vec::new();
    let mut entries = Vec::new();
    let start = 48 + 24 * libraries.len();
    for library in libraries {
        let at = u32::try_from(start + strings.len()).unwrap();
        strings.extend(library.bytes().chain([0]));
        let path = u32::try_from(start + strings.len()).unwrap();
        strings.extend(format!("{folder}/{library}\0").bytes());
        for number in [3, at, path, 0, 0, 0] {
            entries.extend(number.to_le_bytes());
        }
    }
    let mut bytes = b"glibc-ld.so.cache1.1".to_vec();
    bytes.extend(u32::try_from(libraries.len()).unwrap().to_le_bytes());
    bytes.extend(u32::try_from(strings.len()).unwrap().to_le_bytes());
    bytes.extend([0; 20]);
    bytes.extend(entries);
    bytes.extend(strings);
    bytes
}

/// Where this machine has a library.
fn place_of(library: &str) -> PathBuf {
    let host = Root::new("/");
    let folders = host.library_folders();
    folders.iter().find_map(|folder| host.resolve(&folder.join(library))).unwrap()
}

#[test]
fn each_library_not_found_is_told_with_who_needs_it_and_who_has_it() {
    let root = root();
    let catalog = pydockstage_core::packages::Catalog::embedded();
    let release = catalog.release(&"debian:trixie".parse().unwrap()).unwrap();
    let report = verify(&Root::new(root.path()), Path::new("/venv"), Some(&release)).unwrap();
    assert_eq!(report.checked, 1);
    let mut missing: Vec<&str> = report.missing.iter().map(|missing| missing.library.as_str()).collect();
    let mut all = needed();
    all.sort();
    missing.sort_unstable();
    assert_eq!(missing, all);
    assert_eq!(report.missing[0].needed_by, [PathBuf::from("/venv/lib/module.so")]);
    let gcc = report.missing.iter().find(|missing| missing.library == "libgcc_s.so.1").unwrap();
    assert_eq!(gcc.owners[0].as_str(), "libgcc-s1");
}

#[test]
fn libraries_are_found_through_the_loaders_configuration_and_links_stay_inside() {
    let root = root();
    let libraries = root.path().join("opt/libraries");
    fs::create_dir_all(&libraries).unwrap();
    fs::create_dir_all(root.path().join("etc/ld.so.conf.d")).unwrap();
    fs::write(root.path().join("etc/ld.so.conf"), "# loader\ninclude ld.so.conf.d/*.conf\n").unwrap();
    fs::write(root.path().join("etc/ld.so.conf.d/own.conf"), "/opt/libraries\n").unwrap();
    let mut cached = Vec::new();
    for library in needed() {
        fs::copy(place_of(&library), libraries.join(format!("{library}.9"))).unwrap();
        // Absolute: of the root, not of the machine.
        std::os::unix::fs::symlink(format!("/opt/libraries/{library}.9"), libraries.join(&library)).unwrap();
        cached.push(library);
    }
    let before = verify(&Root::new(root.path()), Path::new("/venv"), None).unwrap();
    assert_eq!(before.missing.len(), cached.len(), "the loader reads the cache, not its configuration");
    let place = PathBuf::from(format!("/opt/libraries/{}.9", before.missing[0].library));
    assert_eq!(before.missing[0].uncached.as_ref(), Some(&place));
    fs::write(root.path().join("etc/ld.so.cache"), cache(&cached, "/opt/libraries")).unwrap();
    let report = verify(&Root::new(root.path()), Path::new("/venv"), None).unwrap();
    assert_eq!(report.missing, []);
    assert_eq!(report.used.len(), needed().len());
}

#[test]
fn a_library_for_another_machine_is_none_and_a_cut_file_is_told() {
    let root = root();
    let libraries = root.path().join("usr/lib");
    fs::create_dir_all(&libraries).unwrap();
    let library = needed().remove(0);
    let mut bytes = fs::read(place_of(&library)).unwrap();
    // `e_machine`: 243 is RISC-V, which neither this test nor a mirror of it runs on.
    bytes[18] = 243;
    bytes[19] = 0;
    fs::write(libraries.join(&library), &bytes).unwrap();
    fs::write(root.path().join("venv/cut.so"), &bytes[..40]).unwrap();
    let report = verify(&Root::new(root.path()), Path::new("/venv"), None).unwrap();
    assert!(report.missing.iter().any(|missing| missing.library == library));
    assert_eq!(report.unreadable.len(), 1);
}

#[test]
fn links_in_a_circle_lead_nowhere() {
    let root = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("b", root.path().join("a")).unwrap();
    std::os::unix::fs::symlink("a", root.path().join("b")).unwrap();
    let found = Root::new(root.path()).resolve(Path::new("/a/x"));
    assert_eq!(found, None);
}

#[test]
fn a_header_that_lies_is_told_with_its_file_and_hides_no_other() {
    let root = root();
    let mut bytes = fs::read(std::env::current_exe().unwrap()).unwrap();
    // The table of segments beyond the end of the file.
    bytes[32..40].copy_from_slice(&u64::MAX.to_le_bytes());
    fs::write(root.path().join("venv/lib/lies.so"), &bytes).unwrap();
    fs::write(root.path().join("venv/lib/cut.so"), &bytes[..20]).unwrap();
    let report = verify(&Root::new(root.path()), Path::new("/venv"), None).unwrap();
    let unreadable: Vec<&Path> = report.unreadable.iter().map(|(path, _)| path.as_path()).collect();
    assert_eq!(unreadable, [Path::new("/venv/lib/cut.so"), Path::new("/venv/lib/lies.so")]);
    assert!(!report.missing.is_empty(), "what the sound file lacks is told all the same");
}
