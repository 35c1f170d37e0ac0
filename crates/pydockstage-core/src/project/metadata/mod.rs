//! What the project says about itself.

mod entry_point;
mod error;
pub(super) mod groups;
mod ini;
mod packages;
pub(super) mod poetry;
pub(super) mod pyproject;
pub(super) mod python_source;
mod python_version;
mod read;
mod setup_cfg;
mod setup_py;
pub(super) mod toml_view;
mod tool_sets;
pub(super) mod written;

pub use entry_point::EntryPoint;
pub use error::{MetadataError, MetadataFault, ValueType};
pub use ini::IniFault;
pub use packages::ImportPackage;
pub(super) use read::{Declared, Dependencies, Documents, read};
pub(super) use toml_view::TomlView;
pub(super) use tool_sets::ToolSets;
pub(super) use written::Written;

use super::requirement::Requirement;
use super::{Found, Origin};
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
    /// What the settings of its build say about the version.
    pub version_settings: VersionSettings,
    /// The Python versions that it supports.
    pub requires_python: Option<Found<VersionSpecifiers>>,
    /// The Python that files beside the metadata ask for, as written: `3.13`, `3.13.2`, `pypy3.10`. In the order in which
    /// they count: `.python-version`, `.python-versions`, `.tool-versions`, `runtime.txt`, `Pipfile`.
    pub pins: Vec<Found<String>>,
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
    /// `[tool.fastapi] entrypoint`: `module:attribute` (documentation of the FastAPI CLI).
    pub fastapi: Option<Found<String>>,
    /// Where extension modules of its own are declared, in setup.py or in `[tool.setuptools] ext-modules`.
    pub extension_modules: Option<Origin>,
    /// The file by which pip can install it; none where pip would refuse, or where nothing says how it is built.
    pub installable: Option<ProjectPath>,
    /// What can be imported from its root and from its `src` folder.
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

/// What the settings of a build say about the version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct VersionSettings {
    /// Whether pdm-backend takes it from the repository (`[tool.pdm.version] source = "scm"`).
    pub is_from_repository: bool,
    /// Whether versioningit has one for where there is no repository (`[tool.versioningit] default-version`).
    pub has_default: bool,
}

impl VersionSettings {
    fn or(self, other: Self) -> Self {
        if self == Self::default() { other } else { self }
    }
}

/// How the project is built (PEP 518, PEP 517).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct BuildSystem {
    /// The object that builds it: `setuptools.build_meta`. Without one, pip takes that of setuptools for older projects.
    pub backend: Option<Found<String>>,
    /// The folders in which the backend itself lies, where the project brings its own.
    pub backend_path: Vec<ProjectPath>,
    /// What the build needs.
    pub requires: Vec<Requirement>,
}

impl Metadata {
    /// Whether pip can install the project.
    pub fn is_installable(&self) -> bool {
        self.installable.is_some()
    }

    /// Takes from `other` what is not yet known.
    fn or(self, other: Self) -> Self {
        Self {
            name: self.name.or(other.name),
            version: self.version.or(other.version),
            version_settings: self.version_settings.or(other.version_settings),
            requires_python: self.requires_python.or(other.requires_python),
            pins: if self.pins.is_empty() { other.pins } else { self.pins },
            description: self.description.or(other.description),
            license: self.license.or(other.license),
            urls: if self.urls.is_empty() { other.urls } else { self.urls },
            build_system: self.build_system.or(other.build_system),
            scripts: if self.scripts.is_empty() { other.scripts } else { self.scripts },
            fastapi: self.fastapi.or(other.fastapi),
            extension_modules: self.extension_modules.or(other.extension_modules),
            installable: self.installable.or(other.installable),
            packages: self.packages,
        }
    }
}
