//! A lock file beside a project; the first byte says whose it is.
#![no_main]

use libfuzzer_sys::fuzz_target;

const PROJECT: &[u8] = b"[project]\nname = \"shop\"\nversion = \"1\"\ndependencies = [\"a\"]\n[dependency-groups]\ndev = [\"b\"]\n";
const PIPFILE: &[u8] = b"[packages]\na = \"*\"\n[dev-packages]\nb = \"*\"\n";

fuzz_target!(|data: &[u8]| {
    let Some((kind, text)) = data.split_first() else { return };
    let name = match kind {
        b'u' => "uv.lock",
        b'l' => "pylock.toml",
        b'p' => "poetry.lock",
        b'd' => "pdm.lock",
        b'i' => "Pipfile.lock",
        _ => return,
    };
    pydockstage_fuzz::read(&[("pyproject.toml", PROJECT), ("Pipfile", PIPFILE), (name, text)]);
});
