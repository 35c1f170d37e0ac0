//! One file for each command.

mod check;
mod explain;
mod generate;
mod init;
mod planned;

pub(crate) use check::check;
pub(crate) use explain::explain;
pub(crate) use generate::generate;
pub(crate) use init::init;
