//! One requirement: what is to be installed, from where, and when.

mod display;
mod draft;
mod editable;
mod line;
mod specifier;
mod syntax;
mod url;
mod variables;

pub(super) use draft::{Draft, Target, dependency};
pub(super) use editable::editable;
pub(super) use line::{is_archive, line};
pub use syntax::{SyntaxError, SyntaxFault};
pub use url::{Repository, VersionControl};
pub(super) use variables::variables;

use super::Origin;
use super::marker::{Marker, MarkerEnvironment};
use crate::names::{DistributionName, EnvName, ProjectPath};
use pep440_rs::VersionSpecifiers;

/// A requirement as it was found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Requirement {
    /// What it is called, where that is written or can be told from the name of a wheel.
    pub name: Option<DistributionName>,
    /// The extras that are asked for.
    pub extras: Vec<DistributionName>,
    /// Where it comes from.
    pub kind: RequirementKind,
    /// When it is to be installed; always, without one.
    pub marker: Option<Marker>,
    /// Whether it was asked for with `-e`: installed as a link to its source.
    pub editable: bool,
    /// The digests that its archive may have (`--hash`).
    pub hashes: Vec<Hash>,
    /// What its build backend is told (`--config-settings`), as written: `key=value`.
    pub config_settings: Vec<String>,
    /// What `setup.py` is told (`--global-option`), as written.
    pub global_options: Vec<String>,
    /// The environment variables that pip is to put in, in order.
    pub variables: Vec<EnvName>,
    /// Whether it is the project itself: its folder, or its name.
    pub is_project_itself: bool,
    /// As it is written, without its options.
    pub text: String,
    /// Where it is written.
    pub origin: Origin,
}

/// Where the thing required comes from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RequirementKind {
    /// A package index, in one of the versions that the specifiers allow.
    Index(VersionSpecifiers),
    /// A folder of the project.
    Directory(ProjectPath),
    /// A wheel or a source archive in the project.
    File(ProjectPath),
    /// A repository under version control.
    Repository(Repository),
    /// An archive on a server.
    Archive {
        /// Its address, without the fragment.
        url: String,
        /// The folder inside, where the project does not lie at the top.
        subdirectory: Option<String>,
    },
    /// Known only once environment variables are put in.
    Variable,
}

/// A digest that an archive may have.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Hash {
    /// `sha256`, `sha384` or `sha512`.
    pub algorithm: String,
    /// The digest in hexadecimal digits.
    pub digest: String,
}

impl Requirement {
    /// Whether it is to be installed in the environment.
    pub fn applies(&self, environment: &MarkerEnvironment) -> bool {
        self.marker.as_ref().is_none_or(|marker| marker.holds(environment))
    }

    /// The versions that a package index may offer; none where it comes from elsewhere.
    pub fn specifiers(&self) -> Option<&VersionSpecifiers> {
        match &self.kind {
            RequirementKind::Index(specifiers) => Some(specifiers),
            _ => None,
        }
    }
}
