use super::origin::Origin;
use super::shape::Kind;
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value as it was written, in TOML or as an argument, and where.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) value: NodeValue,
    pub(super) origin: Origin,
}

/// Numbers and dates are kept as text: each key reads its own range from it.
#[derive(Debug)]
pub(super) enum NodeValue {
    String(String),
    Integer(String),
    Float(String),
    Boolean(bool),
    Datetime(String),
    Array(Vec<Node>),
    Table(Table),
}

/// The entries of a table, in the order of the file.
pub(super) type Table = Vec<(Name, Node)>;

/// The key of an entry.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) origin: Origin,
}

impl Node {
    pub(super) fn kind(&self) -> Kind {
        match self.value {
            NodeValue::String(_) => Kind::String,
            NodeValue::Integer(_) => Kind::Integer,
            NodeValue::Float(_) => Kind::Float,
            NodeValue::Boolean(_) => Kind::Boolean,
            NodeValue::Datetime(_) => Kind::Datetime,
            NodeValue::Array(_) => Kind::Array,
            NodeValue::Table(_) => Kind::Table,
        }
    }

    /// The value that `toml` holds; its spans are those of the file of `home`.
    pub(super) fn of_toml(toml: Spanned<DeValue<'_>>, home: &Origin) -> Self {
        let origin = home.part(toml.span());
        let value = match toml.into_inner() {
            DeValue::String(text) => NodeValue::String(text.into_owned()),
            DeValue::Integer(integer) => NodeValue::Integer(
                i128::from_str_radix(integer.as_str(), integer.radix())
                    .map_or_else(|_| integer.to_string(), |number| number.to_string()),
            ),
            // The text of the file, where `3.10` is not `3.1`.
            DeValue::Float(float) => NodeValue::Float(float.as_str().to_owned()),
            DeValue::Boolean(boolean) => NodeValue::Boolean(boolean),
            DeValue::Datetime(datetime) => NodeValue::Datetime(datetime.to_string()),
            DeValue::Array(array) => {
                NodeValue::Array(array.into_iter().map(|item| Self::of_toml(item, home)).collect())
            }
            DeValue::Table(table) => NodeValue::Table(table_of_toml(table, home)),
        };
        Self { value, origin }
    }

    /// The value that `json` holds, as an argument; none for null, which is an argument that was not given.
    pub(super) fn of_json(json: Value, origin: &Origin) -> Option<Self> {
        let value = match json {
            Value::Null => return None,
            Value::Bool(boolean) => NodeValue::Boolean(boolean),
            Value::Number(number) if number.is_f64() => NodeValue::Float(number.to_string()),
            Value::Number(number) => NodeValue::Integer(number.to_string()),
            Value::String(text) => NodeValue::String(text),
            Value::Array(items) => {
                NodeValue::Array(items.into_iter().filter_map(|item| Self::of_json(item, origin)).collect())
            }
            Value::Object(entries) => NodeValue::Table(
                entries
                    .into_iter()
                    .filter_map(|(text, value)| {
                        let name = Name { text, origin: origin.clone() };
                        Some((name, Self::of_json(value, origin)?))
                    })
                    .collect(),
            ),
        };
        Some(Self { value, origin: origin.clone() })
    }

    /// The same value in JSON, for the schema.
    pub(super) fn into_json(self) -> Value {
        match self.value {
            NodeValue::String(text) | NodeValue::Datetime(text) => Value::String(text),
            NodeValue::Integer(text) | NodeValue::Float(text) => {
                text.parse::<serde_json::Number>().map_or(Value::String(text), Value::Number)
            }
            NodeValue::Boolean(boolean) => Value::Bool(boolean),
            NodeValue::Array(items) => Value::Array(items.into_iter().map(Self::into_json).collect()),
            NodeValue::Table(table) => {
                Value::Object(table.into_iter().map(|(name, node)| (name.text, node.into_json())).collect())
            }
        }
    }
}

/// The entries of a TOML table. The reader keeps them sorted by name; here they are in the order of the file, which is
/// the order that faults are told in and that environment variables come in.
pub(super) fn table_of_toml(table: DeTable<'_>, home: &Origin) -> Table {
    let mut entries: Table = table
        .into_iter()
        .map(|(name, value)| {
            let origin = home.part(name.span());
            (Name { text: name.into_inner().into_owned(), origin }, Node::of_toml(value, home))
        })
        .collect();
    entries.sort_by_key(|(name, _)| name.origin.start());
    entries
}
