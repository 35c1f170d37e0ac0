use super::read::Table;
use super::{LockError, LockKind};
use crate::names::{DistributionName, ProjectPath};
use crate::project::files::{Files, TextFile};
use crate::project::metadata::toml_view::{self, TomlView};
use crate::project::{Origin, ProjectError};
use indexmap::IndexMap;
use std::rc::Rc;

/// What the installer is told to build from its source although there are wheels.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct NoBinary {
    /// Where all is said to be.
    pub all: Option<Origin>,
    /// Where each other distribution is.
    pub packages: IndexMap<DistributionName, Origin>,
}

impl NoBinary {
    /// Where it is said that the distribution is built from its source; none where it isn't.
    pub fn of(&self, name: &DistributionName) -> Option<&Origin> {
        self.packages.get(name).or(self.all.as_ref())
    }

    /// Reads the settings of an installer: `uv.toml`, else `[tool.uv]` (uv documentation, "Settings", `no-binary`,
    /// `no-binary-package`); `poetry.toml` (poetry documentation, "Configuration", `installer.no-binary`). `root` is what
    /// lies at the project's root.
    pub(super) fn read(
        kind: LockKind,
        files: &Files,
        root: &[(String, bool)],
        pyproject: Option<&TomlView<'_>>,
    ) -> Result<Self, ProjectError> {
        match kind {
            LockKind::Uv => {
                if let Some(file) = file(files, root, "uv.toml")? {
                    let table = toml_view::parse(&file)?;
                    return Ok(uv(&Table::new(kind, TomlView::root(&file, &table)))?);
                }
                let Some(pyproject) = pyproject else { return Ok(Self::default()) };
                let tool = Table::new(kind, pyproject.clone()).table("tool")?;
                let uv_table = tool.map(|tool| tool.table("uv")).transpose()?.flatten();
                Ok(uv_table.as_ref().map(uv).transpose()?.unwrap_or_default())
            }
            LockKind::Poetry => {
                let Some(file) = file(files, root, "poetry.toml")? else { return Ok(Self::default()) };
                let table = toml_view::parse(&file)?;
                let installer = Table::new(kind, TomlView::root(&file, &table)).table("installer")?;
                Ok(installer.as_ref().map(poetry).transpose()?.unwrap_or_default())
            }
            LockKind::Pylock | LockKind::Pdm | LockKind::Pipenv => Ok(Self::default()),
        }
    }
}

fn file(files: &Files, root: &[(String, bool)], name: &str) -> Result<Option<Rc<TextFile>>, ProjectError> {
    if !root.iter().any(|(entry, is_directory)| entry == name && !is_directory) {
        return Ok(None);
    }
    let Ok(path) = ProjectPath::root().join(name) else { return Ok(None) };
    files.read(&path).map(Some).map_err(|fault| ProjectError::File { path, fault })
}

fn uv(table: &Table<'_>) -> Result<NoBinary, LockError> {
    let mut found = NoBinary::default();
    if table.boolean("no-binary")?.unwrap_or(false) {
        found.all = table
            .entries()
            .iter()
            .find(|entry| entry.key.text == "no-binary")
            .map(|entry| entry.key.origin());
    }
    for written in table.strings("no-binary-package")? {
        found.packages.insert(table.name_of(&written)?, written.origin());
    }
    Ok(found)
}

/// `true`, `:all:`, or names: in an array, or in one text with commas between them.
fn poetry(table: &Table<'_>) -> Result<NoBinary, LockError> {
    const KEY: &str = "no-binary";
    let mut found = NoBinary::default();
    let Some(entry) = table.entries().into_iter().find(|entry| entry.key.text == KEY) else {
        return Ok(found);
    };
    let written = match (table.boolean(KEY), table.string(KEY)) {
        (Ok(is_all), _) => {
            found.all = is_all.filter(|is_all| *is_all).map(|_| entry.key.origin());
            return Ok(found);
        }
        (_, Ok(text)) => text.into_iter().collect(),
        _ => table.strings(KEY)?,
    };
    for written in &written {
        for name in written.text.split(',').map(str::trim) {
            match name {
                ":all:" => found.all = Some(written.origin()),
                "" | ":none:" => {}
                name => {
                    found
                        .packages
                        .extend(name.parse().ok().map(|name: DistributionName| (name, written.origin())));
                }
            }
        }
    }
    Ok(found)
}
