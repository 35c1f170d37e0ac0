use super::{Paragraphs, Relation, relations};
use crate::input::{Lines, MOST_NAMES};
use pydockstage_core::packages::{Architecture, BuildError};
use std::collections::BTreeMap;

/// A source package: what is installed to build it.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// `Build-Depends` and `Build-Depends-Arch`.
    pub build_depends: Vec<Vec<Relation>>,
}

/// The source packages of a `Sources` index, by name.
pub fn read_sources(
    lines: Lines,
    architecture: Architecture,
) -> Result<BTreeMap<String, Source>, BuildError> {
    let mut paragraphs = Paragraphs::new(lines);
    let mut sources = BTreeMap::new();
    while let Some(paragraph) = paragraphs.next_paragraph()? {
        let Some(name) = paragraph.field("Package") else {
            return Err(paragraphs.malformed("a paragraph without a field Package ends here"));
        };
        let read = |field| relations(paragraph.field(field).unwrap_or_default(), architecture.as_str());
        let mut build_depends = read("Build-Depends");
        build_depends.extend(read("Build-Depends-Arch"));
        sources.insert(name.to_owned(), Source { build_depends });
        if sources.len() > MOST_NAMES {
            return Err(paragraphs.malformed("there are more sources than a distribution has"));
        }
    }
    Ok(sources)
}
