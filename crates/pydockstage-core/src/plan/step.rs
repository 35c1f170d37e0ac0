use super::{Action, Reason};
use serde::{Deserialize, Serialize};

/// One step of a stage: what is done, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What is done.
    #[serde(flatten)]
    pub action: Action,
    /// Why.
    pub reason: Reason,
}

impl Step {
    /// A step with its reason.
    pub fn new(action: Action, reason: Reason) -> Self {
        Self { action, reason }
    }
}
