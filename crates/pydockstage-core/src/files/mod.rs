//! The last room, and the only one that writes to the disk: generated files are written, compared and kept in sync.
//!
//! A generated file carries a [mark], so that it is known again. A file that a person wrote, or changed after
//! it was generated, is never overwritten unless the caller says so; a write is whole or not at all.

mod check;
mod error;
pub mod mark;
mod output;
mod unified;
mod write;

pub use check::{Difference, check};
pub use error::{FilesError, Operation};
pub use output::{Existing, Output, Unmarked};
pub(crate) use unified::unified;
pub use write::{Change, Written, replace, write};
