//! The runtime halves of development packages: the owner's word first, then the catalog's.

use super::resolve::Context;
use crate::names::SystemPackage;
use crate::packages::PackageError;

impl Context<'_> {
    /// The runtime packages of a development package or a tool.
    pub(super) fn halves(&self, package: &SystemPackage) -> Result<Vec<SystemPackage>, PackageError> {
        match self.owners_halves(package) {
            Some(own) => Ok(own),
            // The owner's list of runtime packages is the whole word, and what is found in the files needs no catalog.
            None => match self.catalogs_halves(package) {
                Err(PackageError::UnknownRelease { .. })
                    if self.spec.system.runtime.is_some() || self.spec.system.scanned().is_some() =>
                {
                    Ok(Vec::new())
                }
                halves => halves,
            },
        }
    }

    /// What the owner's mapping says of a package. A package may have more than one name: what is said of another one
    /// with the same runtime half in the catalog, as of `libldap2-dev` and `libldap-dev`, is said of this one too.
    pub(super) fn owners_halves(&self, package: &SystemPackage) -> Option<Vec<SystemPackage>> {
        let mapping = &self.spec.system.mapping;
        let other_name = || {
            let halves = self.catalogs_halves(package).ok().filter(|halves| !halves.is_empty())?;
            mapping.iter().find(|(name, _)| self.catalogs_halves(name).is_ok_and(|other| other == halves))
        };
        let own = mapping.get(package).or_else(|| other_name().map(|(_, own)| own))?;
        Some(own.values().cloned().collect())
    }

    /// What the catalog alone says.
    pub(super) fn catalogs_halves(
        &self,
        package: &SystemPackage,
    ) -> Result<Vec<SystemPackage>, PackageError> {
        self.catalog.release(&self.release)?.runtime(package)
    }
}
