//! Indexes in the settings of uv, Poetry, PDM and Pipenv.

use super::{Credentials, PackageIndex, index};
use crate::project::files::TextFile;
use crate::project::metadata::{MetadataError, TomlView, toml_view};
use crate::project::{LockKind, ProjectError};
use std::rc::Rc;
use toml::de::DeValue;

/// The indexes that an installer's own settings name; `there` reads a file at the project's root.
pub(super) fn read(
    kind: LockKind,
    there: &impl Fn(&str) -> Result<Option<Rc<TextFile>>, ProjectError>,
    pyproject: Option<&TomlView<'_>>,
) -> Result<Vec<PackageIndex>, ProjectError> {
    if kind == LockKind::Pipenv {
        let Some(file) = there("Pipfile")? else { return Ok(Vec::new()) };
        let table = toml_view::parse(&file)?;
        return Ok(sources(&TomlView::root(&file, &table), "source")?);
    }
    if kind == LockKind::Uv
        && let Some(file) = there("uv.toml")?
    {
        let table = toml_view::parse(&file)?;
        return Ok(uv(&TomlView::root(&file, &table))?);
    }
    let Some(pyproject) = pyproject else { return Ok(Vec::new()) };
    let tool = pyproject.table("tool")?;
    let table = |name: &str| tool.as_ref().map(|tool| tool.table(name)).transpose().map(Option::flatten);
    Ok(match kind {
        LockKind::Uv => table("uv")?.as_ref().map(uv).transpose()?.unwrap_or_default(),
        LockKind::Poetry => {
            table("poetry")?.map(|table| sources(&table, "source")).transpose()?.unwrap_or_default()
        }
        LockKind::Pdm => {
            table("pdm")?.map(|table| sources(&table, "source")).transpose()?.unwrap_or_default()
        }
        LockKind::Pylock | LockKind::Pipenv => Vec::new(),
    })
}

/// `[[tool.uv.index]]`, and the older `index-url` and `extra-index-url` (uv documentation, "Package indexes").
fn uv(table: &TomlView<'_>) -> Result<Vec<PackageIndex>, MetadataError> {
    let mut found = Vec::new();
    for item in tables(table, "index") {
        let Some(url) = item.string("url")? else { continue };
        let mut one = index(item.string("name")?.as_ref(), &url)?;
        match item.string("authenticate")?.map(|written| written.text) {
            Some("always") => one.credentials = Credentials::Needed,
            Some("never") => one.credentials = Credentials::None,
            _ => {}
        }
        found.push(one);
    }
    if let Some(url) = table.string("index-url")? {
        found.push(index(None, &url)?);
    }
    for url in table.strings("extra-index-url")?.map(|urls| urls.items).unwrap_or_default() {
        found.push(index(None, &url)?);
    }
    Ok(found.into_iter().filter(is_address).collect())
}

/// `[[tool.poetry.source]]` (poetry documentation, "Repositories"), `[[tool.pdm.source]]` (pdm documentation, "Configure
/// the package indexes") and `[[source]]` of a Pipfile (pipenv documentation, "Specifying Package Indexes"): each has
/// `name` and `url`.
fn sources(table: &TomlView<'_>, key: &str) -> Result<Vec<PackageIndex>, MetadataError> {
    let mut found = Vec::new();
    for item in tables(table, key) {
        if let Some(url) = item.string("url")? {
            found.push(index(item.string("name")?.as_ref(), &url)?);
        }
    }
    Ok(found.into_iter().filter(is_address).collect())
}

/// A folder of archives is none that could ask for a password.
fn is_address(index: &PackageIndex) -> bool {
    index.url.contains("://") && !index.url.starts_with("file:")
}

/// The tables of an array; what else stands there is for the installer to refuse.
fn tables<'a>(table: &TomlView<'a>, key: &str) -> Vec<TomlView<'a>> {
    let items = table.array(key).unwrap_or_default().iter();
    items
        .filter_map(|item| match item.get_ref() {
            DeValue::Table(inner) => Some(table.item(key, inner, item.span())),
            _ => None,
        })
        .collect()
}
