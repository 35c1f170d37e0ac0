//! A version that the project takes from its repository, which doesn't travel to the builder.

use super::names_and_paths::own;
use super::{PlanError, Reason};
use crate::names::EnvName;
use crate::project::{Metadata, Version};
use indexmap::IndexMap;

/// The build argument that tells the version.
pub(super) const VERSION: &str = "VERSION";

/// The version where none is told.
pub(super) const UNKNOWN: &str = "0.0.0";

/// The build requirements that take the version from the repository, each with the variable that tells it instead:
/// documentation of setuptools-scm ("Overrides"; hatch-vcs calls it), of poetry-dynamic-versioning ("Environment
/// variables"), of pbr ("Versioning"), of pdm-backend ("Read from SCM tag"), and the source of uv-dynamic-versioning
/// 0.14.
const FROM_REPOSITORY: [(&str, &str); 6] = [
    ("setuptools-scm", "SETUPTOOLS_SCM_PRETEND_VERSION"),
    ("hatch-vcs", "SETUPTOOLS_SCM_PRETEND_VERSION"),
    ("poetry-dynamic-versioning", "POETRY_DYNAMIC_VERSIONING_BYPASS"),
    ("uv-dynamic-versioning", "UV_DYNAMIC_VERSIONING_BYPASS"),
    ("pbr", "PBR_VERSION"),
    (PDM, "PDM_BUILD_SCM_VERSION"),
];

const PDM: &str = "pdm-backend";
const POETRY: &str = "poetry-dynamic-versioning";

/// Takes the version from the repository, and from nothing that could be told (versioningit 3.3).
const VERSIONINGIT: &str = "versioningit";

/// The variables that tell the build the version, each with the build argument that it takes its value from; none
/// where the project knows it by itself. And why.
pub(super) fn variables(metadata: &Metadata) -> Result<IndexMap<EnvName, EnvName>, PlanError> {
    let requires = metadata.build_system.iter().flat_map(|build| &build.requires);
    let names: Vec<&str> =
        requires.filter_map(|requirement| Some(requirement.name.as_ref()?.as_str())).collect();
    let fixed = metadata.version.as_ref().and_then(|version| match &version.value {
        Version::Static(version) => Some(version.to_string()),
        Version::Dynamic => None,
    });
    if let (None, true, false, Some(version)) = (
        &fixed,
        names.contains(&VERSIONINGIT),
        metadata.version_settings.has_default,
        metadata.version.as_ref(),
    ) {
        return Err(PlanError::VersionUntold { origin: version.origin.clone() });
    }
    // Poetry needs a version in its file, and its plugin puts another in its place.
    let is_known = |name: &str| match &fixed {
        Some(version) => name != POETRY || !matches!(version.as_str(), "0" | "0.0" | "0.0.0"),
        None => name == PDM && !metadata.version_settings.is_from_repository,
    };
    Ok(FROM_REPOSITORY
        .into_iter()
        .filter(|(name, _)| names.contains(name) && !is_known(name))
        .map(|(_, variable)| (own(variable), own(VERSION)))
        .collect())
}

/// Why there is a build argument, and what to pass.
pub(super) fn reason(metadata: &Metadata) -> Reason {
    Reason::gathered(
        "the repository doesn't travel to the builder, so the version must be told: --build-arg VERSION=1.2.3, or the answer of `git describe --tags` as a version",
        metadata.version.iter().map(|version| version.origin.to_string()),
    )
}
