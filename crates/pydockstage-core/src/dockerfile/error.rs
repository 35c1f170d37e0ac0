/// A value that the Dockerfile language has no place for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` can't be {kind}: {reason}", value.escape_debug())]
pub struct SyntaxError {
    /// What it was meant to be, with its article: "a stage name", "the value of a flag".
    pub kind: &'static str,
    /// The value as it was given.
    pub value: String,
    /// Which rule it breaks.
    pub reason: &'static str,
}

impl SyntaxError {
    pub(super) fn new(kind: &'static str, value: impl Into<String>, reason: &'static str) -> Self {
        Self { kind, value: value.into(), reason }
    }
}

/// Fails on what can stand in no line: the end of the line itself, and NUL, which no program can be handed.
pub(super) fn check_one_line(kind: &'static str, text: &str) -> Result<(), SyntaxError> {
    let reason = match text.bytes().find(|byte| matches!(byte, b'\n' | b'\r' | b'\0')) {
        None => return Ok(()),
        Some(b'\0') => "a NUL stands in it",
        Some(_) => "a line break stands in it",
    };
    Err(SyntaxError::new(kind, text, reason))
}
