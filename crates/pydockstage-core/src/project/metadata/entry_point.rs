use super::written::Written;
use super::{MetadataError, MetadataFault};

/// What a command runs: `module:attribute`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct EntryPoint {
    /// The module, dots included.
    pub module: String,
    /// What is called in it; dots reach inside.
    pub attribute: String,
}

impl EntryPoint {
    /// Reads `module:attribute`, with blanks and extras as older files have them (specification of entry points,
    /// "Data model"); none where it is something else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (text, _) = text.split_once('[').unwrap_or((text, ""));
        let (module, attribute) = text.split_once(':')?;
        let (module, attribute) = (module.trim(), attribute.trim());
        let is_dotted = |name: &str| !name.is_empty() && name.split('.').all(is_identifier);
        (is_dotted(module) && is_dotted(attribute))
            .then(|| Self { module: module.to_owned(), attribute: attribute.to_owned() })
    }

    pub(super) fn of(written: &Written<'_>) -> Result<Self, MetadataError> {
        let bad = || written.error(MetadataFault::BadEntryPoint(written.text.to_owned()));
        Self::parse(written.text).ok_or_else(bad)
    }
}

/// Whether Python takes the text for a name.
pub(super) fn is_identifier(name: &str) -> bool {
    name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name.chars().all(|character| character.is_alphanumeric() || character == '_')
}
