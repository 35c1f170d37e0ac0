//! The whole room at work: a text goes in, a spec or the words about its faults come out.

mod arguments;
mod faults;
mod homes;
mod properties;
mod table;
mod whole;

use super::{Spec, SpecHome};

/// The spec of a pydockstage.toml that has none but sound keys.
fn own(text: &str) -> Spec {
    Spec::parse("pydockstage.toml", text, SpecHome::Own).unwrap()
}

/// What is said about a pydockstage.toml with faults.
fn said(text: &str) -> String {
    Spec::parse("pydockstage.toml", text, SpecHome::Own).unwrap_err().to_string()
}

/// What is said about a pyproject.toml with faults.
fn said_of_pyproject(text: &str) -> String {
    Spec::parse("pyproject.toml", text, SpecHome::Pyproject).unwrap_err().to_string()
}
