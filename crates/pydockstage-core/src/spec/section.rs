use super::error::Fault;
use super::field::{Faults, Field};
use super::key::Key;
use super::node::{NodeValue, Table};
use crate::report::nearest;
use serde_json::{Value, json};

/// A table whose keys are known.
pub(super) trait Section: Default {
    /// Its keys.
    const SECTION_KEYS: &'static [Key];

    /// Reads the key `name`; false where the section has none of that name.
    fn fill_key(&mut self, name: &str, field: &Field<'_>, faults: &mut Faults) -> bool;
}

/// Writes a section from its table of keys, so that a key is added by adding its entry: the struct, reading by name,
/// laying one over another, and what is known about each key.
///
/// An entry is the doc, `"name": pub field: Type,` then what stands in where it is not written, and an example.
macro_rules! section {
    (
        $(#[doc = $about:literal])+
        pub struct $section:ident {
            $(
                $(#[doc = $doc:literal])+
                $name:literal: pub $field:ident: $slot:ty, $otherwise:expr, $example:literal;
            )+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $section {
            $($(#[doc = $doc])+ pub $field: $slot,)+
        }

        impl $crate::spec::section::Section for $section {
            const SECTION_KEYS: &'static [$crate::spec::Key] = &[$(
                $crate::spec::Key {
                    name: $name,
                    doc: concat!($($doc),+).trim_ascii(),
                    otherwise: $otherwise,
                    example: $example,
                    shape: <$slot as $crate::spec::slot::Slot>::SHAPE,
                    keys: <$slot as $crate::spec::slot::Slot>::KEYS,
                    schema: <$slot as $crate::spec::slot::Slot>::schema,
                },
            )+];

            fn fill_key(
                &mut self,
                name: &str,
                field: &$crate::spec::field::Field<'_>,
                faults: &mut $crate::spec::field::Faults,
            ) -> bool {
                match name {
                    $($name => $crate::spec::slot::Slot::fill(&mut self.$field, field, faults),)+
                    _ => return false,
                }
                true
            }
        }

        impl $crate::spec::slot::Slot for $section {
            const SHAPE: $crate::spec::Shape = $crate::spec::Shape::Section;
            const KEYS: &'static [$crate::spec::Key] = <Self as $crate::spec::section::Section>::SECTION_KEYS;

            fn fill(&mut self, field: &$crate::spec::field::Field<'_>, faults: &mut $crate::spec::field::Faults) {
                $crate::spec::section::fill(self, field, faults);
            }

            fn overlaid(self, over: Self) -> Self {
                Self { $($field: $crate::spec::slot::Slot::overlaid(self.$field, over.$field),)+ }
            }

            fn schema() -> serde_json::Value {
                $crate::spec::section::schema(<Self as $crate::spec::section::Section>::SECTION_KEYS)
            }
        }
    };
}
pub(super) use section;

/// Reads the table in `field` into `section`, key by key.
pub(super) fn fill<S: Section>(section: &mut S, field: &Field<'_>, faults: &mut Faults) {
    match &field.node.value {
        NodeValue::Table(table) => fill_table(section, table, &field.path, faults),
        _ => field.wrong_type(super::Shape::Section, faults),
    }
}

/// Reads `table`, which stands at `path`, into `section`.
pub(super) fn fill_table<S: Section>(section: &mut S, table: &Table, path: &str, faults: &mut Faults) {
    for (name, node) in table {
        let field = Field::below(path, &name.text, node);
        if !section.fill_key(&name.text, &field, faults) {
            let known: Vec<&'static str> = S::SECTION_KEYS.iter().map(|key| key.name).collect();
            let nearest = nearest(&name.text, known.iter().copied());
            let fault =
                Fault::UnknownKey { section: path.to_owned(), name: name.text.clone(), nearest, known };
            faults.add(field.path, name.origin.clone(), fault);
        }
    }
}

/// The schema of a table with these keys and no others.
pub(super) fn schema(keys: &'static [Key]) -> Value {
    let properties: serde_json::Map<String, Value> =
        keys.iter().map(|key| (key.name.to_owned(), super::schema::of_key(key))).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}
