//! One file for each command.

mod asked;
mod catalog;
mod check;
mod completions;
mod explain;
mod generate;
mod generate_all;
mod graph;
mod init;
mod lint;
mod lock;
mod packages;
mod planned;
mod schema;
mod verify;

pub(crate) use catalog::{Catalog, catalog};
pub(crate) use check::check;
pub(crate) use completions::completions;
pub(crate) use explain::explain;
pub(crate) use generate::generate;
pub(crate) use graph::graph;
pub(crate) use init::init;
pub(crate) use lint::{Lint, lint};
pub(crate) use lock::lock;
pub(crate) use packages::{Packages, packages};
pub(crate) use schema::schema;
pub(crate) use verify::{Verify, verify};
