//! `uv.lock` (uv documentation, "Locking and syncing"; the format is uv's own, version 1).

use super::read::Table;
use super::{Lock, LockError, LockFault, LockKind, LockedDependency, LockedPackage, LockedSource};
use crate::names::DistributionName;
use crate::project::metadata::toml_view::TomlView;
use indexmap::IndexMap;

const READ: &str = "version 1, in each of its revisions";

const SOURCES: &str = "registry, git, url, path, directory, editable, virtual";

pub(super) fn read(root: &TomlView<'_>) -> Result<Lock, LockError> {
    let table = Table::new(LockKind::Uv, root.clone());
    let version = table.needed("version", table.integer("version")?)?;
    if version.text != "1" {
        let found = version.text.to_owned();
        return Err(table.fault(&version, LockFault::UnknownVersion { found, read: READ }));
    }
    let mut lock = Lock::new(LockKind::Uv, root.file().path.clone(), version.to_found());
    lock.requires_python = table.specifiers("requires-python")?;
    if let Some(manifest) = table.table("manifest")? {
        lock.members = manifest.names("members")?;
        if let Some(groups) = manifest.table("dependency-groups")? {
            lock.roots.groups = lists(&groups)?;
        }
    }
    for table in table.tables("package")? {
        lock.packages.push(package(&table)?);
    }
    if lock.members.is_empty() {
        let own = lock.packages.iter().filter(|package| package.source.is_root());
        lock.members = own.map(|package| package.name.clone()).collect();
    }
    for package in lock.packages.iter().filter(|package| package.source.is_root()) {
        lock.extras = package.extras.keys().cloned().collect();
        lock.groups = package.groups.keys().cloned().collect();
    }
    lock.groups.extend(lock.roots.groups.keys().cloned());
    Ok(lock)
}

fn package(table: &Table<'_>) -> Result<LockedPackage, LockError> {
    let name = table.name("name")?;
    let mut package = LockedPackage::new(name.value, name.origin);
    package.version = table.version("version")?;
    package.source = source(&table.needed("source", table.table("source")?)?)?;
    package.forks = table.markers("resolution-markers")?;
    package.dependencies = dependencies(table, "dependencies")?;
    if let Some(extras) = table.table("optional-dependencies")? {
        package.extras = lists(&extras)?;
    }
    if let Some(groups) = table.table("dev-dependencies")? {
        package.groups = lists(&groups)?;
    }
    package.has_sdist = table.has("sdist");
    for wheel in table.tables("wheels")? {
        for key in ["url", "path", "filename"] {
            if let Some(written) = wheel.string(key)? {
                package.wheels.extend(wheel.wheel_of(&written)?);
                break;
            }
        }
    }
    Ok(package)
}

fn source(table: &Table<'_>) -> Result<LockedSource, LockError> {
    let subdirectory = table.text("subdirectory")?;
    if let Some(index) = table.text("registry")? {
        let is_address = index.contains("://");
        return Ok(if is_address {
            LockedSource::Index { index: Some(index) }
        } else {
            LockedSource::Folder { path: index }
        });
    }
    if let Some(address) = table.text("git")? {
        return Ok(git(&address));
    }
    if let Some(url) = table.text("url")? {
        return Ok(LockedSource::Archive { url, subdirectory });
    }
    if let Some(path) = table.text("path")? {
        return Ok(LockedSource::File { path });
    }
    if let Some(path) = table.text("virtual")? {
        return Ok(LockedSource::Virtual { path });
    }
    let editable = table.text("editable")?;
    let is_editable = editable.is_some();
    let Some(path) = editable.or(table.text("directory")?) else {
        return Err(table.fault_here(LockFault::UnknownSource { known: SOURCES }));
    };
    Ok(LockedSource::Directory { path, editable: is_editable })
}

/// An address as uv keeps it: `https://example.org/a/b?subdirectory=c&rev=main#commit`.
fn git(address: &str) -> LockedSource {
    let (address, revision) = address.split_once('#').unwrap_or((address, ""));
    let (url, query) = address.split_once('?').unwrap_or((address, ""));
    let subdirectory = query.split('&').find_map(|pair| pair.strip_prefix("subdirectory="));
    LockedSource::Git {
        url: url.to_owned(),
        revision: (!revision.is_empty()).then(|| revision.to_owned()),
        subdirectory: subdirectory.map(str::to_owned),
    }
}

/// Arrays of dependencies by name: of extras, of groups.
fn lists(table: &Table<'_>) -> Result<IndexMap<DistributionName, Vec<LockedDependency>>, LockError> {
    let mut lists = IndexMap::new();
    for (name, key) in table.keys()? {
        lists.insert(name, dependencies(table, key)?);
    }
    Ok(lists)
}

fn dependencies(table: &Table<'_>, key: &str) -> Result<Vec<LockedDependency>, LockError> {
    table.tables(key)?.iter().map(dependency).collect()
}

fn dependency(table: &Table<'_>) -> Result<LockedDependency, LockError> {
    let name = table.name("name")?;
    let mut extras = table.names("extra")?;
    // The manifest and the metadata write the plural.
    extras.extend(table.names("extras")?);
    Ok(LockedDependency {
        name: name.value,
        version: table.version("version")?,
        specifiers: table.specifiers("specifier")?.map(|found| found.value),
        source: table.table("source")?.map(|table| source(&table)).transpose()?,
        extras,
        marker: table.marker("marker")?,
        origin: name.origin,
    })
}
