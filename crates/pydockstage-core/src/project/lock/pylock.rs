//! `pylock.toml` (PEP 751; specification "pylock.toml Specification").

use super::read::Table;
use super::{Lock, LockError, LockFault, LockKind, LockedPackage, LockedSource};
use crate::project::metadata::toml_view::TomlView;

const READ: &str = "version 1.0, and later ones that begin with 1";

pub(super) fn read(root: &TomlView<'_>) -> Result<Lock, LockError> {
    let table = Table::new(LockKind::Pylock, root.clone());
    let version = table.needed("lock-version", table.string("lock-version")?)?;
    // A later minor version only adds what may be left out ("Versioning").
    if version.text != "1" && !version.text.starts_with("1.") {
        let found = version.text.to_owned();
        return Err(table.fault(&version, LockFault::UnknownVersion { found, read: READ }));
    }
    let mut lock = Lock::new(LockKind::Pylock, root.file().path.clone(), version.to_found());
    lock.requires_python = table.specifiers("requires-python")?;
    lock.extras = table.names("extras")?;
    lock.groups = table.names("dependency-groups")?;
    lock.default_groups = table.names("default-groups")?;
    table.needed("packages", table.has("packages").then_some(()))?;
    for table in table.tables("packages")? {
        lock.packages.push(package(&table)?);
    }
    Ok(lock)
}

fn package(table: &Table<'_>) -> Result<LockedPackage, LockError> {
    let name = table.name("name")?;
    let mut package = LockedPackage::new(name.value, name.origin);
    package.version = table.version("version")?;
    package.marker = table.marker("marker")?;
    package.requires_python = table.specifiers("requires-python")?.map(|found| found.value);
    package.has_sdist = table.has("sdist");
    for wheel in table.tables("wheels")? {
        for key in ["name", "url", "path"] {
            if let Some(written) = wheel.string(key)? {
                package.wheels.extend(wheel.wheel_of(&written)?);
                break;
            }
        }
    }
    package.source = LockedSource::Index { index: table.text("index")? };
    if let Some(repository) = table.table("vcs")? {
        package.source = repository_of(&repository)?;
    } else if let Some(directory) = table.table("directory")? {
        let path = directory.needed("path", directory.text("path")?)?;
        let editable = directory.boolean("editable")?.unwrap_or(false);
        package.source = LockedSource::Directory { path, editable };
    } else if let Some(archive) = table.table("archive")? {
        let key = if archive.has("url") { "url" } else { "path" };
        let written = archive.needed(key, archive.string(key)?)?;
        let wheel = archive.wheel_of(&written)?;
        package.has_sdist = wheel.is_none();
        package.wheels.extend(wheel);
        let text = written.text.to_owned();
        package.source = match key {
            "url" => LockedSource::Archive { url: text, subdirectory: archive.text("subdirectory")? },
            _ => LockedSource::File { path: text },
        };
    }
    Ok(package)
}

fn repository_of(table: &Table<'_>) -> Result<LockedSource, LockError> {
    let system = table.needed("type", table.text("type")?)?;
    let key = if table.has("path") && !table.has("url") { "path" } else { "url" };
    let url = table.needed(key, table.text(key)?)?;
    Ok(match system.as_str() {
        "git" => LockedSource::Git {
            url,
            revision: table.text("commit-id")?,
            subdirectory: table.text("subdirectory")?,
        },
        _ => LockedSource::Repository { system, url },
    })
}
