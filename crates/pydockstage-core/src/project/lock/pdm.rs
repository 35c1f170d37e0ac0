//! `pdm.lock` (pdm documentation, "Lock file"; the format is pdm's own).
//!
//! With the strategy `inherit_metadata` each package says which groups install it and under which condition.

use super::read::Table;
use super::{
    Lock, LockError, LockFault, LockKind, LockedDependency, LockedPackage, LockedSource, Membership,
};
use crate::project::metadata::toml_view::TomlView;
use crate::project::metadata::written::Written;
use crate::project::requirement::Target;

const READ: &str = "versions 4.3 to 4.5";

/// The group of what is always installed.
const ALWAYS: &str = "default";

pub(super) fn read(root: &TomlView<'_>) -> Result<Lock, LockError> {
    let table = Table::new(LockKind::Pdm, root.clone());
    let metadata = table.needed("metadata", table.table("metadata")?)?;
    let version = metadata.needed("lock_version", metadata.string("lock_version")?)?;
    if !["4.3", "4.4", "4.5"].iter().any(|known| version.text.starts_with(known)) {
        let found = version.text.to_owned();
        return Err(metadata.fault(&version, LockFault::UnknownVersion { found, read: READ }));
    }
    let mut lock = Lock::new(LockKind::Pdm, root.file().path.clone(), version.to_found());
    lock.content_hash = metadata.string("content_hash")?.map(|written| written.to_found());
    lock.requires_python = metadata.specifiers("requires_python")?;
    for target in metadata.tables("targets")? {
        lock.requires_python = lock.requires_python.or(target.specifiers("requires_python")?);
    }
    // Extras of the project are groups to pdm.
    let groups = metadata.names("groups")?;
    lock.groups = groups.into_iter().filter(|group| group.as_str() != ALWAYS).collect();
    let inherits = metadata.strings("strategy")?.iter().any(|strategy| strategy.text == "inherit_metadata");
    for table in table.tables("package")? {
        lock.packages.push(package(&table, inherits)?);
    }
    Ok(lock)
}

fn package(table: &Table<'_>, inherits: bool) -> Result<LockedPackage, LockError> {
    let name = table.name("name")?;
    let mut package = LockedPackage::new(name.value, name.origin);
    package.version = table.version("version")?;
    package.requires_python = table.specifiers("requires_python")?.map(|found| found.value);
    package.requested_extras = table.names("extras")?;
    package.source = source(table)?;
    let marker = table.marker("marker")?;
    if inherits {
        let membership = |group| {
            let group = Some(group).filter(|group: &crate::names::DistributionName| group.as_str() != ALWAYS);
            Membership { group, marker: marker.clone() }
        };
        package.membership = Some(table.names("groups")?.into_iter().map(membership).collect());
    }
    for written in table.strings("dependencies")? {
        package.dependencies.push(dependency(table, &written)?);
    }
    for file in table.tables("files")? {
        let key = if file.has("url") { "url" } else { "file" };
        let written = file.needed(key, file.string(key)?)?;
        match file.wheel_of(&written)? {
            Some(wheel) => package.wheels.push(wheel),
            None => package.has_sdist = true,
        }
    }
    Ok(package)
}

fn dependency(table: &Table<'_>, written: &Written<'_>) -> Result<LockedDependency, LockError> {
    let draft = table.requirement_of(written)?.draft;
    let name = table.needed("name", draft.name)?;
    let specifiers = match draft.target {
        Target::Index(specifiers) => Some(specifiers),
        _ => None,
    };
    let (extras, marker) = (draft.extras, draft.marker);
    Ok(LockedDependency { specifiers, extras, marker, ..LockedDependency::new(name, written.origin()) })
}

fn source(table: &Table<'_>) -> Result<LockedSource, LockError> {
    let subdirectory = table.text("subdirectory")?;
    if let Some(url) = table.text("git")? {
        return Ok(LockedSource::Git { url, revision: table.text("revision")?, subdirectory });
    }
    for system in ["hg", "svn", "bzr"] {
        if let Some(url) = table.text(system)? {
            return Ok(LockedSource::Repository { system: system.to_owned(), url });
        }
    }
    if let Some(path) = table.text("path")? {
        let is_archive = crate::project::requirement::is_archive(&path);
        let editable = table.boolean("editable")?.unwrap_or(false);
        return Ok(if is_archive {
            LockedSource::File { path }
        } else {
            LockedSource::Directory { path, editable }
        });
    }
    Ok(match table.text("url")? {
        Some(url) => LockedSource::Archive { url, subdirectory },
        None => LockedSource::Index { index: None },
    })
}
