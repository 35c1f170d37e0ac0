//! Reads a Python project and writes the multi-stage Dockerfile that a container expert would have written for it:
//! development libraries in the stage that compiles, only their runtime halves in the image that ships.

pub mod dockerfile;
pub mod files;
pub mod init;
pub mod lint;
pub mod names;
pub mod packages;
pub mod pins;
pub mod plan;
pub mod project;
pub mod report;
pub mod spec;
pub mod views;

mod generation;
mod read_options;
mod reading;

pub use generation::{Error, Generation, outputs};
pub use reading::{LockUse, Reading};
pub use spec::Argument;
