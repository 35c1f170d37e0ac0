use super::toml_view::{self, Strings, TomlView};
use super::written::{DeclaredLine, DeclaredList, Written};
use super::{
    BuildSystem, EntryPoint, Metadata, MetadataError, MetadataFault, Version, VersionSettings, poetry,
};
use crate::names::{DistributionName, ProjectPath};
use crate::project::closure::Closures;
use crate::project::set::Contents;
use crate::project::{Found, Origin, ProjectError};
use indexmap::IndexMap;
use indexmap::map::Entry as Slot;
use pep440_rs::VersionSpecifiers;
use std::str::FromStr;

/// What pyproject.toml says. Groups are read only once they are needed.
#[derive(Debug, Default)]
pub(in crate::project) struct Pyproject<'a> {
    pub(in crate::project) metadata: Metadata,
    /// `[project] dependencies`; none where the table is missing, or only the build
    /// backend knows them.
    pub(in crate::project) dependencies: Option<DeclaredList>,
    /// `[project.optional-dependencies]`.
    pub(in crate::project) extras: IndexMap<DistributionName, DeclaredList>,
    /// `[dependency-groups]`.
    pub(in crate::project) groups: Option<TomlView<'a>>,
    pub(in crate::project) build: Option<Build>,
    pub(in crate::project) has_project: bool,
    /// Whether it is meant to be installed.
    pub(in crate::project) is_package: bool,
}

/// `[build-system]` (PEP 518).
#[derive(Debug)]
pub(in crate::project) struct Build {
    pub(in crate::project) backend: Option<Found<String>>,
    pub(in crate::project) backend_path: Vec<ProjectPath>,
    pub(in crate::project) requires: Vec<DeclaredLine>,
}

impl Build {
    /// Resolves what the build needs against the files there are.
    pub(in crate::project) fn read(&self, closures: &Closures<'_>) -> Result<BuildSystem, ProjectError> {
        let mut contents = Contents::default();
        Ok(BuildSystem {
            backend: self.backend.clone(),
            backend_path: self.backend_path.clone(),
            requires: self
                .requires
                .iter()
                .map(|line| closures.declared(line, &mut contents))
                .collect::<Result<_, _>>()?,
        })
    }
}

/// Reads what a pyproject.toml says about the project.
pub(in crate::project) fn read<'a>(root: &TomlView<'a>) -> Result<Pyproject<'a>, MetadataError> {
    let mut read = Pyproject {
        groups: root.table("dependency-groups")?,
        build: root.table("build-system")?.map(|table| build(&table)).transpose()?,
        ..Pyproject::default()
    };
    let tool = root.table("tool")?;
    let poetry = tool.as_ref().map(|tool| tool.table("poetry")).transpose()?.flatten();
    if let Some(project) = root.table("project")? {
        read.has_project = true;
        read_project(&project, &mut read)?;
        let setuptools = tool.as_ref().map(|tool| tool.table("setuptools")).transpose()?.flatten();
        if let Some(table) = &setuptools {
            let is_key = |entry: &toml_view::Entry<'_>| entry.key.text == "ext-modules";
            let entry = table.entries().into_iter().find(is_key);
            let has_any = !table.array("ext-modules")?.is_empty();
            read.metadata.extension_modules = entry.filter(|_| has_any).map(|entry| entry.key.origin());
        }
        let dynamic = setuptools.map(|table| table.table("dynamic")).transpose()?.flatten();
        read_dynamic(&project, dynamic.as_ref(), &mut read)?;
    } else if let Some(poetry) = &poetry {
        poetry::read(poetry, &mut read.metadata)?;
    }
    if let Some(tool) = &tool {
        let fastapi = tool.table("fastapi")?.map(|table| table.string("entrypoint")).transpose()?.flatten();
        let pdm = tool.table("pdm")?.map(|pdm| pdm.table("version")).transpose()?.flatten();
        let source = pdm.map(|version| version.string("source")).transpose()?.flatten();
        read.metadata.version_settings = VersionSettings {
            is_from_repository: source.is_some_and(|source| source.text == "scm"),
            has_default: tool.table("versioningit")?.is_some_and(|table| table.has("default-version")),
        };
        read.metadata.fastapi = fastapi.map(|written| written.to_found());
    }
    read.is_package = is_package(root, tool.as_ref(), &read)?;
    Ok(read)
}

