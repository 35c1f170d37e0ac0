use super::pyproject::{self, Build, Pyproject};
use super::setup_cfg::{self, SetupCfg};
use super::toml_view::{self, TomlView};
use super::tool_sets::{self, ToolSets};
use super::written::DeclaredList;
use super::{Metadata, MetadataError, MetadataFault, packages, python_version, setup_py};
use crate::names::{DistributionName, ProjectPath};
use crate::project::files::{Files, TextFile};
use crate::project::layout::{Deciding, source_of};
use crate::project::{LockKind, Origin, ProjectError};
use indexmap::IndexMap;
use std::rc::Rc;
use toml::de::DeTable;

/// The files of metadata at the root, as far as they are there.
#[derive(Debug)]
pub(in crate::project) struct Documents {
    pyproject: Option<Rc<TextFile>>,
    setup_cfg: Option<Rc<TextFile>>,
    setup_py: Option<Rc<TextFile>>,
    manifest: Option<Rc<TextFile>>,
    pins: Vec<Rc<TextFile>>,
}

impl Documents {
    /// Reads those files of metadata that are among `root`, what lies at the root.
    pub(in crate::project) fn read(files: &Files, root: &[(String, bool)]) -> Result<Self, ProjectError> {
        let document = |name: &str| -> Result<Option<Rc<TextFile>>, ProjectError> {
            if !root.iter().any(|(entry, _)| entry == name) {
                return Ok(None);
            }
            let Ok(path) = ProjectPath::root().join(name) else { return Ok(None) };
            files.read(&path).map(Some).map_err(|fault| ProjectError::File { path, fault })
        };
        Ok(Self {
            pyproject: document("pyproject.toml")?,
            setup_cfg: document("setup.cfg")?,
            setup_py: document("setup.py")?,
            manifest: document("MANIFEST.in")?,
            pins: python_version::FILES
                .iter()
                .filter_map(|name| document(name).transpose())
                .collect::<Result<_, _>>()?,
        })
    }

    /// The texts that tell how the project is built.
    pub(in crate::project) fn texts(&self) -> Vec<&str> {
        let documents = [&self.pyproject, &self.setup_cfg, &self.setup_py, &self.manifest];
        documents.into_iter().flatten().map(|file| file.text.as_str()).collect()
    }

    /// The table of pyproject.toml; empty where there is none.
    pub(in crate::project) fn pyproject_table(&self) -> Result<DeTable<'_>, MetadataError> {
        self.pyproject.as_ref().map_or_else(|| Ok(DeTable::new()), |file| toml_view::parse(file))
    }
}

impl Documents {
    /// What the tables of the lock file's installer name; `table` is that of pyproject.toml.
    pub(in crate::project) fn tool_sets(
        &self,
        files: &Files,
        lock: &Deciding,
        table: &DeTable<'_>,
    ) -> Result<ToolSets, ProjectError> {
        if lock.kind == LockKind::Pipenv {
            let path = source_of(lock);
            let file = files.read(&path).map_err(|fault| ProjectError::File { path, fault })?;
            let table = toml_view::parse(&file)?;
            return Ok(tool_sets::read(&TomlView::root(&file, &table), lock.kind)?);
        }
        let Some(file) = &self.pyproject else { return Ok(ToolSets::default()) };
        Ok(tool_sets::read(&TomlView::root(file, table), lock.kind)?)
    }

    /// pyproject.toml, of which `table` is the content; none where it is missing.
    pub(in crate::project) fn pyproject_view<'a>(&'a self, table: &'a DeTable<'a>) -> Option<TomlView<'a>> {
        self.pyproject.as_ref().map(|file| TomlView::root(file, table))
    }
}

/// What the metadata declares to be installed, before the files were looked at.
#[derive(Debug)]
pub(in crate::project) struct Declared<'a> {
    pub(in crate::project) dependencies: Dependencies,
    pub(in crate::project) extras: IndexMap<DistributionName, DeclaredList>,
    pub(in crate::project) groups: Option<TomlView<'a>>,
    pub(in crate::project) build: Option<Build>,
}

/// What is always installed with the project.
#[derive(Debug)]
pub(in crate::project) enum Dependencies {
    /// There is no project that could declare any.
    NoProject,
    /// These.
    Listed(DeclaredList),
    /// Only the build backend could tell; the file is the one that it would ask.
    Hidden(Origin),
}

