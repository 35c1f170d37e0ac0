//! What the readers of all kinds share.

use super::{
    Lock, LockError, LockFault, LockKind, LockedPackage, WheelName, pdm, pipenv, poetry, pylock, uv,
};
use crate::names::DistributionName;
use crate::project::files::TextFile;
use crate::project::marker::Marker;
use crate::project::metadata::pyproject::{specifiers, version};
use crate::project::metadata::toml_view::{self, TomlView};
use crate::project::metadata::written::{DeclaredLine, Written};
use crate::project::metadata::{MetadataError, MetadataFault};
use crate::project::{Found, ValueType};
use indexmap::IndexMap;
use pep440_rs::{Version, VersionSpecifiers};
use std::rc::Rc;
use std::str::FromStr;
use toml::Spanned;
use toml::de::DeValue;

/// Reads a lock file.
pub(super) fn read(kind: LockKind, file: &Rc<TextFile>) -> Result<Lock, LockError> {
    let lock = match kind {
        LockKind::Uv => toml(kind, file, uv::read),
        LockKind::Pylock => toml(kind, file, pylock::read),
        LockKind::Poetry => toml(kind, file, poetry::read),
        LockKind::Pdm => toml(kind, file, pdm::read),
        LockKind::Pipenv => pipenv::read(file),
    }?;
    unique(&lock)?;
    Ok(lock)
}

/// Parses TOML and hands it to the reader of its kind.
fn toml(
    kind: LockKind,
    file: &Rc<TextFile>,
    reader: impl Fn(&TomlView<'_>) -> Result<Lock, LockError>,
) -> Result<Lock, LockError> {
    let table = toml_view::parse(file).map_err(LockError::content(kind))?;
    reader(&TomlView::root(file, &table))
}

/// No package may stand twice: same name, version, source and extras for the same environments.
fn unique(lock: &Lock) -> Result<(), LockError> {
    let mut seen: IndexMap<String, &LockedPackage> = IndexMap::new();
    for package in &lock.packages {
        let key = format!(
            "{package} {:?} {:?} {:?} {:?}",
            package.source, package.requested_extras, package.marker, package.forks
        );
        if let Some(first) = seen.insert(key, package) {
            let (package, origin) = (package.to_string(), &package.origin);
            let fault = LockFault::Duplicate { package, first: first.origin.clone() };
            return Err(LockError::at(lock.kind, origin, fault));
        }
    }
    Ok(())
}

/// A table of a lock file.
pub(super) struct Table<'a> {
    kind: LockKind,
    view: TomlView<'a>,
}

impl<'a> Table<'a> {
    pub(super) fn new(kind: LockKind, view: TomlView<'a>) -> Self {
        Self { kind, view }
    }

    pub(super) fn content<T>(&self, read: Result<T, MetadataError>) -> Result<T, LockError> {
        read.map_err(LockError::content(self.kind))
    }

