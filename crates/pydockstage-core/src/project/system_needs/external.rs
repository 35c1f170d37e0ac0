//! The table `[external]` of pyproject.toml (PEP 725).

use super::{DepUrl, NeedsError, NeedsFault};
use crate::names::DistributionName;
use crate::project::Origin;
use crate::project::marker::{Marker, MarkerEnvironment, marker};
use crate::project::metadata::{MetadataError, MetadataFault, TomlView, ValueType, Written};
use indexmap::IndexMap;
use std::collections::BTreeSet;
use toml::de::DeValue;

/// What the project needs that is none of Python's.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct External {
    /// What is run while the project is built: `build-requires`.
    pub build: ExternalList,
    /// What the project is compiled against: `host-requires`.
    pub host: ExternalList,
    /// What is needed where the project runs: `dependencies`.
    pub run: ExternalList,
    /// What people who work on it need: `dependency-groups`.
    pub groups: IndexMap<DistributionName, Vec<ExternalDependency>>,
}

/// A list, and what each extra adds to it.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct ExternalList {
    /// What is always needed.
    pub always: Vec<ExternalDependency>,
    /// What an extra needs besides.
    pub optional: IndexMap<DistributionName, Vec<ExternalDependency>>,
}

/// A `dep:` URL with the marker behind it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ExternalDependency {
    /// What it is.
    pub url: DepUrl,
    /// When it is needed; always, without one.
    pub marker: Option<Marker>,
    /// Where it is written.
    pub origin: Origin,
}

impl ExternalDependency {
    /// Whether it is needed in the environment.
    pub fn applies(&self, environment: &MarkerEnvironment) -> bool {
        self.marker.as_ref().is_none_or(|marker| marker.holds(environment))
    }
}

impl External {
    /// Whether nothing is declared.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

const KEYS: [&str; 7] = [
    "build-requires",
    "host-requires",
    "dependencies",
    "optional-build-requires",
    "optional-host-requires",
    "optional-dependencies",
    "dependency-groups",
];

type Read<T> = Result<T, NeedsError>;

impl From<MetadataError> for NeedsError {
    fn from(error: MetadataError) -> Self {
        Self::new((*error.place).clone(), NeedsFault::Metadata(Box::new(error)))
    }
}

/// Reads the table; nothing is declared where there is none.
pub(in crate::project) fn read(root: &TomlView<'_>) -> Read<External> {
    let Some(table) = root.table("external")? else { return Ok(External::default()) };
    for entry in table.entries() {
        if !KEYS.contains(&entry.key.text) {
            return Err(NeedsError::new(
                entry.key.place(),
                NeedsFault::UnknownKey(entry.key.text.to_owned()),
            ));
        }
    }
    let list = |key: &str, optional: &str| -> Read<ExternalList> {
        Ok(ExternalList { always: strings(&table, key)?, optional: tables(&table, optional)? })
    };
    Ok(External {
        build: list("build-requires", "optional-build-requires")?,
        host: list("host-requires", "optional-host-requires")?,
        run: list("dependencies", "optional-dependencies")?,
        groups: groups(&table)?,
    })
}

fn strings(table: &TomlView<'_>, key: &str) -> Read<Vec<ExternalDependency>> {
    let strings = table.strings(key)?.map(|strings| strings.items).unwrap_or_default();
    strings.iter().map(dependency).collect()
}

fn tables(table: &TomlView<'_>, key: &str) -> Read<IndexMap<DistributionName, Vec<ExternalDependency>>> {
    let mut lists = IndexMap::new();
    if let Some(table) = table.table(key)? {
        for entry in table.entries() {
            lists.insert(entry.key.name()?, strings(&table, entry.key.text)?);
        }
    }
    Ok(lists)
}

/// What stands in a group: a dependency, or the name of another group (PEP 735).
enum Item<'a> {
    Dependency(ExternalDependency),
    Include(DistributionName, Written<'a>),
}

fn groups(table: &TomlView<'_>) -> Read<IndexMap<DistributionName, Vec<ExternalDependency>>> {
    let Some(table) = table.table("dependency-groups")? else { return Ok(IndexMap::new()) };
    let mut written: IndexMap<DistributionName, Vec<Item<'_>>> = IndexMap::new();
    for entry in table.entries() {
        let mut items = Vec::new();
        for value in table.array(entry.key.text)? {
            items.push(match value.get_ref() {
                DeValue::Table(include) => {
                    let view = table.item(entry.key.text, include, value.span());
                    let name = view.string("include-group")?;
                    let name = name.ok_or_else(|| view.error(MetadataFault::BadGroupItem))?;
                    Item::Include(name.name()?, name)
                }
                DeValue::String(_) => Item::Dependency(dependency(&table.string_of(entry.key.text, value)?)?),
                _ => return Err(table.wrong_type(entry.key.text, value, ValueType::Strings).into()),
            });
        }
        written.insert(entry.key.name()?, items);
    }
    let mut groups = IndexMap::new();
    for name in written.keys() {
        let mut found = Vec::new();
        gather(&written, name, &mut BTreeSet::new(), &mut found)?;
        groups.insert(name.clone(), found);
    }
    Ok(groups)
}

/// What a group holds with all it includes; a group that comes round to itself adds nothing more.
fn gather<'w>(
    groups: &'w IndexMap<DistributionName, Vec<Item<'_>>>,
    name: &'w DistributionName,
    seen: &mut BTreeSet<&'w DistributionName>,
    found: &mut Vec<ExternalDependency>,
) -> Read<()> {
    if !seen.insert(name) {
        return Ok(());
    }
    for item in groups.get(name).into_iter().flatten() {
        match item {
            Item::Dependency(dependency) => found.push(dependency.clone()),
            Item::Include(other, _) if groups.contains_key(other) => gather(groups, other, seen, found)?,
            Item::Include(_, written) => {
                let available = groups.keys().cloned().collect();
                let fault = MetadataFault::UnknownGroup { wanted: written.text.to_owned(), available };
                return Err(written.error(fault).into());
            }
        }
    }
    Ok(())
}

