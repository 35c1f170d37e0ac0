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

/// The files that a text names with `-r` and `-c`, as they are written; none of a text that can't be read.
pub(crate) fn includes(text: &str) -> Vec<String> {
    let statements = statements(text).unwrap_or_default();
    let targets = statements.into_iter().filter_map(|statement| match statement {
        Statement::Include(include) => Some(include.target),
        _ => None,
    });
    targets.collect()
}
