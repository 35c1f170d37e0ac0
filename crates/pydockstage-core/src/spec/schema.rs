use super::key::{Key, Otherwise};
use super::node::Node;
use super::origin::Origin;
use super::sections::Spec;
use super::slot::Slot;
use serde_json::{Map, Value};
use toml::de::DeValue;

/// The JSON schema (draft 2020-12) of the spec: of pydockstage.toml, and of the table `[tool.pydockstage]`.
pub fn schema() -> Value {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), "https://json-schema.org/draft/2020-12/schema".into());
    schema.insert("title".to_owned(), "pydockstage".into());
    schema.insert("description".to_owned(), "What the owner of a Python project wishes of its image.".into());
    if let Value::Object(section) = <Spec as Slot>::schema() {
        schema.extend(section);
    }
    Value::Object(schema)
}

/// The schema of the key's value, with what is said about the key.
pub(super) fn of_key(key: &Key) -> Value {
    let mut schema = Map::new();
    let mut description = key.doc.to_owned();
    if let Otherwise::Inferred(words) = key.otherwise {
        description.push_str(" Default: ");
        description.push_str(words);
        description.push('.');
    }
    schema.insert("description".to_owned(), description.into());
    if let Otherwise::Value(text) = key.otherwise
        && let Some(value) = value(text)
    {
        schema.insert("default".to_owned(), value);
    }
    if let Some(value) = value(key.example) {
        schema.insert("examples".to_owned(), Value::Array(vec![value]));
    }
    if let Value::Object(own) = (key.schema)() {
        schema.extend(own);
    }
    Value::Object(schema)
}

/// The TOML value `text` in JSON.
pub(super) fn value(text: &str) -> Option<Value> {
    let value = DeValue::parse(text).ok()?;
    Some(Node::of_toml(value, &Origin::argument("the table of keys")).into_json())
}
