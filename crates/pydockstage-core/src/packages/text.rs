//! The format of a catalog's text.
//!
//! A line is a kind, a name and values, with one space between them; lines stand in the order of their bytes, so
//! that a name is found by binary search and a change of one package is a change of one line. The first lines begin
//! with `#`, which sorts before every letter.
//!
//! ```text
//! # catalog 1 4be1…
//! # release t debian:trixie 2026-11-21 amd64:9f2c… arm64:77ab…
//! dev libldap2-dev kl=libldap-2.5-0 t=libldap2
//! py lxml kt=libxml2-dev,libxslt1-dev|libxml2,libxslt1.1|gcc
//! so libldap ft=2:
//! tool gcc kltf
//! ```
//!
//! - `# catalog FORMAT SHA256`: the number of this format, and the digest of all that follows the line, by which a
//!   file that was cut off or changed is known.
//! - `# release LETTER RELEASE DATE SOURCE…`: a release, the letter that means it in the values below, the date of
//!   its index, and for each architecture the SHA-256 of the index; `hand` in place of them where people wrote it.
//! - `dev NAME LETTERS=PACKAGE,…`: a development package and its runtime packages in those releases, none after the
//!   `=` where it holds only headers. `t/arm64=` is what differs on another architecture than amd64, and `-` stands
//!   there for a package that the architecture lacks. `~` and a letter at the end say what the pair rests on
//!   ([`Evidence`](super::Evidence)); without it, symlink and SONAME.
//! - `so STEM LETTERS=VERSION:PACKAGE,…`: the packages that own the shared library `STEM.so.VERSION`, or `STEM.so`
//!   where there is no version; the usual one first, and short where it is named after the library
//!   ([`soname`](super::soname)).
//! - `tool NAME LETTERS`: a package that helps to build and leaves nothing that must be there at run time.
//! - `pkg NAME LETTERS`: a package known to be there, of which nothing more is said.
//! - `py NAME LETTERS=BUILD,…|RUNTIME,…|TOOL,…`: what the distribution's own package of a Python distribution needs.

use super::TextFault;
use sha2::{Digest as _, Sha256};

/// The number of the format that this version writes, and the only one that it reads.
pub const FORMAT: u32 = 1;

const SEAL: &str = "# catalog ";

/// The lines with the line before them that tells format and digest.
pub fn seal(lines: &str) -> String {
    format!("{SEAL}{FORMAT} {:x}\n{lines}", Sha256::digest(lines))
}

/// The lines behind the first, which must tell this format and their digest.
pub fn unseal(text: &str) -> Result<&str, TextFault> {
    let (first, lines) = text.split_once('\n').ok_or(TextFault::NoCatalog)?;
    let (format, digest) =
        first.strip_prefix(SEAL).and_then(|rest| rest.split_once(' ')).ok_or(TextFault::NoCatalog)?;
    let format: u32 = format.parse().map_err(|_| TextFault::NoCatalog)?;
    if format != FORMAT {
        return Err(TextFault::Format { format });
    }
    if format!("{:x}", Sha256::digest(lines)) == digest { Ok(lines) } else { Err(TextFault::Digest) }
}

/// The kind of line that holds a development package.
pub const DEVELOPMENT: &str = "dev";
/// The kind of line that holds a known package.
pub const PACKAGE: &str = "pkg";
/// The kind of line that holds a Python distribution.
pub const PYTHON: &str = "py";
/// The kind of line that holds a SONAME.
pub const LIBRARY: &str = "so";
/// The kind of line that holds a tool.
pub const TOOL: &str = "tool";
