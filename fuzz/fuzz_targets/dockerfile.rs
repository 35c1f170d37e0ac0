//! The reader of Dockerfiles; what it reads is written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pydockstage_core::dockerfile::{parse, write};

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match parse(text) {
        Ok(parsed) => {
            let written = write(&parsed.tree);
            assert_eq!(parse(&written).map(|again| again.tree), Ok(parsed.tree));
        }
        Err(error) => {
            let _ = error.to_string();
        }
    }
});
