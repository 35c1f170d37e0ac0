//! `pyproject.toml` of a project.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    pydockstage_fuzz::read(&[("pyproject.toml", data)]);
});
