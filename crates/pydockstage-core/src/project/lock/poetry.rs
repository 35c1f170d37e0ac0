//! `poetry.lock` (poetry's own format, which its documentation doesn't describe: read off what its releases write).
//!
//! From 2.1 on each package says which groups install it and under which condition; before, only the arrows from one
//! package to another lead there.

use super::poetry_arrows::{Arrow, arrows};
use super::read::Table;
use super::{
    Lock, LockError, LockFault, LockKind, LockedDependency, LockedPackage, LockedSource, Membership,
};
use crate::names::DistributionName;
use crate::project::marker::Marker;
use crate::project::metadata::poetry::specifiers;
use crate::project::metadata::toml_view::TomlView;

const READ: &str = "versions 1.0, 1.1, 2.0 and 2.1";

/// The group of what is always installed.
const ALWAYS: &str = "main";

pub(super) fn read(root: &TomlView<'_>) -> Result<Lock, LockError> {
    let table = Table::new(LockKind::Poetry, root.clone());
    let metadata = table.needed("metadata", table.table("metadata")?)?;
    let version = metadata.needed("lock-version", metadata.string("lock-version")?)?;
    if !["1.0", "1.1", "2.0", "2.1"].contains(&version.text) {
        let found = version.text.to_owned();
        return Err(metadata.fault(&version, LockFault::UnknownVersion { found, read: READ }));
    }
    let mut lock = Lock::new(LockKind::Poetry, root.file().path.clone(), version.to_found());
    let python = metadata.string("python-versions")?;
    lock.requires_python =
        python.and_then(|python| specifiers(python.text).map(|specifiers| python.found(specifiers)));
    lock.content_hash = metadata.string("content-hash")?.map(|written| written.to_found());
    if let Some(extras) = table.table("extras")? {
        lock.extras = extras.keys()?.into_iter().map(|(name, _)| name).collect();
    }
    let files = metadata.table("files")?;
    for table in table.tables("package")? {
        let mut package = package(&table)?;
        match (&files, table.has("files")) {
            (_, true) => archives(&table, "files", &mut package)?,
            (Some(files), false) => {
                let name = table.needed("name", table.string("name")?)?;
                archives(files, name.text, &mut package)?;
            }
            (None, false) => package.names_archives = false,
        }
        for membership in package.membership.iter().flatten() {
            let group = membership.group.as_ref().filter(|group| !lock.groups.contains(group));
            lock.groups.extend(group.cloned());
        }
        lock.packages.push(package);
    }
    Ok(lock)
}

/// The archives of a package; a folder and a repository have none.
fn archives(table: &Table<'_>, key: &str, package: &mut LockedPackage) -> Result<(), LockError> {
    for file in table.tables(key)? {
        let Some(written) = file.string("file")? else { continue };
        match file.wheel_of(&written)? {
            Some(wheel) => package.wheels.push(wheel),
            None => package.has_sdist = true,
        }
    }
    Ok(())
}

fn package(table: &Table<'_>) -> Result<LockedPackage, LockError> {
    let name = table.name("name")?;
    let mut package = LockedPackage::new(name.value, name.origin);
    package.version = table.version("version")?;
    package.requires_python = table.text("python-versions")?.as_deref().and_then(specifiers);
    if let Some(source) = table.table("source")? {
        package.source = self::source(&source, table.boolean("develop")?.unwrap_or(false))?;
    }
    if table.has("groups") {
        package.membership = Some(memberships(table)?);
    }
    let arrows = match table.table("dependencies")? {
        Some(dependencies) => arrows(&dependencies)?,
        None => Vec::new(),
    };
    if let Some(extras) = table.table("extras")? {
        for (extra, key) in extras.keys()? {
            let mut names = Vec::new();
            for written in extras.strings(key)? {
                // `bar (>=1.0) ; marker`: what it depends on stands among the dependencies as well.
                let name = written.text.split([' ', '(', '[', ';', '<', '>', '=', '!', '~']).next();
                names.extend(name.and_then(|name| name.parse::<DistributionName>().ok()));
            }
            package.extras.insert(extra, optional(&arrows, &names));
        }
    }
    // What no extra asks for is not needed.
    let needed = arrows.into_iter().filter(|arrow| !arrow.is_optional).map(|arrow| arrow.to);
    package.dependencies = needed.collect();
    Ok(package)
}

/// The groups of a package, each with its condition: one text for all, or one for each.
fn memberships(table: &Table<'_>) -> Result<Vec<Membership>, LockError> {
    let by_group = table.string("markers").is_err();
    let markers = if by_group { table.table("markers")? } else { None };
    let marker = if by_group { None } else { table.marker("markers")? };
    let mut memberships = Vec::new();
    for written in table.strings("groups")? {
        let group = table.name_of(&written)?;
        let own = markers.as_ref().map(|markers| markers.marker(written.text)).transpose()?.flatten();
        let group = Some(group).filter(|group| group.as_str() != ALWAYS);
        memberships.push(Membership { group, marker: own.or_else(|| marker.clone()) });
    }
    Ok(memberships)
}

/// The optional dependencies with these names: those of an extra. Their markers ask for it, which need not be asked again.
fn optional(arrows: &[Arrow], names: &[DistributionName]) -> Vec<LockedDependency> {
    arrows
        .iter()
        .filter(|arrow| arrow.is_optional && names.contains(&arrow.to.name))
        .map(|arrow| LockedDependency {
            marker: arrow.to.marker.as_ref().and_then(Marker::without_extra),
            ..arrow.to.clone()
        })
        .collect()
}

fn source(table: &Table<'_>, editable: bool) -> Result<LockedSource, LockError> {
    let kind = table.needed("type", table.string("type")?)?;
    let url = table.needed("url", table.text("url")?)?;
    let subdirectory = table.text("subdirectory")?;
    Ok(match kind.text {
        "git" => LockedSource::Git { url, revision: table.text("resolved_reference")?, subdirectory },
        "directory" => LockedSource::Directory { path: url, editable },
        "file" => LockedSource::File { path: url },
        "url" => LockedSource::Archive { url, subdirectory },
        "legacy" => LockedSource::Index { index: Some(url) },
        other => LockedSource::Repository { system: other.to_owned(), url },
    })
}
