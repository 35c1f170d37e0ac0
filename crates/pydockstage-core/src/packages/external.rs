//! The packages behind the names of PEP 725: `catalog/external.txt`, in the form of `catalog/python.txt`.
//!
//! The names are those of the registry that accompanies the standard's draft (external-metadata-mappings, PEP 804); what
//! has no package in its mapping of Ubuntu is left out. Debian's names are Ubuntu's there, each looked up in Debian's
//! own indexes; those of the dnf family are its mapping of Fedora.

use super::{ReleaseCatalog, lines, overlay};
use crate::names::SystemPackage;

static TEXT: &str = include_str!("../../catalog/external.txt");
const KIND: &str = "dep";

/// The packages of something that is named by a `dep:` URL.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExternalNeeds {
    /// The development packages.
    pub build: Vec<SystemPackage>,
    /// The programs.
    pub tools: Vec<SystemPackage>,
    /// The runtime packages that no development package tells.
    pub runtime: Vec<SystemPackage>,
}

impl ReleaseCatalog<'_> {
    /// The packages of what a `dep:` URL names, without its version (`dep:generic/openssl`); none where it isn't known,
    /// or the release has none of it.
    pub fn external(&self, id: &str) -> Option<ExternalNeeds> {
        let entry = overlay::entry(lines::find(TEXT, KIND, id.strip_prefix("dep:")?)?);
        let needs = ExternalNeeds {
            build: entry.build(self),
            tools: entry.tools(self),
            runtime: entry.runtime(self),
        };
        (!needs.build.is_empty() || !needs.tools.is_empty()).then_some(needs)
    }
}

/// Every `dep:` URL that is known, without versions.
pub fn external_ids() -> impl Iterator<Item = String> {
    lines::of_kind(TEXT, KIND).map(|(name, _)| format!("dep:{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packages::Catalog;

    #[test]
    fn every_name_has_its_packages_in_debian() {
        for release in ["debian:bookworm", "debian:trixie", "debian:forky"] {
            let catalog = Catalog::embedded().release(&release.parse().unwrap()).unwrap();
            for id in external_ids() {
                let found = catalog.external(&id);
                let is_there = found.is_some() || (id.ends_with("arrow") && release != "debian:forky");
                assert!(is_there, "{release}: {id}");
            }
        }
    }

    #[test]
    fn a_name_stands_for_its_packages() {
        let catalog = Catalog::embedded().release(&"debian:trixie".parse().unwrap()).unwrap();
        let openssl = catalog.external("dep:generic/openssl").unwrap();
        assert_eq!(openssl.build, ["libssl-dev".parse().unwrap()]);
        let compiler = catalog.external("dep:virtual/compiler/cxx").unwrap();
        assert_eq!(compiler.tools, ["g++".parse().unwrap()]);
        assert_eq!(compiler.runtime, ["libstdc++6".parse().unwrap()]);
        assert_eq!(catalog.external("dep:generic/nothing"), None);
    }
}
