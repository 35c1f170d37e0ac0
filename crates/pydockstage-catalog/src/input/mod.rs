//! Reading what others packed: any of four compressions, with a bound on everything.

mod digest;
mod limited;
mod lines;
mod unpack;

pub use digest::Digest;
pub(crate) use limited::Limited;
pub use lines::Lines;
pub use unpack::unpack;

use pydockstage_core::packages::BuildError;
use std::io;

/// What an index may hold when unpacked. The largest of Debian's (`Contents-all`) holds half a gigabyte.
pub const LARGEST_INDEX: u64 = 2 << 30;

/// How many packages, and files that the catalog keeps, an index may name: ten times what the largest of Debian's has, so
/// that an index that is made to do harm fills no memory.
pub(crate) const MOST_NAMES: usize = 1 << 20;

/// The error of the catalog's that an error of reading means.
pub(crate) fn fault(file: &str, error: &io::Error) -> BuildError {
    let file = file.to_owned();
    if let Some(limited::TooMuch { limit }) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
        return BuildError::TooLarge { file, limit: *limit };
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof => BuildError::Truncated { file },
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other => {
            BuildError::Corrupt { file, reason: error.to_string() }
        }
        _ => BuildError::Unreadable { file, reason: error.to_string() },
    }
}