/// Reads all metadata. `table` is that of pyproject.toml, `root` what lies at the root.
pub(in crate::project) fn read<'a>(
    files: &Files,
    root: &[(String, bool)],
    documents: &'a Documents,
    table: &'a DeTable<'a>,
) -> Result<(Metadata, Declared<'a>), ProjectError> {
    let view = documents.pyproject_view(table);
    let toml = view.map(|view| pyproject::read(&view)).transpose()?;
    let cfg = documents.setup_cfg.as_ref().map(setup_cfg::read).transpose()?;
    let code = documents.setup_py.as_deref().map(setup_py::read);
    names_agree(documents.setup_cfg.as_deref(), toml.as_ref(), cfg.as_ref())?;
    let found = Metadata {
        pins: documents
            .pins
            .iter()
            .filter_map(|file| python_version::read(file).transpose())
            .collect::<Result<_, _>>()?,
        installable: documents.installable(toml.as_ref(), cfg.as_ref()),
        packages: packages::read(files, root).map_err(|(path, fault)| ProjectError::File { path, fault })?,
        ..Metadata::default()
    };
    let toml = toml.unwrap_or_default();
    let cfg = cfg.unwrap_or_default();
    let metadata = found.or(toml.metadata).or(cfg.metadata).or(code.unwrap_or_default());
    let dependencies =
        documents.dependencies(toml.dependencies, cfg.dependencies, toml.has_project, &metadata);
    let extras = if toml.extras.is_empty() { cfg.extras } else { toml.extras };
    Ok((metadata, Declared { dependencies, extras, groups: toml.groups, build: toml.build }))
}

impl Documents {
    /// What is always installed: pyproject.toml says so if it has `[project]`, else setup.cfg; where neither does, it
    /// is hidden in setup.py or in the settings of another build backend.
    fn dependencies(
        &self,
        toml: Option<DeclaredList>,
        cfg: Option<DeclaredList>,
        has_project: bool,
        metadata: &Metadata,
    ) -> Dependencies {
        if let Some(list) = toml.or(cfg) {
            return Dependencies::Listed(list);
        }
        let hidden = |file: &Rc<TextFile>| Dependencies::Hidden(Origin::file(file.path.clone()));
        match (&self.pyproject, &self.setup_cfg, &self.setup_py) {
            (_, _, Some(code)) => hidden(code),
            (Some(toml), _, None) if has_project => hidden(toml),
            // setup.cfg names the project and lists nothing: there is nothing.
            (_, Some(cfg), None)
                if metadata.name.as_ref().is_some_and(|name| name.origin.path == cfg.path) =>
            {
                let origin = Origin::file(cfg.path.clone());
                Dependencies::Listed(DeclaredList { origin, lines: Vec::new(), files: Vec::new() })
            }
            (Some(toml), _, None) if metadata.installable.is_some() => hidden(toml),
            _ => Dependencies::NoProject,
        }
    }

    /// The file by which pip can install the project. It asks for pyproject.toml or setup.py; setup.cfg counts only
    /// beside one of them (pip documentation, "Build System Interface").
    fn installable(&self, toml: Option<&Pyproject<'_>>, cfg: Option<&SetupCfg>) -> Option<ProjectPath> {
        let path = |file: &Option<Rc<TextFile>>| file.as_ref().map(|file| file.path.clone());
        let toml_says =
            toml.is_some_and(|toml| toml.is_package && (toml.has_project || toml.build.is_some()));
        let cfg_says = toml.is_some() && cfg.is_some_and(|cfg| cfg.metadata.name.is_some());
        path(&self.pyproject)
            .filter(|_| toml_says)
            .or_else(|| path(&self.setup_py))
            .or_else(|| path(&self.setup_cfg).filter(|_| cfg_says))
    }
}

/// Two files may not give the project different names: one of them is of another project, or a leftover.
fn names_agree(
    setup_cfg: Option<&TextFile>,
    toml: Option<&Pyproject<'_>>,
    cfg: Option<&SetupCfg>,
) -> Result<(), MetadataError> {
    let first = toml.and_then(|toml| toml.metadata.name.as_ref());
    let second = cfg.and_then(|cfg| cfg.metadata.name.as_ref());
    match (first, second, setup_cfg) {
        (Some(first), Some(second), Some(file)) if first.value != second.value => Err(MetadataError::new(
            file.line_place(second.origin.line.unwrap_or(1)),
            MetadataFault::NamesDiffer { first: first.clone(), second: second.value.clone() },
        )),
        _ => Ok(()),
    }
}
