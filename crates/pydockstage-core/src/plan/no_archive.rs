use crate::project::Origin;

/// A package of a lock that can't be installed in the image: no wheel fits, and there is no source archive.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{package} can't be installed for {image}")]
pub struct NoArchive {
    /// Name and version.
    pub package: String,
    /// Python and release: `cp313 on debian:trixie`.
    pub image: String,
    /// The machine, as wheels name it.
    pub machine: &'static str,
    /// The wheels that there are.
    pub wheels: Vec<String>,
    /// Where wheels are forbidden.
    pub no_binary: Option<Origin>,
    /// Where the package stands.
    pub origin: Origin,
}
