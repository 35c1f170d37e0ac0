use super::toml_view::TomlView;
use super::written::{DeclaredLine, Written};
use super::{MetadataError, MetadataFault};
use crate::names::DistributionName;
use crate::project::Origin;
use indexmap::IndexMap;
use indexmap::map::Entry as Slot;
use std::collections::HashSet;
use toml::de::DeValue;

/// Groups that include each other deeper than this mean to do harm.
const DEEPEST: usize = 100;

/// A dependency group with all that it includes.
#[derive(Debug, Clone)]
pub(in crate::project) struct Group {
    pub(in crate::project) origin: Origin,
    pub(in crate::project) lines: Vec<DeclaredLine>,
}

/// A group as written.
#[derive(Debug)]
struct Raw<'a> {
    origin: Origin,
    items: Vec<Item<'a>>,
}

#[derive(Debug)]
enum Item<'a> {
    Requirement(Box<DeclaredLine>),
    /// `{include-group = "name"}`
    Include(DistributionName, Written<'a>),
}

/// Reads `[dependency-groups]` and resolves what the groups include (PEP 735).
pub(in crate::project) fn read(
    table: &TomlView<'_>,
) -> Result<IndexMap<DistributionName, Group>, MetadataError> {
    let mut raw: IndexMap<DistributionName, Raw<'_>> = IndexMap::new();
    for entry in table.entries() {
        let items = items(table, entry.key.text)?;
        match raw.entry(entry.key.name()?) {
            Slot::Occupied(slot) => {
                let (name, first) = (slot.key().clone(), slot.get().origin.clone());
                return Err(entry.key.error(MetadataFault::Duplicate { name, first }));
            }
            Slot::Vacant(slot) => {
                slot.insert(Raw { origin: entry.key.origin(), items });
            }
        }
    }
    let mut groups = IndexMap::new();
    for (name, group) in &raw {
        let mut lines = Vec::new();
        let mut way = Way { path: vec![name.clone()], seen: HashSet::new() };
        way.resolve(&raw, group, &mut lines)?;
        groups.insert(name.clone(), Group { origin: group.origin.clone(), lines });
    }
    Ok(groups)
}

fn items<'a>(table: &TomlView<'a>, key: &str) -> Result<Vec<Item<'a>>, MetadataError> {
    let mut items = Vec::new();
    for value in table.array(key)? {
        items.push(match value.get_ref() {
            DeValue::Table(inner) => {
                let view = table.view_of(inner, value.span());
                if inner.len() != 1 || !view.has("include-group") {
                    return Err(view.error(MetadataFault::BadGroupItem));
                }
                let Some(name) = view.string("include-group")? else { continue };
                Item::Include(name.name()?, name)
            }
            _ => Item::Requirement(Box::new(table.string_of(key, value)?.requirement()?)),
        });
    }
    Ok(items)
}

/// The way through the includes of one group.
struct Way {
    /// From the group that is resolved to the one that is looked at.
    path: Vec<DistributionName>,
    /// The groups that were included: once more would only repeat what they ask for.
    seen: HashSet<DistributionName>,
}

impl Way {
    /// Adds what a group holds, includes in their place.
    fn resolve(
        &mut self,
        raw: &IndexMap<DistributionName, Raw<'_>>,
        group: &Raw<'_>,
        lines: &mut Vec<DeclaredLine>,
    ) -> Result<(), MetadataError> {
        for item in &group.items {
            let (name, written) = match item {
                Item::Requirement(line) => {
                    lines.push(line.as_ref().clone());
                    continue;
                }
                Item::Include(name, written) => (name, written),
            };
            let Some(included) = raw.get(name) else {
                let (wanted, available) = (written.text.to_owned(), raw.keys().cloned().collect());
                return Err(written.error(MetadataFault::UnknownGroup { wanted, available }));
            };
            let repeated = self.path.iter().position(|known| known == name);
            self.path.push(name.clone());
            if let Some(at) = repeated {
                let circle = self.path.get(at..).unwrap_or_default().to_vec();
                return Err(written.error(MetadataFault::GroupLoop(circle)));
            }
            if self.path.len() > DEEPEST {
                return Err(written.error(MetadataFault::GroupsTooDeep));
            }
            if self.seen.insert(name.clone()) {
                self.resolve(raw, included, lines)?;
            }
            self.path.pop();
        }
        Ok(())
    }
}
