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

/// What must lie around the lock file for uv to tell whether it is up to date: pyproject.toml beside it and of each
/// folder that it names, and the archives that it names. `folder` is where the lock file lies.
pub(super) fn sources(lock: &Lock, folder: &ProjectPath) -> Vec<ProjectPath> {
    let named = lock.packages.iter().filter_map(|package| match &package.source {
        LockedSource::Directory { path, .. } | LockedSource::Virtual { path } => {
            folder.join(path).and_then(|folder| folder.join(crate::spec::PYPROJECT)).ok()
        }
        LockedSource::File { path } => folder.join(path).ok(),
        _ => None,
    });
    named.chain(folder.join(crate::spec::PYPROJECT)).collect()
}
