//! The directories that the container may write to: all else belongs to root.

use super::resolve::Context;
use super::{Action, Reason, Step};
use crate::spec::Written;
use crate::spec::values::WritablePath;

/// What is made before the project's files are copied, and what behind them: a copied folder would give a directory in
/// it back to root.
pub(super) fn steps(context: &Context<'_>, uid: u32, gid: u32) -> (Option<Step>, Option<Step>) {
    let Some(written) = &context.spec.writable else { return (None, None) };
    let by_group = context.spec.group_writable.as_ref().is_some_and(|asked| asked.value);
    let (gid, mode) = if by_group || gid == 0 { (0, "0775") } else { (gid, "0755") };
    let (behind, before): (Vec<_>, Vec<_>) =
        written.value.iter().partition(|directory| is_copied(context, directory.value.as_str()));
    let step = |directories: Vec<&Written<WritablePath>>| {
        let origins = directories.iter().map(|directory| directory.origin.to_string());
        let reason = Reason::gathered("what the program may write to; all else belongs to root", origins);
        let directories: Vec<String> =
            directories.iter().map(|directory| directory.value.to_string()).collect();
        let action = Action::MakeDirectories { directories, uid, gid, mode: mode.parse().ok()? };
        Some(Step::new(action, reason))
    };
    let step = |directories: Vec<&Written<WritablePath>>| {
        if directories.is_empty() { None } else { step(directories) }
    };
    (step(before), step(behind))
}

/// Whether the project's files may have the directory.
fn is_copied(context: &Context<'_>, directory: &str) -> bool {
    let Some(below) = directory.strip_prefix(&context.places.project) else { return false };
    let Some(first) = below.strip_prefix('/').map(|below| below.split('/').next().unwrap_or(below)) else {
        return below.is_empty();
    };
    let sources = &context.project.contents().sources;
    !context.is_package() && sources.iter().any(|entry| entry.path.as_str() == first)
}
