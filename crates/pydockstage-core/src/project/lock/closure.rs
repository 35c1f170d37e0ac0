//! Which packages of a lock a requirement set installs.

use super::{Lock, LockError, LockFault, LockKind, LockedDependency, LockedPackage, LockedSource};
use crate::names::DistributionName;
use crate::project::marker::MarkerEnvironment;
use crate::project::{Origin, RequirementSet, SetSource};
use std::collections::HashSet;

/// What is asked of a lock.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The member of the workspace that is meant; without one, the project at the root.
    pub project: Option<&'a DistributionName>,
    /// Whether what is always installed is asked for.
    pub base: bool,
    /// The extras of the project.
    pub extras: &'a [DistributionName],
    /// The dependency groups.
    pub groups: &'a [DistributionName],
}

impl<'a> Wanted<'a> {
    /// What a set of the project at the root asks for.
    pub fn by(set: &'a RequirementSet) -> Self {
        let (extras, groups): (&[_], &[_]) = match set.source() {
            SetSource::Declared { extras, groups, .. } | SetSource::Mixed { extras, groups, .. } => {
                (extras, groups)
            }
            SetSource::Files(_) | SetSource::Lock(_) | SetSource::ProjectItself => (&[], &[]),
        };
        Self { project: None, base: true, extras, groups }
    }
}

impl Lock {
    /// The packages that a set of the project at the root installs in the environment, in the order of the lock, without
    /// the project itself.
    pub fn closure(
        &self,
        set: &RequirementSet,
        environment: &MarkerEnvironment,
    ) -> Result<Vec<&LockedPackage>, LockError> {
        self.closure_of(&Wanted::by(set), environment)
    }

    /// Every package that could be installed with a project, whatever is asked for and wherever; without the project
    /// itself. `project` is the member of the workspace that is meant, as in [`Wanted`].
    pub fn reachable(&self, project: Option<&DistributionName>) -> Vec<&LockedPackage> {
        let roots: Vec<&DistributionName> = self.roots_of(project).map(|root| &root.name).collect();
        let mut seen: HashSet<&DistributionName> = roots.iter().copied().collect();
        let mut waiting = roots.clone();
        while let Some(name) = waiting.pop() {
            for package in self.packages.iter().filter(|package| package.name == *name) {
                let lists = package.extras.values().chain([&package.dependencies]);
                let groups = package.groups.values().filter(|_| roots.contains(&name));
                for arrow in lists.chain(groups).flatten() {
                    if seen.insert(&arrow.name) {
                        waiting.push(&arrow.name);
                    }
                }
            }
        }
        let is_reached =
            |package: &&LockedPackage| seen.contains(&package.name) && !roots.contains(&&package.name);
        self.packages.iter().filter(is_reached).collect()
    }

    /// The packages that are installed in the environment for what is wanted, in the order of the lock, without the
    /// project itself.
    pub fn closure_of(
        &self,
        wanted: &Wanted<'_>,
        environment: &MarkerEnvironment,
    ) -> Result<Vec<&LockedPackage>, LockError> {
        let environment = self.environment(wanted, environment);
        let found = if self.packages.iter().any(|package| package.membership.is_some()) {
            self.members_of(wanted, &environment)?
        } else if self.kind == LockKind::Pylock {
            self.packages.iter().map(|package| package.applies(&environment)).collect()
        } else {
            let mut walk = Walk::new(self, &environment);
            walk.roots(wanted)?;
            walk.found
        };
        let mut packages: Vec<&LockedPackage> = self
            .packages
            .iter()
            .zip(found)
            .filter(|(package, is_found)| {
                *is_found && !package.is_hollow() && wanted.project != Some(&package.name)
            })
            .map(|(package, _)| package)
            .collect();
        // An entry for a distribution with extras stands beside that of the distribution alone.
        packages.dedup_by(|later, first| later.name == first.name && later.version == first.version);
        self.one_version(&packages)?;
        Ok(packages)
    }

    /// The environment with the names by which markers of a lock ask for extras and groups.
    fn environment(&self, wanted: &Wanted<'_>, environment: &MarkerEnvironment) -> MarkerEnvironment {
        let mut environment = environment.clone();
        let text = |name: &DistributionName| name.to_string();
        environment.extras = wanted.extras.iter().map(text).collect();
        environment.dependency_groups = wanted.groups.iter().map(text).collect();
        if wanted.base {
            environment.dependency_groups.extend(self.default_groups.iter().map(text));
        }
        if self.kind == LockKind::Uv {
            environment.extras.extend(self.uv_names(wanted));
        }
        environment
    }

