use super::{Paragraphs, Relation, relations};
use crate::input::{Lines, MOST_NAMES};
use pydockstage_core::packages::{Architecture, BuildError};
use std::collections::{BTreeMap, BTreeSet};

/// A binary package, as far as the catalog asks.
#[derive(Debug, Clone, Default)]
pub struct Package {
    /// The source it is built from.
    pub source: String,
    /// `libdevel`, `libs`, `python`.
    pub section: String,
    /// `Pre-Depends` and `Depends`.
    pub depends: Vec<Vec<Relation>>,
    /// Where its archive lies below the mirror.
    pub file: String,
}

/// The binary packages of an index.
#[derive(Debug, Clone, Default)]
pub struct Packages {
    packages: BTreeMap<String, Package>,
    /// Virtual name → the packages that provide it.
    providers: BTreeMap<String, BTreeSet<String>>,
}

impl Packages {
    /// A package by its name.
    pub fn get(&self, name: &str) -> Option<&Package> {
        self.packages.get(name)
    }

    /// A package and its name as the index holds it.
    pub(super) fn named(&self, name: &str) -> Option<(&str, &Package)> {
        self.packages.get_key_value(name).map(|(name, package)| (name.as_str(), package))
    }

    /// The packages that a name of a relation means: itself, or those that provide it.
    pub fn resolve(&self, name: &str) -> Vec<&str> {
        if let Some((name, _)) = self.packages.get_key_value(name) {
            return vec![name];
        }
        self.providers.get(name).into_iter().flatten().map(String::as_str).collect()
    }

    /// All packages, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Package)> {
        self.packages.iter().map(|(name, package)| (name.as_str(), package))
    }

    /// The virtual names and who provides each.
    pub fn virtual_names(&self) -> impl Iterator<Item = (&str, &BTreeSet<String>)> {
        let purely = |name: &&String| !self.packages.contains_key(*name);
        self.providers.iter().filter(move |(name, _)| purely(name)).map(|(name, by)| (name.as_str(), by))
    }

    /// Adds a package; the version that was read last stays.
    pub fn insert(&mut self, name: String, provides: &[Vec<Relation>], package: Package) {
        for relation in provides.iter().flatten() {
            self.providers.entry(relation.name.clone()).or_default().insert(name.clone());
        }
        self.packages.insert(name, package);
    }
}

/// Adds to `packages` what a `Packages` index holds.
pub fn read_packages(
    packages: &mut Packages,
    lines: Lines,
    architecture: Architecture,
) -> Result<(), BuildError> {
    let mut paragraphs = Paragraphs::new(lines);
    while let Some(paragraph) = paragraphs.next_paragraph()? {
        let field = |name| paragraph.field(name).unwrap_or_default();
        let Some(name) = paragraph.field("Package") else {
            return Err(paragraphs.malformed("a paragraph without a field Package ends here"));
        };
        let relations_of = |name| relations(field(name), architecture.as_str());
        let mut depends = relations_of("Pre-Depends");
        depends.extend(relations_of("Depends"));
        let source = field("Source").split(' ').next().filter(|source| !source.is_empty()).unwrap_or(name);
        let package = Package {
            source: source.to_owned(),
            section: field("Section").to_owned(),
            depends,
            file: field("Filename").to_owned(),
        };
        let provides = relations_of("Provides");
        if packages.packages.len() + packages.providers.len() > MOST_NAMES {
            return Err(paragraphs.malformed("there are more packages than a distribution has"));
        }
        packages.insert(name.to_owned(), &provides, package);
    }
    Ok(())
}
