//! What is known of the packages of distributions: the runtime half of each development package, the owner of each
//! shared library, and what a Python distribution needs, for one release at a time.
//!
//! The knowledge is sorted text, embedded in the program and searched where it lies: nothing is read at start, and
//! nothing is allocated until something is asked. [`text`] holds the format.

mod architecture;
mod build_error;
mod catalog;
mod error;
mod evidence;
mod exported;
mod external;
mod families;
mod header;
mod lines;
mod mapping;
mod nearest;
mod needs;
mod overlay;
mod release_catalog;
mod shelf;
pub mod soname;
pub mod text;

pub use architecture::Architecture;
pub use build_error::BuildError;
pub use catalog::Catalog;
pub use error::{PackageError, TextFault};
pub use evidence::Evidence;
pub use external::{ExternalNeeds, external_ids};
pub use header::ReleaseHeader;
pub use needs::{Mode, Needs};
pub use overlay::{AnyRelease, named_packages, on_any_release};
pub use release_catalog::ReleaseCatalog;
pub use shelf::{CACHE_VARIABLE, KeptFault, catalog_directory, catalog_file};
