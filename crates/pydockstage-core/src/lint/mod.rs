//! The plan's promises as rules over any Dockerfile, generated or written by hand: the development package in what
//! ships, the runtime half that lacks, the layer that each change of code makes anew.
//!
//! Rules read the syntax tree and the catalog. They say nothing where they can't know: an image of an unknown name, a
//! package that a variable names.

mod file;
mod fix;
mod image;
mod installs;
mod pragma;
mod problem;
mod rules;
mod shell;

pub use fix::{Edit, diff, fixed};
pub use image::Interpreter;
pub use problem::{Problem, RULES};

use crate::dockerfile::{ParseError, parse};
use crate::packages::Catalog;
use file::File;
use std::ops::Range;
use std::path::Path;

/// Something in a Dockerfile that breaks a promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub problem: Problem,
    /// The bytes of the file that it is about.
    pub span: Range<usize>,
    /// What mends it, where that can be told; nothing where a person has to decide.
    pub fix: Vec<Edit>,
}

/// What stands in a Dockerfile against the rules, in the order of the file; of one place in the order of [`RULES`].
///
/// Packages are looked up in `catalog`. `context` is the folder that is the build context, for the rule on requirements
/// files that include others; without it that rule says nothing. A file that is no Dockerfile is an error.
pub fn lint(text: &str, catalog: &Catalog, context: Option<&Path>) -> Result<Vec<Finding>, ParseError> {
    let parsed = parse(text)?;
    let file = File::new(text, &parsed);
    let mut found = Vec::new();
    for rule in rules::ALL {
        rule(&rules::Subject { file: &file, catalog, context }, &mut found);
    }
    let mut found = pragma::without_ignored(&file, found);
    found.sort_by_key(|finding| (finding.span.start, finding.problem.place()));
    found.dedup();
    Ok(found)
}

impl Finding {
    fn new(problem: Problem, span: Range<usize>) -> Self {
        Self { problem, span, fix: Vec::new() }
    }

    /// With what mends it.
    fn mended_by(mut self, span: Range<usize>, text: impl Into<String>) -> Self {
        self.fix.push(Edit { span, text: text.into() });
        self
    }
}