    /// The names that uv gives to extras and groups in markers where some exclude each other: the kind, the length of
    /// the package's name, that name and the extra's.
    fn uv_names(&self, wanted: &Wanted<'_>) -> Vec<String> {
        let mut names = Vec::new();
        for member in self.roots_of(wanted.project) {
            let package = format!("{}-{}", member.name.as_str().len(), member.name);
            names.push(format!("project-{package}"));
            names.extend(wanted.extras.iter().map(|extra| format!("extra-{package}-{extra}")));
            names.extend(wanted.groups.iter().map(|group| format!("group-{package}-{group}")));
        }
        names
    }

    /// Where the way through the lock begins: the member that is meant, else the project at the root, else every
    /// member, since a workspace without a project of its own stands for all of them.
    pub(super) fn roots_of<'a>(
        &'a self,
        project: Option<&'a DistributionName>,
    ) -> impl Iterator<Item = &'a LockedPackage> {
        let has_root = self.packages.iter().any(|package| package.source.is_root());
        self.packages.iter().filter(move |package| match project {
            Some(name) => package.name == *name && package.source.is_local(),
            None if has_root => package.source.is_root(),
            None => self.members.contains(&package.name) && package.source.is_local(),
        })
    }

    /// Which packages belong to what is asked for, where each says so itself.
    fn members_of(
        &self,
        wanted: &Wanted<'_>,
        environment: &MarkerEnvironment,
    ) -> Result<Vec<bool>, LockError> {
        // To pdm an extra of the project is a group as well.
        let groups: Vec<DistributionName> = wanted.groups.iter().chain(wanted.extras).cloned().collect();
        // A lock of poetry doesn't name the groups that hold nothing.
        if self.kind != LockKind::Poetry
            && let Some(missing) = groups.iter().find(|group| !self.groups.contains(group))
        {
            return Err(self.missing(missing));
        }
        let belongs = |package: &LockedPackage| {
            let mut memberships = package.membership.iter().flatten();
            memberships.any(|membership| membership.wants(wanted.base, &groups, environment))
                && package.applies(environment)
        };
        Ok(self.packages.iter().map(belongs).collect())
    }

    fn missing(&self, name: &DistributionName) -> LockError {
        let available = self.extras.iter().chain(&self.groups).cloned().collect();
        let fault = LockFault::MissingGroup { wanted: name.clone(), available };
        LockError::at(self.kind, &Origin::file(self.file.clone()), fault)
    }

    /// An environment has one version of a distribution.
    fn one_version(&self, packages: &[&LockedPackage]) -> Result<(), LockError> {
        let mut seen = indexmap::IndexMap::new();
        for package in packages {
            let Some(first): Option<&LockedPackage> = seen.insert(&package.name, *package) else { continue };
            let version = |package: &LockedPackage| {
                let version = package.version.as_ref().map_or_else(|| "?".to_owned(), ToString::to_string);
                (version, package.origin.clone())
            };
            let (name, versions) = (package.name.clone(), vec![version(first), version(package)]);
            let fault = LockFault::Contradiction { name, versions };
            return Err(LockError::at(self.kind, &package.origin, fault));
        }
        Ok(())
    }
}

impl LockedSource {
    /// Whether it is a folder of the project.
    fn is_local(&self) -> bool {
        matches!(self, Self::Directory { .. } | Self::Virtual { .. })
    }
}

impl LockedPackage {
    /// Whether nothing of it is installed: the project itself, whose own installation is a step of its own, and
    /// folders that only bring their dependencies.
    fn is_hollow(&self) -> bool {
        self.source.is_root() || matches!(self.source, LockedSource::Virtual { .. })
    }
}

/// The way along the arrows of a lock.
struct Walk<'a> {
    lock: &'a Lock,
    environment: &'a MarkerEnvironment,
    /// For each package of the lock, whether it was come to.
    found: Vec<bool>,
    /// The packages whose extras were come to.
    extras: HashSet<(usize, &'a DistributionName)>,
    /// The arrows that were not yet followed, each with what it leads from.
    ahead: Vec<(&'a LockedDependency, Option<&'a DistributionName>)>,
}