/// Whether the project is meant to be installed. Its tool can say so (uv's documentation, "Projects", `package`;
/// Poetry's, `package-mode`; PDM's, `distribution`). Else it is where it says how it is built, or what only an
/// installation brings: without either it is a folder of code with dependencies.
fn is_package(
    root: &TomlView<'_>,
    tool: Option<&TomlView<'_>>,
    read: &Pyproject<'_>,
) -> Result<bool, MetadataError> {
    for (table, key) in [("uv", "package"), ("poetry", "package-mode"), ("pdm", "distribution")] {
        let said = tool.map(|tool| tool.table(table)).transpose()?.flatten();
        if let Some(said) = said.map(|table| table.boolean(key)).transpose()?.flatten() {
            return Ok(said);
        }
    }
    let project = root.table("project")?;
    let brings = |key: &str| project.as_ref().is_some_and(|project| project.has(key));
    Ok(read.build.is_some()
        || ["scripts", "gui-scripts", "entry-points"].into_iter().any(brings)
        || tool.is_some_and(|tool| tool.has("setuptools")))
}

fn build(table: &TomlView<'_>) -> Result<Build, MetadataError> {
    let lines = |strings: Strings<'_>| strings.items.iter().map(Written::requirement).collect();
    let paths = |strings: Strings<'_>| strings.items.iter().map(Written::path).collect();
    Ok(Build {
        backend: table.string("build-backend")?.map(|written| written.to_found()),
        backend_path: table.strings("backend-path")?.map(paths).transpose()?.unwrap_or_default(),
        requires: table.strings("requires")?.map(lines).transpose()?.unwrap_or_default(),
    })
}

/// Reads `[project]` (PEP 621).
fn read_project(project: &TomlView<'_>, read: &mut Pyproject<'_>) -> Result<(), MetadataError> {
    let metadata = &mut read.metadata;
    let missing = |key: &str| project.error(MetadataFault::Missing(project.full_key(key)));
    let name = project.string("name")?.ok_or_else(|| missing("name"))?;
    metadata.name = Some(name.found(name.name()?));
    let dynamic = dynamic(project)?;
    metadata.version = match project.string("version")? {
        Some(written) => Some(written.found(Version::Static(version(&written)?))),
        None => dynamic.get("version").map(|origin| Found::new(Version::Dynamic, origin.clone())),
    };
    if metadata.version.is_none() {
        return Err(missing("version"));
    }
    metadata.requires_python =
        project.string("requires-python")?.map(|written| specifiers(&written)).transpose()?;
    metadata.description = project.string("description")?.map(|written| written.to_found());
    metadata.license = license(project)?;
    for entry in project.table("urls")?.map(|urls| urls.entries()).unwrap_or_default() {
        let url = project.string_of("urls", entry.value)?;
        metadata.urls.insert(entry.key.text.to_owned(), url.to_found());
    }
    for entry in project.table("scripts")?.map(|scripts| scripts.entries()).unwrap_or_default() {
        let script = project.string_of("scripts", entry.value)?;
        let entry_point = EntryPoint::of(&script)?;
        metadata.scripts.insert(entry.key.text.to_owned(), script.found(entry_point));
    }
    read.dependencies = list(project, "dependencies")?;
    for entry in project.table("optional-dependencies")?.map(|extras| extras.entries()).unwrap_or_default() {
        let key = format!("optional-dependencies.{}", entry.key.text);
        let strings = project.strings_of(&key, entry.value)?;
        let lines = strings.items.iter().map(Written::requirement).collect::<Result<_, _>>()?;
        let list = DeclaredList { origin: entry.key.origin(), lines, files: Vec::new() };
        insert(&mut read.extras, &entry.key, list)?;
    }
    Ok(())
}

/// Adds an extra. Two names that are the same when normalised are an error.
pub(super) fn insert(
    extras: &mut IndexMap<DistributionName, DeclaredList>,
    key: &Written<'_>,
    list: DeclaredList,
) -> Result<(), MetadataError> {
    match extras.entry(key.name()?) {
        Slot::Occupied(slot) => {
            let (name, first) = (slot.key().clone(), slot.get().origin.clone());
            Err(key.error(MetadataFault::Duplicate { name, first }))
        }
        Slot::Vacant(slot) => {
            slot.insert(list);
            Ok(())
        }
    }
}

