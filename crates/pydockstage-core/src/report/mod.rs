//! What people read when something is wrong: what happened, where, the offending value, what to write instead.
//!
//! The other rooms make errors as data; only this one turns them into words, one file for each room's errors.

mod dockerfile;
mod explain;
mod files;
mod lint;
mod locked;
mod message;
mod nearest;
mod own_steps;
mod packages;
mod pins;
mod plan;
mod project;
mod python;
mod run;
mod shown;
mod spec;

pub use explain::nothing_to_explain;
pub use message::{Message, Place};
pub use nearest::nearest;
pub use shown::Colored;
