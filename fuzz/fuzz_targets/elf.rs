//! A header of an ELF file that lies: `cargo +nightly fuzz run elf`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pydockstage_catalog::verify::Elf;
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    let _ = Elf::read_from(&mut Cursor::new(bytes));
});
