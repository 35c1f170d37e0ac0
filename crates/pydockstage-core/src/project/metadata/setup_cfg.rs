use super::ini::Ini;
use super::pyproject::{insert, specifiers, version};
use super::written::{DeclaredList, Written};
use super::{EntryPoint, Metadata, MetadataError, MetadataFault, Version};
use crate::names::{DistributionName, ProjectPath};
use crate::project::Origin;
use crate::project::files::TextFile;
use indexmap::IndexMap;
use std::rc::Rc;
use std::str::FromStr;

/// What setup.cfg says (setuptools documentation, "Configuring setuptools using setup.cfg files").
#[derive(Debug, Default)]
pub(in crate::project) struct SetupCfg {
    pub(in crate::project) metadata: Metadata,
    /// `install_requires`; none where the key is missing.
    pub(in crate::project) dependencies: Option<DeclaredList>,
    /// `[options.extras_require]`.
    pub(in crate::project) extras: IndexMap<DistributionName, DeclaredList>,
}

/// Reads a setup.cfg. Other tools keep their settings there as well: without `[metadata]` and `[options]` it says
/// nothing about the project.
pub(in crate::project) fn read(file: &Rc<TextFile>) -> Result<SetupCfg, MetadataError> {
    let ini = Ini::parse(file)?;
    let text = |key| ini.value("metadata", key);
    let mut metadata = Metadata::default();
    if let Some(name) = text("name") {
        metadata.name = Some(name.found(name.name()?));
    }
    if let Some(written) = text("version") {
        let is_dynamic = written.text.starts_with("attr:") || written.text.starts_with("file:");
        let value = if is_dynamic { Version::Dynamic } else { Version::Static(version(&written)?) };
        metadata.version = Some(written.found(value));
    }
    metadata.description = text("description").map(|written| written.to_found());
    metadata.license = text("license").map(|written| written.to_found());
    if let Some(url) = text("url") {
        metadata.urls.insert("Homepage".to_owned(), url.to_found());
    }
    for line in ini.lines("metadata", "project_urls") {
        if let Some((label, url)) = line.text.split_once('=') {
            metadata.urls.insert(label.trim().to_owned(), line.found(url.trim().to_owned()));
        }
    }
    let python = ini.value("options", "python_requires");
    metadata.requires_python = python.map(|written| specifiers(&written)).transpose()?;
    for line in ini.lines("options.entry_points", "console_scripts") {
        let bad = || line.error(MetadataFault::BadEntryPoint(line.text.to_owned()));
        let (name, target) = line.text.split_once('=').ok_or_else(bad)?;
        let entry_point = EntryPoint::parse(target).ok_or_else(bad)?;
        metadata.scripts.insert(name.trim().to_owned(), line.found(entry_point));
    }
    let dependencies = list(file, &ini, "options", "install_requires")?;
    let mut extras = IndexMap::new();
    for key in ini.keys("options.extras_require") {
        let Some(extra) = list(file, &ini, "options.extras_require", key.text)? else { continue };
        insert(&mut extras, &key, extra)?;
    }
    Ok(SetupCfg { metadata, dependencies, extras })
}

/// A list of requirements: one on each line, or on a single line with semicolons between them, or `file:` with the
/// names of requirements files.
fn list(
    file: &TextFile,
    ini: &Ini<'_>,
    section: &str,
    key: &str,
) -> Result<Option<DeclaredList>, MetadataError> {
    if !ini.has(section, key) {
        return Ok(None);
    }
    let lines = ini.lines(section, key);
    let origin = lines.first().map_or_else(|| Origin::file(file.path.clone()), Written::origin);
    let mut found = DeclaredList { origin, lines: Vec::new(), files: Vec::new() };
    let single = ini.value(section, key);
    if let Some((written, names)) =
        single.as_ref().and_then(|written| Some((written, written.text.strip_prefix("file:")?)))
    {
        for name in names.split(',') {
            let path = ProjectPath::from_str(name.trim());
            found.files.push(path.map_err(|error| written.error(MetadataFault::BadPath(error)))?);
        }
        return Ok(Some(found));
    }
    let requirements = match single {
        Some(single) if stands_beside_its_key(&single) => parts(&single),
        _ => lines,
    };
    found.lines = requirements.iter().map(Written::requirement).collect::<Result<_, _>>()?;
    Ok(Some(found))
}

/// Whether the value begins on the line of its key: only there are semicolons between requirements.
fn stands_beside_its_key(value: &Written<'_>) -> bool {
    let before = value.file.text.get(..value.span.start).unwrap_or_default();
    !before.rsplit('\n').next().unwrap_or_default().trim().is_empty()
}

/// The parts of a line between its semicolons.
fn parts<'a>(line: &Written<'a>) -> Vec<Written<'a>> {
    let mut parts = Vec::new();
    let mut at = line.span.start;
    for part in line.text.split(';') {
        let trimmed = part.trim();
        let start = at + part.len() - part.trim_start().len();
        if !trimmed.is_empty() {
            parts.push(Written { text: trimmed, file: line.file, span: start..start + trimmed.len() });
        }
        at += part.len() + 1;
    }
    parts
}
