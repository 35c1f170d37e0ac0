//! Every input that the fuzz targets keep is read again, by the stable toolchain: no panic, no endless loop.

#![allow(clippy::unwrap_used)] // A corpus that can't be read is the test's failure.

use pydockstage_catalog::archive;
use pydockstage_catalog::verify::{Elf, ElfFault};
use std::io::Cursor;
use std::path::PathBuf;

/// The inputs of a target, sorted.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let mut paths: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}

#[test]
fn debian_packages_are_opened_or_refused() {
    let (mut opened, mut refused) = (0, 0);
    for input in corpus("deb") {
        match archive::open("fuzzed.deb", Cursor::new(input)) {
            Ok(held) => {
                assert!(held.links.len() <= held.files.len());
                opened += 1;
            }
            Err(fault) => {
                assert!(fault.to_string().contains("fuzzed.deb"), "{fault}");
                refused += 1;
            }
        }
    }
    assert!(opened > 0 && refused > 0, "{opened} were opened, {refused} refused");
}

#[test]
fn headers_of_elf_files_are_read_or_refused() {
    let (mut read, mut refused) = (0, 0);
    for input in corpus("elf") {
        match Elf::read_from(&mut Cursor::new(&input)) {
            Ok(found) => {
                // Each name stands in the file: no header makes more of it than it has.
                let longest = found.iter().flat_map(|elf| &elf.needed).map(String::len).max();
                assert!(longest.is_none_or(|longest| longest <= input.len() * 3), "{found:?}");
                read += 1;
            }
            Err(ElfFault::Truncated | ElfFault::Implausible) => refused += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert!(read > 0 && refused > 0, "{read} were read, {refused} refused");
}
