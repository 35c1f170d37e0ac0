use super::Reason;
use crate::names::SystemPackage;
use serde::{Deserialize, Serialize};

/// A system package that a stage installs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    /// Its name in the plan's release.
    pub name: SystemPackage,
    /// Why it is there.
    pub reason: Reason,
    /// What must be in the image that ships because something was compiled against this package.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runtime: Vec<SystemPackage>,
}