impl<'a> Walk<'a> {
    fn new(lock: &'a Lock, environment: &'a MarkerEnvironment) -> Self {
        let found = vec![false; lock.packages.len()];
        Self { lock, environment, found, extras: HashSet::new(), ahead: Vec::new() }
    }

    /// Follows the arrows of what is wanted, to their ends.
    fn roots(&mut self, wanted: &Wanted<'a>) -> Result<(), LockError> {
        let lock = self.lock;
        let mut known = Vec::new();
        for (at, root) in lock.packages.iter().enumerate() {
            if !lock.roots_of(wanted.project).any(|other| std::ptr::eq(other, root)) {
                continue;
            }
            if wanted.base {
                self.enter(at);
            }
            for extra in wanted.extras {
                if let Some((extra, _)) = root.extras.get_key_value(extra) {
                    known.push(extra);
                    self.enter_extra(at, extra);
                }
            }
            for group in wanted.groups {
                if let Some((group, list)) = root.groups.get_key_value(group) {
                    known.push(group);
                    self.ahead.extend(list.iter().map(|arrow| (arrow, None)));
                }
            }
        }
        let roots = &lock.roots;
        if wanted.base {
            self.ahead.extend(roots.dependencies.iter().map(|arrow| (arrow, None)));
        }
        for (names, lists) in [(wanted.extras, &roots.extras), (wanted.groups, &roots.groups)] {
            for (name, list) in names.iter().filter_map(|name| lists.get_key_value(name)) {
                known.push(name);
                self.ahead.extend(list.iter().map(|arrow| (arrow, None)));
            }
        }
        let mut names = wanted.extras.iter().chain(wanted.groups);
        if let Some(missing) = names.find(|name| !known.contains(name)) {
            return Err(lock.missing(missing));
        }
        self.follow()
    }

    fn follow(&mut self) -> Result<(), LockError> {
        while let Some((arrow, from)) = self.ahead.pop() {
            if !arrow.applies(self.environment) {
                continue;
            }
            let Some(at) = self.target(arrow, from)? else { continue };
            self.enter(at);
            for extra in &arrow.extras {
                self.enter_extra(at, extra);
            }
        }
        Ok(())
    }

    /// The package that an arrow leads to; none where it is the project itself.
    fn target(
        &self,
        arrow: &LockedDependency,
        from: Option<&DistributionName>,
    ) -> Result<Option<usize>, LockError> {
        let fits = |package: &LockedPackage| {
            let version = package.version.as_ref();
            package.name == arrow.name
                && arrow.version.as_ref().is_none_or(|wanted| version == Some(wanted))
                && arrow.source.as_ref().is_none_or(|source| *source == package.source)
                && arrow
                    .specifiers
                    .as_ref()
                    .is_none_or(|specifiers| version.is_none_or(|version| specifiers.contains(version)))
        };
        let packages: Vec<(usize, &LockedPackage)> =
            self.lock.packages.iter().enumerate().filter(|(_, package)| fits(package)).collect();
        // The entry for these very extras, where the lock has one of its own for them, and for this environment.
        let rank = |package: &LockedPackage| {
            (package.requested_extras == arrow.extras, package.applies(self.environment))
        };
        // Of several that are as good the first.
        let best = packages.iter().rev().max_by_key(|(_, package)| rank(package));
        if let Some((at, _)) = best {
            return Ok(Some(*at));
        }
        let fault = LockFault::MissingPackage { wanted: arrow.name.clone(), needed_by: from.cloned() };
        Err(LockError::at(self.lock.kind, &arrow.origin, fault))
    }

    fn enter(&mut self, at: usize) {
        let lock = self.lock;
        let (Some(is_found), Some(package)) = (self.found.get_mut(at), lock.packages.get(at)) else { return };
        if !std::mem::replace(is_found, true) {
            self.ahead.extend(package.dependencies.iter().map(|arrow| (arrow, Some(&package.name))));
        }
    }

    fn enter_extra(&mut self, at: usize, extra: &'a DistributionName) {
        let lock = self.lock;
        let Some(package) = lock.packages.get(at) else { return };
        if self.extras.insert((at, extra))
            && let Some(list) = package.extras.get(extra)
        {
            self.ahead.extend(list.iter().map(|arrow| (arrow, Some(&package.name))));
        }
    }
}
