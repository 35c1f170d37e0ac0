use super::error::Fault;
use super::field::{Faults, Field};
use super::key::Key;
use super::node::NodeValue;
use super::origin::Written;
use super::setting::Setting;
use super::shape::Shape;
use crate::names::{DistributionName, EnvName, NameError, SetName, StageName, SystemPackage};
use crate::spec::values::{LabelKey, RepositoryName};
use indexmap::IndexMap;
use serde_json::{Value, json};
use std::hash::Hash;
use std::str::FromStr;

/// What a field of a section is: a value that may be absent, a table in which the owner names the keys, or a section.
pub(super) trait Slot: Default {
    /// What it wants.
    const SHAPE: Shape;
    /// The keys below it.
    const KEYS: &'static [Key] = &[];

    /// Takes what `field` holds.
    fn fill(&mut self, field: &Field<'_>, faults: &mut Faults);

    /// What holds when `over` is laid over `self`.
    fn overlaid(self, over: Self) -> Self;

    /// The schema of what it takes.
    fn schema() -> Value;
}

/// A value: the upper one takes the place of the lower.
impl<T: Setting> Slot for Option<Written<T>> {
    const SHAPE: Shape = T::SHAPE;
    const KEYS: &'static [Key] = T::KEYS;

    fn fill(&mut self, field: &Field<'_>, faults: &mut Faults) {
        if let Some(value) = T::read(field, faults) {
            *self = Some(Written::new(value, field.node.origin.clone()));
        }
    }

    fn overlaid(self, over: Self) -> Self {
        over.or(self)
    }

    fn schema() -> Value {
        T::schema()
    }
}

/// A name that the owner chooses.
pub(super) trait OwnName: Setting + FromStr<Err = NameError> + Hash + Eq {
    /// Why a well-formed name is refused here nonetheless.
    fn refused(&self) -> Option<Fault> {
        None
    }
}

impl OwnName for SetName {}
impl OwnName for StageName {}
impl OwnName for RepositoryName {}
impl OwnName for SystemPackage {}
impl OwnName for DistributionName {}
impl OwnName for LabelKey {}

impl OwnName for EnvName {
    fn refused(&self) -> Option<Fault> {
        super::is_secret_name(self.as_str()).then(|| Fault::Secret { name: self.as_str().to_owned() })
    }
}

/// A table in which the owner names the keys: an entry of the upper one takes the place of the lower's of that name.
impl<K: OwnName, V: Setting> Slot for IndexMap<K, Written<V>> {
    const SHAPE: Shape = Shape::Map(&V::SHAPE);
    const KEYS: &'static [Key] = V::KEYS;

    fn fill(&mut self, field: &Field<'_>, faults: &mut Faults) {
        let NodeValue::Table(table) = &field.node.value else {
            return field.wrong_type(Self::SHAPE, faults);
        };
        for (name, node) in table {
            let entry = Field::below(&field.path, &name.text, node);
            let key = match name.text.parse::<K>() {
                Ok(key) => key,
                Err(error) => {
                    faults.add(entry.path, name.origin.clone(), Fault::OwnName(error));
                    continue;
                }
            };
            if let Some(fault) = key.refused() {
                faults.add(entry.path, name.origin.clone(), fault);
                continue;
            }
            if let Some(value) = V::read(&entry, faults) {
                self.insert(key, Written::new(value, node.origin.clone()));
            }
        }
    }

    fn overlaid(mut self, over: Self) -> Self {
        self.extend(over);
        self
    }

    fn schema() -> Value {
        json!({
            "type": "object",
            "propertyNames": K::schema(),
            "additionalProperties": V::schema(),
        })
    }
}
