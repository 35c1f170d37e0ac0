use super::{DirectiveValue, Escape};

/// The parser directives: the first lines of a file, before any comment. None is set by default.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Directives {
    /// `# syntax=`: the image of the frontend, `docker/dockerfile:1`.
    pub syntax: Option<DirectiveValue>,
    /// `# escape=`.
    pub escape: Option<Escape>,
    /// `# check=`: `skip=…;error=true`.
    pub check: Option<DirectiveValue>,
}

/// The directive and the value that a comment would be at the top of a file; the name in lower case.
///
/// `comment` is what stands behind the `#` (`frontend/dockerfile/parser/directives.go`).
pub(super) fn directive(comment: &str) -> Option<(String, &str)> {
    let (name, value) = comment.split_once('=')?;
    let name = name.trim().to_ascii_lowercase();
    let value = value.trim();
    (matches!(name.as_str(), "syntax" | "escape" | "check") && !value.is_empty()).then_some((name, value))
}
