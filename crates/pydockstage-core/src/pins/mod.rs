//! Pins: the digest of every image that a plan takes from a registry, kept in `pydockstage.lock`.
//!
//! A tag may name another image tomorrow, a digest never does. The file is read with the project; a plan that has pins
//! writes each image as `image:tag@sha256:…`, and one whose images are not those of the file is an error.

mod error;
mod file;
mod images;

pub use error::{PinsError, RegistryError, RegistryFault};
pub use file::{LOCK_FILE, Pins};
pub use images::{ImageDigest, images};
