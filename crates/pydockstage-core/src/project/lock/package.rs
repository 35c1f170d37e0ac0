use super::{LockedSource, WheelName};
use crate::names::DistributionName;
use crate::project::Origin;
use crate::project::marker::{Marker, MarkerEnvironment};
use indexmap::IndexMap;
use pep440_rs::{Version, VersionSpecifiers};

/// One package of a lock file: one version of a distribution.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LockedPackage {
    /// The distribution.
    pub name: DistributionName,
    /// Its version; none where only its build tells it, and where the lock leaves it open.
    pub version: Option<Version>,
    /// Where it comes from.
    pub source: LockedSource,
    /// When the package as a whole is installed; always, without one.
    pub marker: Option<Marker>,
    /// Where the same distribution has several packages, the environments that this one is for: one of them must hold.
    /// Empty where it is for all.
    pub forks: Vec<Marker>,
    /// The Python versions that it supports.
    pub requires_python: Option<VersionSpecifiers>,
    /// The extras with which it was asked for, where an entry of the lock stands for these alone.
    pub requested_extras: Vec<DistributionName>,
    /// Its wheels.
    pub wheels: Vec<WheelName>,
    /// Whether the lock names a source archive of it.
    pub has_sdist: bool,
    /// Whether the lock names its archives at all: Pipfile.lock only has their digests.
    pub names_archives: bool,
    /// What it depends on.
    pub dependencies: Vec<LockedDependency>,
    /// What each of its extras depends on.
    pub extras: IndexMap<DistributionName, Vec<LockedDependency>>,
    /// What each dependency group of a workspace's member depends on.
    pub groups: IndexMap<DistributionName, Vec<LockedDependency>>,
    /// Which groups of the project install it; none where the lock does not say so.
    pub membership: Option<Vec<Membership>>,
    /// The line where it begins.
    pub origin: Origin,
}

/// An arrow from one package to another.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LockedDependency {
    /// The distribution.
    pub name: DistributionName,
    /// Which of its versions, where there are several.
    pub version: Option<Version>,
    /// The versions that are allowed, where the lock says no more.
    pub specifiers: Option<VersionSpecifiers>,
    /// From where, where several packages have the same version.
    pub source: Option<LockedSource>,
    /// The extras that are asked for.
    pub extras: Vec<DistributionName>,
    /// When it is needed; always, without one.
    pub marker: Option<Marker>,
    /// Where it is written.
    pub origin: Origin,
}

/// A group by which the project asks for a package.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Membership {
    /// The group; none where it is what is always installed.
    pub group: Option<DistributionName>,
    /// The condition under which it does.
    pub marker: Option<Marker>,
}

impl LockedPackage {
    /// A package of which only its name and its place are known.
    pub(super) fn new(name: DistributionName, origin: Origin) -> Self {
        Self {
            name,
            version: None,
            source: LockedSource::Index { index: None },
            marker: None,
            forks: Vec::new(),
            requires_python: None,
            requested_extras: Vec::new(),
            wheels: Vec::new(),
            has_sdist: false,
            names_archives: true,
            dependencies: Vec::new(),
            extras: IndexMap::new(),
            groups: IndexMap::new(),
            membership: None,
            origin,
        }
    }

    /// Whether it is for the environment at all.
    pub fn applies(&self, environment: &MarkerEnvironment) -> bool {
        self.marker.as_ref().is_none_or(|marker| marker.holds(environment))
            && (self.forks.is_empty() || self.forks.iter().any(|fork| fork.holds(environment)))
    }
}

impl LockedDependency {
    /// An arrow to whatever has that name.
    pub(super) fn new(name: DistributionName, origin: Origin) -> Self {
        Self { name, version: None, specifiers: None, source: None, extras: Vec::new(), marker: None, origin }
    }

    /// Whether it is needed in the environment.
    pub fn applies(&self, environment: &MarkerEnvironment) -> bool {
        self.marker.as_ref().is_none_or(|marker| marker.holds(environment))
    }
}

impl Membership {
    /// Whether what is always installed, if `base`, or one of the groups asks for the package in the environment.
    pub(super) fn wants(
        &self,
        base: bool,
        groups: &[DistributionName],
        environment: &MarkerEnvironment,
    ) -> bool {
        self.group.as_ref().map_or(base, |group| groups.contains(group))
            && self.marker.as_ref().is_none_or(|marker| marker.holds(environment))
    }
}

impl std::fmt::Display for LockedPackage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.version {
            Some(version) => write!(f, "{} {version}", self.name),
            None => write!(f, "{}", self.name),
        }
    }
}
