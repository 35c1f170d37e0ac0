use super::{BindepFault, DepUrlFault};
use crate::project::{MetadataError, SyntaxFault};
use crate::report::Place;

/// A fault in what is declared to be needed of the system.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct NeedsError {
    /// Where it is written.
    pub place: Place,
    /// What is wrong.
    pub fault: Box<NeedsFault>,
}

impl NeedsError {
    pub(in crate::project) fn new(place: Place, fault: NeedsFault) -> Self {
        Self { place, fault: Box::new(fault) }
    }
}

/// What is wrong in what is declared.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NeedsFault {
    /// A line of `bindep.txt`.
    #[error("{0}")]
    Bindep(BindepFault),
    /// A `dep:` URL of `[external]`.
    #[error("`{text}`: {fault}")]
    DepUrl {
        /// As it is written.
        text: String,
        /// What is wrong with it.
        fault: DepUrlFault,
    },
    /// The marker behind a `dep:` URL.
    #[error("{0}")]
    Marker(SyntaxFault),
    /// A key that PEP 725 does not have.
    #[error("`external.{0}` is no key of PEP 725")]
    UnknownKey(String),
    /// The table is not as TOML tables of metadata are.
    #[error("{0}")]
    Metadata(Box<MetadataError>),
}
