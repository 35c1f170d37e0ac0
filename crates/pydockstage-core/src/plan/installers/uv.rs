use super::versions;
use crate::names::{DistributionName, ProjectPath, own};
use crate::project::{Lock, LockedSource};
use crate::spec::Written;
use crate::spec::values::ToolVersion;

/// The image with uv in the version that the owner names, or the tested one.
pub(super) fn image(version: Option<&Written<ToolVersion>>) -> String {
    let version = version.map_or(versions::UV, |version| version.value.as_str());
    format!("{}:{version}", versions::UV_IMAGE)
}

/// What uv writes: a lock of PEP 751, which also names the index or the repository of each archive.
pub(super) fn file() -> ProjectPath {
    own("pylock.toml")
}

/// The options for a set: `--extra`, `--group`.
pub(super) fn options(extras: &[DistributionName], groups: &[DistributionName]) -> Vec<String> {
    let extras = extras.iter().map(|extra| format!("--extra={extra}"));
    extras.chain(groups.iter().map(|group| format!("--group={group}"))).collect()
}

/// What must lie beside the lock file for uv to tell whether it is up to date: pyproject.toml of each folder that it
/// names.
pub(super) fn sources(lock: &Lock) -> Vec<ProjectPath> {
    let folders = lock.packages.iter().filter_map(|package| match &package.source {
        LockedSource::Directory { path, .. } | LockedSource::Virtual { path } => {
            ProjectPath::root().join(path).ok()
        }
        _ => None,
    });
    folders.filter_map(|folder| folder.join(crate::spec::PYPROJECT).ok()).collect()
}
