use super::error::Fault;
use super::field::{Faults, Field};
use super::key::Key;
use super::node::NodeValue;
use super::origin::{Origin, Written};
use super::section::{self, Section};
use super::setting::Setting;
use super::shape::Shape;
use super::slot::Slot;
use serde_json::{Value, json};

/// Tables in a row, in their owner's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows<T>(Vec<Written<T>>);

impl<T> Rows<T> {
    /// The tables, each with where it was written.
    pub fn iter(&self) -> std::slice::Iter<'_, Written<T>> {
        self.0.iter()
    }
}

impl<'a, T> IntoIterator for &'a Rows<T> {
    type Item = &'a Written<T>;
    type IntoIter = std::slice::Iter<'a, Written<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// A table that is one value: of a row, or under a name of its owner's choice.
pub(super) trait Row: Section + Slot {
    /// Rules between its keys; each that is broken adds a fault.
    fn check(&self, at: &At<'_>, faults: &mut Faults);
}

/// Where a row stands.
pub(super) struct At<'a> {
    path: &'a str,
    origin: &'a Origin,
}

impl At<'_> {
    /// Says that one of these keys is lacking.
    pub(super) fn lacks(&self, one_of: &'static [&'static str], faults: &mut Faults) {
        faults.add(self.path.to_owned(), self.origin.clone(), Fault::Missing { one_of });
    }

    /// Says that a key can't stand beside another; `other` where both are written.
    pub(super) fn excludes(
        &self,
        name: &str,
        origin: &Origin,
        other: (&'static str, &Origin),
        faults: &mut Faults,
    ) {
        let fault = Fault::Together { other: other.0, origin: other.1.clone() };
        faults.add(format!("{}.{name}", self.path), origin.clone(), fault);
    }

    /// Says that a key means nothing without another.
    pub(super) fn needs(
        &self,
        name: &'static str,
        origin: &Origin,
        other: &'static [&'static str],
        faults: &mut Faults,
    ) {
        faults.add(format!("{}.{name}", self.path), origin.clone(), Fault::Alone { name, needs: other });
    }

    /// Says that the value of a key is wrong.
    pub(super) fn wrong(
        &self,
        name: &str,
        origin: &Origin,
        error: crate::names::NameError,
        faults: &mut Faults,
    ) {
        faults.add(format!("{}.{name}", self.path), origin.clone(), Fault::Name(error));
    }
}

/// Reads one table with its rules.
fn row<T: Row>(field: &Field<'_>, faults: &mut Faults) -> Option<T> {
    let before = faults.0.len();
    let mut value = T::default();
    section::fill(&mut value, field, faults);
    if faults.0.len() == before {
        value.check(&At { path: &field.path, origin: &field.node.origin }, faults);
    }
    (faults.0.len() == before).then_some(value)
}

impl<T: Row> Setting for Rows<T> {
    const SHAPE: Shape = Shape::List(&Shape::Section);
    const KEYS: &'static [Key] = <T as Slot>::KEYS;

    fn read(field: &Field<'_>, faults: &mut Faults) -> Option<Self> {
        let NodeValue::Array(items) = &field.node.value else {
            field.wrong_type(Self::SHAPE, faults);
            return None;
        };
        let before = faults.0.len();
        let mut rows = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            if let Some(value) = row(&field.item(index, item), faults) {
                rows.push(Written::new(value, item.origin.clone()));
            }
        }
        (faults.0.len() == before).then_some(Self(rows))
    }

    fn schema() -> Value {
        json!({ "type": "array", "items": <T as Slot>::schema() })
    }
}

/// A single table, under a key or under a name of its owner's choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct One<T>(pub T);

impl<T> std::ops::Deref for One<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Row> Setting for One<T> {
    const SHAPE: Shape = Shape::Section;
    const KEYS: &'static [Key] = <T as Slot>::KEYS;

    fn read(field: &Field<'_>, faults: &mut Faults) -> Option<Self> {
        row(field, faults).map(Self)
    }

    fn schema() -> Value {
        <T as Slot>::schema()
    }
}
