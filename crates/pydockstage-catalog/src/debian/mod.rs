//! Debian's indexes (`Packages`, `Sources`, `Contents`, `Release`), and the catalog of a release made of them.
//!
//! The method, and what each step rests on: a development package ships linker symlinks (`libldap.so`); its runtime
//! half is the package that owns the library of the same stem with a version behind it (`libldap.so.2`), and where
//! several do (two versions side by side, two vendors), the one that the development package depends on.

mod archive;
mod contents;
mod control;
mod derive;
mod libraries;
mod mirror;
mod opened;
mod packages;
mod python;
mod relation;
mod release_file;
mod sonames;
mod sources;
mod tools;

pub use archive::{Archive, build};
pub use contents::{Files, read_contents};
pub use control::Paragraphs;
pub use derive::{Doubt, Pair};
pub use packages::{Package, Packages, read_packages};
pub use relation::{Relation, relations};
pub use sources::{Source, read_sources};
