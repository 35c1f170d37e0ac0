//! The text of a requirements file, line by line (pip documentation, "Requirements File Format"). No other file is
//! looked at: includes and paths are kept as they are written.

mod lines;
mod option;
mod read;
mod statement;
mod switches;
#[cfg(test)]
mod tests;
mod values;
mod words;

pub use option::GlobalOption;
pub(super) use read::statements;
pub(super) use statement::{Include, OptionLine, RequirementLine, Statement};
pub use statement::{LineFault, Overlooked};
pub use switches::SwitchFault;
