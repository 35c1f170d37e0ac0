use crate::names::SystemPackage;
use crate::spec::Written;

/// What the image that ships has of the distribution, as its owner wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuntimePackages {
    /// `"scan"`: what the installed files are found to link to.
    Scan,
    /// A list of packages.
    Listed(Vec<Written<SystemPackage>>),
}

impl RuntimePackages {
    /// The word for what the installed files are found to link to.
    pub const SCAN: &'static str = "scan";

    /// The packages that are named.
    pub fn packages(&self) -> &[Written<SystemPackage>] {
        match self {
            Self::Scan => &[],
            Self::Listed(packages) => packages,
        }
    }
}
