use serde_json::Value;

/// What a command says when nothing is wrong.
pub(crate) struct Answer {
    /// The exit status.
    pub(crate) status: u8,
    /// For the standard output, for people.
    pub(crate) text: String,
    /// For the standard error, for people: what is worth knowing and not what was asked for.
    pub(crate) aside: String,
    /// For programs: all of it.
    pub(crate) json: Value,
}
