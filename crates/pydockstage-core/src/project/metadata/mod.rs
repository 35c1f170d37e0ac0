//! What the project says about itself.

use super::Found;
use super::requirement::Requirement;
use crate::names::{DistributionName, ProjectPath};
use indexmap::IndexMap;
use pep440_rs::VersionSpecifiers;

/// What the project says about itself, in pyproject.toml, setup.cfg, setup.py and beside them.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Metadata {
    /// The name under which it is installed.
    pub name: Option<Found<DistributionName>>,
    /// Its version.
    pub version: Option<Found<Version>>,
    /// The Python versions that it supports.
    pub requires_python: Option<Found<VersionSpecifiers>>,
    /// What `.python-version` asks for, as written: `3.13`, `3.13.2`, `pypy3.10`.
    pub python_version: Option<Found<String>>,
    /// What it is, in a sentence.
    pub description: Option<Found<String>>,
    /// Its licence, as an SPDX expression or as its owner calls it.
    pub license: Option<Found<String>>,
    /// Its addresses by label, as written: `Homepage`, `Source`.
    pub urls: IndexMap<String, Found<String>>,
    /// How it is built.
    pub build_system: Option<BuildSystem>,
    /// The commands that it installs, by name.
    pub scripts: IndexMap<String, Found<EntryPoint>>,
    /// The file by which it can be installed; none where pip would refuse it.
    pub installable: Option<ProjectPath>,
    /// What can be imported from its root or its `src` folder.
    pub packages: Vec<ImportPackage>,
}

/// The version of a project.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Version {
    /// It is written out.
    Static(pep440_rs::Version),
    /// Its build tells it.
    Dynamic,
}

/// How the project is built (PEP 518, PEP 517).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct BuildSystem {
    /// The object that builds it: `setuptools.build_meta`. Without one, pip takes setuptools' old one.
    pub backend: Option<Found<String>>,
    /// The folders in which the backend itself lies, where the project brings its own.
    pub backend_path: Vec<ProjectPath>,
    /// What the build needs.
    pub requires: Vec<Requirement>,
}

/// What a command runs: `module:attribute`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct EntryPoint {
    /// The module, dots included.
    pub module: String,
    /// What is called in it; dots reach inside.
    pub attribute: String,
}

/// Something that can be imported.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ImportPackage {
    /// The name behind `import`.
    pub name: String,
    /// Its folder, or its file where it is a single module.
    pub path: ProjectPath,
    /// Its `__main__.py`, with which `python -m` can run it.
    pub main: Option<ProjectPath>,
}

impl Metadata {
    /// Whether pip can install the project.
    pub fn is_installable(&self) -> bool {
        self.installable.is_some()
    }
}
