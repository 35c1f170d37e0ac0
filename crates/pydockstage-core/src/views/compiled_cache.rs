//! The name of the cache that holds what was compiled.

use crate::plan::{Action, Plan, Role};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The cache's name for an installer: builders keep one for all projects, and what pip compiled fits only where the
/// release and the development packages are the same: a wheel compiled on another release links to libraries that
/// are not there, and one compiled without an optional library lacks what that is for.
pub(super) fn id(plan: &Plan, installer: &str) -> String {
    let release = plan.release.to_string().replace(':', "-");
    let steps = plan.stage(Role::Toolchain).into_iter().flat_map(|stage| &stage.steps);
    let mut packages: Vec<&str> = steps
        .filter_map(|step| match &step.action {
            Action::InstallPackages { packages, .. } => Some(packages),
            _ => None,
        })
        .flatten()
        .map(|package| package.name.as_str())
        .collect();
    if packages.is_empty() {
        return format!("{release}-{installer}");
    }
    packages.sort_unstable();
    let digest = Sha256::digest(packages.join("\n"));
    digest.iter().take(4).fold(format!("{release}-{installer}-"), |mut id, byte| {
        // Writing to a string can't fail.
        let _ = write!(id, "{byte:02x}");
        id
    })
}
