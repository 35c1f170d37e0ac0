//! Which base images there are.

use crate::names::own;
use crate::names::{Distribution, Release};
use crate::spec::values::PythonVersion;

/// The release that a plan is made for when its owner names none: Debian's stable one, on which Docker's official
/// image of Python is built by default.
pub(super) fn default_release() -> Release {
    own("debian:trixie")
}

/// The oldest and the newest minor version for which Docker's official image of Python is built on the release
/// (`versions.json` of docker-library/python, June 2026); none where it is no longer, or not yet, built.
pub(super) fn python_minors(release: &Release) -> Option<(u8, u8)> {
    match (release.distribution(), release.name()) {
        (Distribution::Debian, "trixie" | "bookworm") => Some((10, 14)),
        _ => None,
    }
}

/// Whether the release has left Debian's mirror for the archive, so that `apt-get update` fails in its images.
pub(super) fn is_archived(release: &Release) -> bool {
    release.distribution() == Distribution::Debian && matches!(release.name(), "stretch" | "buster")
}

/// The slim image of Docker's official Python: `python:3.13-slim-trixie`.
pub(super) fn slim(python: PythonVersion, release: &Release) -> String {
    format!("python:{python}-slim-{}", release.name())
}