fn list(table: &TomlView<'_>, key: &str) -> Result<Option<DeclaredList>, MetadataError> {
    let Some(strings) = table.strings(key)? else { return Ok(None) };
    let lines = strings.items.iter().map(Written::requirement).collect::<Result<_, _>>()?;
    Ok(Some(DeclaredList { origin: table.file().origin(strings.at), lines, files: Vec::new() }))
}

/// The keys that the build backend fills in, each with its place.
fn dynamic(project: &TomlView<'_>) -> Result<IndexMap<String, Origin>, MetadataError> {
    let strings = project.strings("dynamic")?.map(|strings| strings.items).unwrap_or_default();
    Ok(strings.iter().map(|written| (written.text.to_owned(), written.origin())).collect())
}

/// Reads what is dynamic and told by `[tool.setuptools.dynamic]`: the files that setuptools would read (setuptools
/// documentation, "Configuring setuptools using pyproject.toml files", "Dynamic Metadata").
fn read_dynamic(
    project: &TomlView<'_>,
    setuptools: Option<&TomlView<'_>>,
    read: &mut Pyproject<'_>,
) -> Result<(), MetadataError> {
    let dynamic = dynamic(project)?;
    if dynamic.contains_key("dependencies") {
        let table = setuptools.map(|table| table.table("dependencies")).transpose()?.flatten();
        read.dependencies = table.map(|table| from_files(&table)).transpose()?;
    } else if read.dependencies.is_none() {
        // The key may be left out: then there are none.
        let origin = Origin::file(project.file().path.clone());
        read.dependencies = Some(DeclaredList { origin, lines: Vec::new(), files: Vec::new() });
    }
    if dynamic.contains_key("optional-dependencies") {
        let table = setuptools.map(|table| table.table("optional-dependencies")).transpose()?.flatten();
        for entry in table.as_ref().map(TomlView::entries).unwrap_or_default() {
            let Some(extra) = table.as_ref().map(|table| table.table(entry.key.text)).transpose()?.flatten()
            else {
                continue;
            };
            insert(&mut read.extras, &entry.key, from_files(&extra)?)?;
        }
    }
    Ok(())
}

/// `{file = "requirements.txt"}` or `{file = ["a.txt", "b.txt"]}`.
fn from_files(table: &TomlView<'_>) -> Result<DeclaredList, MetadataError> {
    let missing = || table.error(MetadataFault::Missing(table.full_key("file")));
    let written = match table.string("file") {
        Ok(one) => one.map(|one| vec![one]),
        Err(_) => table.strings("file")?.map(|strings| strings.items),
    };
    let written = written.ok_or_else(missing)?;
    let origin = written.first().map_or_else(|| Origin::file(table.file().path.clone()), Written::origin);
    let files = written.iter().map(Written::path).collect::<Result<_, _>>()?;
    Ok(DeclaredList { origin, lines: Vec::new(), files })
}

/// `license`: an expression (PEP 639), or a table with its text, which may be only a name.
fn license(project: &TomlView<'_>) -> Result<Option<Found<String>>, MetadataError> {
    if let Ok(written) = project.string("license") {
        return Ok(written.map(|written| written.to_found()));
    }
    let text = project.table("license")?.map(|table| table.string("text")).transpose()?.flatten();
    Ok(text.filter(|written| !written.text.contains('\n')).map(|written| written.to_found()))
}

pub(in crate::project) fn version(written: &Written<'_>) -> Result<pep440_rs::Version, MetadataError> {
    pep440_rs::Version::from_str(written.text)
        .map_err(|_| written.error(MetadataFault::BadVersion(written.text.to_owned())))
}

pub(in crate::project) fn specifiers(
    written: &Written<'_>,
) -> Result<Found<VersionSpecifiers>, MetadataError> {
    VersionSpecifiers::from_str(written.text)
        .map(|specifiers| written.found(specifiers))
        .map_err(|_| written.error(MetadataFault::BadSpecifier(written.text.to_owned())))
}
