use super::libraries::shape;
use crate::archive::{Link, LinkKind};
use pydockstage_core::packages::Architecture;
use std::collections::BTreeMap;

/// Folder and name of a file below the folder of libraries, as in [`super::libraries::LibraryFile`].
pub(super) type Place = (String, String);

/// What a linker's name in an opened package is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A link, or a linker script, to these; none where no folder of libraries holds what it names.
    Places(Vec<Place>),
    /// A library itself: who links to it needs the package at run time.
    Library,
}

/// The linker's names of the packages that were opened.
#[derive(Debug, Clone, Default)]
pub(super) struct Opened {
    packages: BTreeMap<String, BTreeMap<Place, Target>>,
}

impl Opened {
    /// Adds what an opened package holds.
    pub(super) fn insert(&mut self, package: String, links: &[Link], architecture: Architecture) {
        let place_of = |path: &str| {
            let (folder, file) = shape(path.as_bytes(), architecture)?;
            Some((folder.to_owned(), file.to_owned()))
        };
        let mut places = BTreeMap::new();
        for link in links {
            let Some(place) = place_of(&link.path) else { continue };
            let folder = link.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let place_named = |name: &str| match name.strip_prefix("-l") {
                Some(library) => Some((place.0.clone(), format!("lib{library}.so"))),
                None => place_of(&joined(folder, name)?),
            };
            let target = match &link.kind {
                LinkKind::Symlink(target) => Target::Places(place_named(target).into_iter().collect()),
                LinkKind::Script(names) => {
                    Target::Places(names.iter().filter_map(|name| place_named(name)).collect())
                }
                LinkKind::Library => Target::Library,
            };
            places.insert(place, target);
        }
        self.packages.insert(package, places);
    }

    pub(super) fn holds(&self, package: &str) -> bool {
        self.packages.contains_key(package)
    }

    pub(super) fn target(&self, package: &str, folder: &str, file: &str) -> Option<&Target> {
        self.packages.get(package)?.get(&(folder.to_owned(), file.to_owned()))
    }

    /// What the opened packages point at.
    pub(super) fn places(&self) -> impl Iterator<Item = &Place> {
        self.packages.values().flat_map(BTreeMap::values).flat_map(|target| match target {
            Target::Places(places) => places.as_slice(),
            Target::Library => &[],
        })
    }
}

/// Where `target`, written in a file of `folder`, leads; none where it leads out of the root.
fn joined(folder: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            other => parts.push(other),
        }
    }
    Some(parts.join("/"))
}