    pub(super) fn view(&self) -> &TomlView<'a> {
        &self.view
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.view.has(key)
    }

    /// The value of a key that must be there.
    pub(super) fn needed<T>(&self, key: &str, value: Option<T>) -> Result<T, LockError> {
        let missing = || self.view.error(MetadataFault::Missing(self.view.full_key(key)));
        self.content(value.ok_or_else(missing))
    }

    pub(super) fn table(&self, key: &str) -> Result<Option<Self>, LockError> {
        let table = self.content(self.view.table(key))?;
        Ok(table.map(|view| Self { kind: self.kind, view }))
    }

    /// An array of tables.
    pub(super) fn tables(&self, key: &str) -> Result<Vec<Self>, LockError> {
        let items = self.content(self.view.array(key))?;
        items.iter().map(|item| self.table_of(key, item)).collect()
    }

    pub(super) fn string(&self, key: &str) -> Result<Option<Written<'a>>, LockError> {
        self.content(self.view.string(key))
    }

    pub(super) fn text(&self, key: &str) -> Result<Option<String>, LockError> {
        Ok(self.string(key)?.map(|written| written.text.to_owned()))
    }

    pub(super) fn boolean(&self, key: &str) -> Result<Option<bool>, LockError> {
        self.content(self.view.boolean(key))
    }

    /// A whole number, as written.
    pub(super) fn integer(&self, key: &str) -> Result<Option<Written<'a>>, LockError> {
        self.content(self.view.integer(key))
    }

    /// Its keys as names, each with how it is written.
    pub(super) fn keys(&self) -> Result<Vec<(DistributionName, &'a str)>, LockError> {
        let name = |entry: toml_view::Entry<'a>| Ok((self.content(entry.key.name())?, entry.key.text));
        self.view.entries().into_iter().map(name).collect()
    }

    pub(super) fn strings(&self, key: &str) -> Result<Vec<Written<'a>>, LockError> {
        Ok(self.content(self.view.strings(key))?.map(|strings| strings.items).unwrap_or_default())
    }

    /// The name of a distribution, an extra or a group that must be there.
    pub(super) fn name(&self, key: &str) -> Result<Found<DistributionName>, LockError> {
        let written = self.needed(key, self.string(key)?)?;
        Ok(written.found(self.content(written.name())?))
    }

    pub(super) fn name_of(&self, written: &Written<'_>) -> Result<DistributionName, LockError> {
        self.content(written.name())
    }

    pub(super) fn requirement_of(&self, written: &Written<'_>) -> Result<DeclaredLine, LockError> {
        self.content(written.requirement())
    }

    pub(super) fn entries(&self) -> Vec<toml_view::Entry<'a>> {
        self.view.entries()
    }

    /// A value of the key `key` as a table.
    pub(super) fn table_of(&self, key: &str, value: &'a Spanned<DeValue<'a>>) -> Result<Self, LockError> {
        match value.get_ref() {
            DeValue::Table(table) => {
                Ok(Self { kind: self.kind, view: self.view.item(key, table, value.span()) })
            }
            _ => self.content(Err(self.view.wrong_type(key, value, ValueType::Table))),
        }
    }

    pub(super) fn names(&self, key: &str) -> Result<Vec<DistributionName>, LockError> {
        self.strings(key)?.iter().map(|written| self.content(written.name())).collect()
    }

    pub(super) fn version(&self, key: &str) -> Result<Option<Version>, LockError> {
        self.string(key)?.map(|written| self.content(version(&written))).transpose()
    }

    pub(super) fn specifiers(&self, key: &str) -> Result<Option<Found<VersionSpecifiers>>, LockError> {
        self.string(key)?.map(|written| self.content(specifiers(&written))).transpose()
    }

    pub(super) fn marker(&self, key: &str) -> Result<Option<Marker>, LockError> {
        self.string(key)?.map(|written| self.marker_of(&written)).transpose()
    }

    pub(super) fn markers(&self, key: &str) -> Result<Vec<Marker>, LockError> {
        self.strings(key)?.iter().map(|written| self.marker_of(written)).collect()
    }

    pub(super) fn marker_of(&self, written: &Written<'_>) -> Result<Marker, LockError> {
        self.content(written.lock_marker())
    }

    /// The wheel that an address, a path or a file name is of; none where it is of something else.
    pub(super) fn wheel_of(&self, written: &Written<'_>) -> Result<Option<WheelName>, LockError> {
        let Some(name) = wheel_text(written.text) else { return Ok(None) };
        WheelName::from_str(&name).map(Some).map_err(|error| self.fault(written, LockFault::WheelName(error)))
    }

    /// A fault of the table as a whole.
    pub(super) fn fault_here(&self, fault: LockFault) -> LockError {
        LockError { kind: self.kind, place: Box::new(self.view.place()), fault }
    }

    /// A fault at a text of this table.
    pub(super) fn fault(&self, written: &Written<'_>, fault: LockFault) -> LockError {
        LockError { kind: self.kind, place: Box::new(written.place()), fault }
    }
}

/// The file name at the end of an address or a path, if it is that of a wheel. In an address `+` and `!` of a version
/// are escaped.
fn wheel_text(text: &str) -> Option<String> {
    let text = text.split(['#', '?']).next().unwrap_or_default();
    let file = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let file = file.replace("%2B", "+").replace("%2b", "+").replace("%21", "!");
    file.strip_suffix(".whl").is_some().then_some(file)
}
