use super::sections::Spec;
use super::shape::Shape;
use super::slot::Slot;
use serde_json::Value;

/// A key of a section: all that is known about it.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name, as it is written.
    pub name: &'static str,
    /// What it is for.
    pub doc: &'static str,
    /// What stands in where it is not written.
    pub otherwise: Otherwise,
    /// A value that could be written, in TOML.
    pub example: &'static str,
    /// What it wants.
    pub shape: Shape,
    /// The keys below it: of the section that it is, or of each value in the table that it is.
    pub keys: &'static [Key],
    /// The schema of its value.
    pub(super) schema: fn() -> Value,
}

/// What stands in for a key that is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Otherwise {
    /// This value, in TOML.
    Value(&'static str),
    /// What the project or the catalog tells, in words.
    Inferred(&'static str),
    /// Nothing: the image does without.
    Nothing,
}

impl Key {
    /// The key of that dotted path, or the one above it where the rest of the path is the owner's: `env.HOME` is
    /// found as `env`, `expose[0]` as `expose`.
    pub fn find(path: &str) -> Option<&'static Self> {
        let (mut keys, mut found) = (<Spec as Slot>::KEYS, None);
        for name in path.split('.').map(|name| name.split('[').next().unwrap_or(name)) {
            let Some(key) = keys.iter().find(|key| key.name == name) else {
                // The owner's own name for an entry of a map: what is below it has the map's keys.
                if found.is_some_and(|key: &Self| matches!(key.shape, Shape::Map(_))) {
                    continue;
                }
                break;
            };
            found = Some(key);
            keys = key.keys;
        }
        found
    }
}

/// A key as a page about the spec shows it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct KeyDescription {
    /// The whole path: `requirements.default`; `<name>` stands for what the owner names.
    pub path: String,
    /// What it wants: `string`, `list of strings`.
    pub wanted: String,
    /// What it is for.
    pub doc: &'static str,
    /// The value that stands in where it is not written, in TOML; or in words, where it is inferred.
    pub default: Option<&'static str>,
    /// A value that could be written, in TOML.
    pub example: &'static str,
}

/// Every key of the spec, a section before its keys, in the order in which they are best read. The keys of tables in a
/// list are described where the first such list is.
pub fn keys() -> Vec<KeyDescription> {
    let mut described = Vec::new();
    describe("", <Spec as Slot>::KEYS, &mut described, &mut Vec::new());
    described
}

fn describe(
    prefix: &str,
    keys: &'static [Key],
    described: &mut Vec<KeyDescription>,
    lists: &mut Vec<&'static [Key]>,
) {
    for key in keys {
        let path = format!("{prefix}{}", key.name);
        let below = match key.shape {
            Shape::Map(_) => format!("{path}.<name>."),
            Shape::List(_) => format!("{path}[]."),
            _ => format!("{path}."),
        };
        described.push(KeyDescription {
            path,
            wanted: key.shape.to_string(),
            doc: key.doc,
            default: match key.otherwise {
                Otherwise::Value(text) | Otherwise::Inferred(text) => Some(text),
                Otherwise::Nothing => None,
            },
            example: key.example,
        });
        let is_list = matches!(key.shape, Shape::List(_)) && !key.keys.is_empty();
        if is_list && lists.iter().any(|known| std::ptr::eq(*known, key.keys)) {
            continue;
        }
        if is_list {
            lists.push(key.keys);
        }
        describe(&below, key.keys, described, lists);
    }
}