/// A dependency specifier with a `dep:` URL in place of a name (PEP 725, "External dependency specifiers").
fn dependency(written: &Written<'_>) -> Read<ExternalDependency> {
    let (url, condition) = match written.text.split_once(';') {
        Some((url, condition)) => (url, Some(condition)),
        None => (written.text, None),
    };
    let url = url.trim();
    let url = url.parse().map_err(|fault| {
        NeedsError::new(written.place(), NeedsFault::DepUrl { text: url.to_owned(), fault })
    })?;
    let marker = condition
        .map(marker)
        .transpose()
        .map_err(|error| NeedsError::new(written.place(), NeedsFault::Marker(error.fault)))?;
    Ok(ExternalDependency { url, marker, origin: written.origin() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::files::TextFile;
    use crate::project::metadata::toml_view;
    use std::rc::Rc;

    fn of(text: &str) -> Read<External> {
        let file = Rc::new(TextFile::new("pyproject.toml".parse().unwrap(), text.to_owned()));
        let table = toml_view::parse(&file).unwrap();
        read(&TomlView::root(&file, &table))
    }

    fn urls(dependencies: &[ExternalDependency]) -> Vec<String> {
        dependencies.iter().map(|dependency| dependency.url.to_string()).collect()
    }

    #[test]
    fn every_key_of_the_standard_is_read() {
        let external = of("[external]\nbuild-requires = [\"dep:virtual/compiler/c\"]\n\
             host-requires = [\"dep:generic/openssl@>=3 ; platform_system=='Linux'\"]\n\
             dependencies = [\"dep:generic/git\"]\n\
             [external.optional-host-requires]\nextra = [\"dep:generic/tk\"]\n\
             [external.dependency-groups]\na = [\"dep:generic/x\"]\nb = [{include-group = \"a\"}, \"dep:generic/y\"]\n")
        .unwrap();
        assert_eq!(urls(&external.build.always), ["dep:virtual/compiler/c"]);
        assert_eq!(external.host.always[0].url.version(), Some(">=3"));
        assert_eq!(external.host.always[0].origin.to_string(), "pyproject.toml:3");
        assert!(external.host.always[0].applies(&MarkerEnvironment::linux("3.13", "x86_64")));
        assert_eq!(urls(&external.host.optional["extra"]), ["dep:generic/tk"]);
        assert_eq!(urls(&external.run.always), ["dep:generic/git"]);
        assert_eq!(urls(&external.groups["b"]), ["dep:generic/x", "dep:generic/y"]);
    }

    #[test]
    fn what_the_standard_does_not_have_is_refused() {
        let fault = |text: &str| of(text).unwrap_err().fault;
        assert_eq!(
            *fault("[external]\nrun-requires = []"),
            NeedsFault::UnknownKey("run-requires".to_owned())
        );
        assert!(matches!(*fault("[external]\ndependencies = [\"git\"]"), NeedsFault::DepUrl { .. }));
        assert!(matches!(
            *fault("[external]\ndependencies = [\"dep:generic/git; x\"]"),
            NeedsFault::Marker(_)
        ));
        assert!(matches!(*fault("[external]\ndependencies = \"dep:generic/git\""), NeedsFault::Metadata(_)));
    }
}
