//! A Debian package that lies: `cargo +nightly fuzz run deb`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pydockstage_catalog::archive;
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    let _ = archive::open("fuzzed.deb", Cursor::new(bytes.to_vec()));
});
