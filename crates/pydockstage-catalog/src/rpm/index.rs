use super::xml::{Node, attribute, read};
use crate::input::Digest;
use crate::source::Source;
use pydockstage_core::packages::{Architecture, BuildError};
use std::collections::{BTreeMap, BTreeSet};

/// The mark behind a SONAME of a 64-bit library in RPM's capabilities.
const WIDE: &str = "()(64bit)";

/// A package, as far as the catalog asks.
#[derive(Debug, Clone, Default)]
pub(super) struct Package {
    /// The source package it is built from.
    pub(super) source: String,
    /// The SONAMEs that it requires.
    pub(super) requires: BTreeSet<String>,
    /// The packages that it requires in one version, as a development package requires its library's.
    pub(super) exact: BTreeSet<String>,
    /// The SONAMEs that it provides.
    pub(super) provides: BTreeSet<String>,
    /// The stems of the linker's names in it.
    pub(super) links: BTreeSet<String>,
}

/// The packages of one or several repositories.
#[derive(Debug, Default)]
pub(super) struct Repository {
    pub(super) packages: BTreeMap<String, Package>,
    /// When the newest of them was made, in seconds, where the index tells.
    pub(super) revision: Option<u64>,
}

/// How many packages and capabilities of theirs a repository may name; Fedora's has some 3 million.
const MOST_ENTRIES: usize = 16 << 20;

/// The list of a repository's indexes, below its folder.
pub(super) const REPOMD: &str = "repodata/repomd.xml";

impl Repository {
    /// Adds the repository in a folder of the source, and returns the SHA-256 of its `repomd.xml`.
    pub(super) fn read(
        &mut self,
        source: &Source,
        folder: &str,
        architecture: Architecture,
    ) -> Result<String, BuildError> {
        let path = format!("{folder}{REPOMD}");
        let reader = source.open(&path)?.ok_or_else(|| BuildError::Missing { file: path.clone() })?;
        let digest = Digest::default();
        let mut parts = BTreeMap::new();
        let mut kind = None;
        let mut in_revision = false;
        let mut revision = None;
        read(&path, digest.watch(reader), |node| match node {
            Node::Begin("data", element) => kind = attribute(element, "type"),
            Node::Begin("location", element) => {
                if let (Some(kind), Some(place)) = (kind.take(), attribute(element, "href")) {
                    parts.insert(kind, format!("{folder}{place}"));
                }
            }
            Node::Begin("revision", _) => in_revision = true,
            // createrepo_c writes the time there; other tools may write any text.
            Node::Text(text) if in_revision => revision = text.trim().parse().ok(),
            Node::End("revision") => in_revision = false,
            _ => {}
        })?;
        self.revision = self.revision.max(revision);
        let primary = parts.get("primary").ok_or(BuildError::Malformed {
            file: path,
            line: 0,
            reason: "it names no primary index",
        })?;
        self.read_primary(source, primary, architecture)?;
        if let Some(filelists) = parts.get("filelists") {
            self.read_filelists(source, filelists, architecture)?;
        }
        Ok(digest.hex())
    }

    fn read_primary(
        &mut self,
        source: &Source,
        path: &str,
        architecture: Architecture,
    ) -> Result<(), BuildError> {
        let reader = source.open(path)?.ok_or_else(|| BuildError::Missing { file: path.to_owned() })?;
        let (mut name, mut machine, mut package) = (String::new(), String::new(), Package::default());
        let mut element_name = String::new();
        let mut list = None;
        let mut count = 0_usize;
        read(path, reader, |node| match node {
            // Beyond the bound nothing is kept, and the error comes at the end of the file.
            Node::Begin("entry" | "package", _) if count > MOST_ENTRIES => count += 1,
            Node::Begin("package", _) => {
                count += 1;
                (name, machine, package) = (String::new(), String::new(), Package::default());
            }
            Node::Begin(begun @ ("requires" | "provides"), _) => list = Some(begun == "requires"),
            Node::Begin("entry", element) => {
                count += 1;
                let name = attribute(element, "name");
                let is_exact = attribute(element, "flags").is_some_and(|flags| flags == "EQ");
                if let Some(name) = name.as_deref().filter(|_| is_exact && list == Some(true)) {
                    // `acme(x86-64) = 1.0` asks for the package of that architecture.
                    package.exact.insert(name.split('(').next().unwrap_or(name).to_owned());
                }
                let soname = name.as_deref().and_then(|name| name.strip_suffix(WIDE)).map(str::to_owned);
                match list {
                    Some(true) => package.requires.extend(soname),
                    Some(false) => package.provides.extend(soname),
                    None => {}
                }
            }
            Node::Begin(begun, _) => begun.clone_into(&mut element_name),
            Node::Text(text) => match element_name.as_str() {
                "name" => name.push_str(text.trim()),
                "arch" => machine.push_str(text.trim()),
                "sourcerpm" => package.source.push_str(text.trim()),
                _ => {}
            },
            Node::End("requires" | "provides") => list = None,
            Node::End("package") => {
                if fits(&machine, architecture) && !name.is_empty() {
                    self.packages.insert(std::mem::take(&mut name), std::mem::take(&mut package));
                }
            }
            Node::End(_) => element_name.clear(),
        })?;
        if count > MOST_ENTRIES {
            let reason = "there are more packages than a distribution has";
            return Err(BuildError::Malformed { file: path.to_owned(), line: 0, reason });
        }
        Ok(())
    }

    fn read_filelists(
        &mut self,
        source: &Source,
        path: &str,
        architecture: Architecture,
    ) -> Result<(), BuildError> {
        let reader = source.open(path)?.ok_or_else(|| BuildError::Missing { file: path.to_owned() })?;
        let (mut name, mut in_file, mut file) = (None, false, String::new());
        read(path, reader, |node| match node {
            Node::Begin("package", element) => {
                let machine = attribute(element, "arch").unwrap_or_default();
                name = attribute(element, "name").filter(|_| fits(&machine, architecture));
            }
            Node::Begin("file", _) => {
                in_file = true;
                file.clear();
            }
            Node::Text(text) if in_file => file.push_str(text),
            Node::End("file") => {
                in_file = false;
                let stem = file.rsplit('/').next().and_then(|base| base.strip_suffix(".so"));
                if let (Some(stem), Some(name)) = (stem, &name)
                    && stem.starts_with("lib")
                    && let Some(package) = self.packages.get_mut(name)
                {
                    package.links.insert(stem.to_owned());
                }
            }
            _ => {}
        })
    }
}

fn fits(machine: &str, architecture: Architecture) -> bool {
    machine == architecture.machine() || machine == "noarch"
}
