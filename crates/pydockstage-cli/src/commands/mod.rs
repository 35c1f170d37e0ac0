//! One file for each command.

mod asked;
mod catalog;
mod check;
mod explain;
mod generate;
mod init;
mod packages;
mod planned;
mod verify;

pub(crate) use catalog::{Catalog, catalog};
pub(crate) use check::check;
pub(crate) use explain::explain;
pub(crate) use generate::generate;
pub(crate) use init::init;
pub(crate) use packages::{Packages, packages};
pub(crate) use verify::{Verify, verify};
