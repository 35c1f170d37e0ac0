//! Which base images there are.

use crate::names::own;
use crate::names::{Distribution, Release};
use crate::spec::values::PythonVersion;

/// The release that a plan is made for when its owner names none: Debian's stable one, on which Docker's official
/// image of Python is built by default.
pub(super) fn default_release() -> Release {
    own("debian:trixie")
}

/// Whether Docker's official images of Python are built on releases of the distribution.
pub(super) fn has_python(release: &Release) -> bool {
    matches!(release.distribution(), Distribution::Debian | Distribution::Alpine)
}

/// The minor versions for which Docker's official image of Python is built on the release (`versions.json` of
/// docker-library/python, June 2026); none where it is no longer, or not yet, built.
pub(super) fn python_minors(release: &Release) -> Option<&'static [u8]> {
    match (release.distribution(), release.name()) {
        (Distribution::Debian, "trixie" | "bookworm") | (Distribution::Alpine, "3.24" | "3.23") => {
            Some(&[10, 11, 12, 13, 14])
        }
        _ => None,
    }
}

/// Whether the release has left Debian's mirror for the archive, so that `apt-get update` fails in its images.
pub(super) fn is_archived(release: &Release) -> bool {
    release.distribution() == Distribution::Debian && matches!(release.name(), "stretch" | "buster")
}

/// Docker's official Python, the slim image where there is one: `python:3.13-slim-trixie`, `python:3.13-alpine3.23`.
pub(super) fn python(python: PythonVersion, release: &Release) -> String {
    match release.distribution() {
        Distribution::Alpine => format!("python:{python}-alpine{}", release.name()),
        _ => format!("python:{python}-slim-{}", release.name()),
    }
}

/// The image of the distribution itself, where its publisher says that it is; none where there is none for all.
///
/// Debian's, Ubuntu's, Alma's, Fedora's, Amazon's and Alpine's are official images of Docker Hub; `CentOS` Stream is
/// published on Quay, Rocky by its own project, UBI in Red Hat's registry, Wolfi by Chainguard.
pub(super) fn distribution(release: &Release) -> Option<String> {
    let name = release.name();
    let major = name.split('.').next().unwrap_or(name);
    Some(match release.distribution() {
        Distribution::Debian => format!("debian:{name}-slim"),
        Distribution::Ubuntu => format!("ubuntu:{name}"),
        Distribution::Centos => format!("quay.io/centos/centos:{name}"),
        Distribution::Ubi => format!("registry.access.redhat.com/ubi{major}/ubi:{}", ubi_tag(name)),
        Distribution::Rocky => format!("rockylinux/rockylinux:{name}"),
        Distribution::Alma => format!("almalinux:{name}"),
        Distribution::Fedora => format!("fedora:{name}"),
        Distribution::Amazon => format!("amazonlinux:{name}"),
        Distribution::Alpine => format!("alpine:{name}"),
        Distribution::Wolfi => "cgr.dev/chainguard/wolfi-base:latest".to_owned(),
        Distribution::Rhel => return None,
    })
}

/// The tag of a minor release (`9.6`); a major one has none of its own.
fn ubi_tag(name: &str) -> &str {
    if name.contains('.') { name } else { "latest" }
}
