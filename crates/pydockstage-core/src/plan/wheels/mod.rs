//! Which wheels the image can install: the tags of its Python, its C library and its machine (PEP 425).

mod libc;
mod tags;

pub use libc::Libc;

use crate::names::Release;
use crate::packages::Architecture;

/// What a wheel must fit: a CPython on a release of a distribution, on one kind of machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Target {
    /// The minor version of CPython 3.
    pub minor: u8,
    /// Whether it is the build without the global lock (PEP 703), whose ABI has a `t` at its end.
    pub free_threaded: bool,
    /// The C library.
    pub libc: Libc,
    /// The machine.
    pub architecture: Architecture,
}

impl Target {
    /// CPython 3.`minor` on a release; none where its C library isn't known.
    pub fn on(release: &Release, minor: u8, architecture: Architecture) -> Option<Self> {
        Some(Self { minor, free_threaded: false, libc: Libc::of(release)?, architecture })
    }
}
