//! Reads the indexes of distributions and derives the catalog: for each release, which runtime package stands behind
//! a development package, who owns a shared library, and what a Python distribution needs.

// The loader, and every index, tell `libX.so` from `libX.SO`.
#![allow(clippy::case_sensitive_file_extension_comparisons)]

pub mod alpine;
pub mod archive;
mod date;
pub mod debian;
pub mod input;
pub mod registry;
pub mod release_text;
pub mod rpm;
pub mod source;
pub mod store;
pub mod verify;
mod watch;

use pydockstage_core::names::{Family, Release};
use pydockstage_core::packages::{Architecture, BuildError, text};
use release_text::{Fact, ReleaseText};
use std::collections::BTreeMap;

pub use store::{StoreError, add, remove};
pub use watch::Watch;

/// How a catalog is made.
#[derive(Debug, Clone)]
pub struct Options {
    /// The components of the archive; empty for the usual ones of the distribution.
    pub components: Vec<String>,
    /// The architectures; the first is the one that the others are told apart from.
    pub architectures: Vec<Architecture>,
    /// Whether packages that the index leaves in doubt are fetched and opened.
    pub open_packages: bool,
    /// Told of each step that may take long.
    pub watch: Watch,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            components: Vec::new(),
            architectures: vec![Architecture::Amd64],
            open_packages: false,
            watch: Watch::default(),
        }
    }
}

/// Makes the catalog of a release from its distribution's indexes, which `source` holds.
pub fn build(
    release: &Release,
    source: &source::Source,
    options: &Options,
) -> Result<ReleaseText, BuildError> {
    match release.distribution().family() {
        Family::Apt => debian::build(release, source, options),
        Family::Apk => alpine::build(release, source, options),
        // A family that is not known here yet has most likely taken up this, the most used form of an index.
        _ => rpm::build(release, source, options),
    }
}

/// The date of an index that tells none.
pub(crate) fn undated() -> String {
    "undated".to_owned()
}

/// Adds the tools, in place of what else was known of the same names.
pub(crate) fn tool_facts<'t>(facts: &mut BTreeMap<Fact, String>, tools: impl Iterator<Item = &'t str>) {
    for tool in tools {
        facts.remove(&Fact::new(text::DEVELOPMENT, tool));
        facts.insert(Fact::new(text::TOOL, tool), String::new());
    }
}
