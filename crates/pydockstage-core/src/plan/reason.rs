use serde::{Deserialize, Serialize};
use std::fmt;

/// Why something is in the plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reason {
    /// One sentence without a full stop.
    pub text: String,
    /// The places it goes back to, as `file:line`; none where it is pydockstage's own default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<String>,
}

impl Reason {
    /// A reason of pydockstage's own.
    pub fn default_choice(text: impl Into<String>) -> Self {
        Self { text: text.into(), origins: Vec::new() }
    }

    /// A reason that somebody wrote down, at `origin`.
    pub fn written(text: impl Into<String>, origin: impl fmt::Display) -> Self {
        Self { text: text.into(), origins: vec![origin.to_string()] }
    }

    /// A reason that goes back to several places, each named once, in the order given.
    pub fn gathered(text: impl Into<String>, origins: impl IntoIterator<Item = String>) -> Self {
        let mut reason = Self::default_choice(text);
        for origin in origins {
            if !reason.origins.contains(&origin) {
                reason.origins.push(origin);
            }
        }
        reason
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        if !self.origins.is_empty() {
            write!(f, " ({})", self.origins.join(", "))?;
        }
        Ok(())
    }
}
