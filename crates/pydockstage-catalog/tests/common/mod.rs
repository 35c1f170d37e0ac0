//! A mirror made for a test.

use pydockstage_catalog::source::Source;
use std::io::Write as _;
use std::path::Path;
use tempfile::TempDir;

/// A directory that is laid out as a mirror.
pub(crate) struct Mirror(TempDir);

impl Mirror {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    #[allow(dead_code)] // Not every test program asks for it.
    pub(crate) fn source(&self) -> Source {
        Source::Directory(self.path().to_owned())
    }

    pub(crate) fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let place = self.path().join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, bytes).unwrap();
        self
    }
}

pub(crate) fn gzip(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes.as_ref()).unwrap();
    packed.finish().unwrap()
}

/// A suite of Debian's with one component; `packages` is what its index of packages holds, unpacked.
#[allow(dead_code)] // Not every test program asks for it.
pub(crate) fn debian(packages: &str, contents: &str) -> Mirror {
    Mirror::new()
        .with("dists/trixie/Release", "Suite: stable\nDate: Sat, 21 Nov 2026 09:15:44 UTC\n")
        .with("dists/trixie/main/binary-amd64/Packages.gz", gzip(packages))
        .with("dists/trixie/main/Contents-amd64.gz", gzip(contents))
}
