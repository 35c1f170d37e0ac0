use super::error::{Fault, SpecError};
use super::node::{Node, NodeValue};
use super::origin::Origin;
use super::shape::Shape;
use std::fmt::Write;

/// The cursor: a value, and the path of the key that holds it.
#[derive(Debug)]
pub(super) struct Field<'a> {
    /// The dotted path.
    pub(super) path: String,
    /// The value.
    pub(super) node: &'a Node,
}

impl<'a> Field<'a> {
    /// The value of the key `name` in the section at `path`.
    pub(super) fn below(path: &str, name: &str, node: &'a Node) -> Self {
        let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        Self { path, node }
    }

    /// The item at `index`, counted from 0, of the list that this is.
    pub(super) fn item(&self, index: usize, node: &'a Node) -> Self {
        Self { path: format!("{}[{index}]", self.path), node }
    }

    /// Says that the value is wrong.
    pub(super) fn fault(&self, fault: Fault, faults: &mut Faults) {
        faults.add(self.path.clone(), self.node.origin.clone(), fault);
    }

    /// Says that the value is of the wrong type, and what was most likely meant.
    pub(super) fn wrong_type(&self, wanted: Shape, faults: &mut Faults) {
        self.wrong_text(wanted, |_| true, faults);
    }

    /// The same, for a value that is one text by itself, of those that are `sound`.
    pub(super) fn wrong_text(&self, wanted: Shape, sound: impl Fn(&str) -> bool, faults: &mut Faults) {
        let instead = instead(&self.node.value, wanted, sound);
        self.fault(Fault::WrongType { found: self.node.kind(), wanted, instead }, faults);
    }
}

/// What was found so far. Reading goes on after a fault, so that all of them are told at once.
#[derive(Debug, Default)]
pub(super) struct Faults(pub(super) Vec<SpecError>);

impl Faults {
    pub(super) fn add(&mut self, key: String, origin: Origin, fault: Fault) {
        self.0.push(SpecError { key, origin, fault });
    }

    /// Whether something below the section `name` is wrong, so that its keys can't be compared with each other.
    pub(super) fn touch(&self, name: &str) -> bool {
        self.0.iter().any(|error| error.key.split('.').next() == Some(name))
    }
}

/// The value, in TOML, that someone who wrote `value` where a `wanted` belongs is likely to have meant.
fn instead(value: &NodeValue, wanted: Shape, sound: impl Fn(&str) -> bool) -> Option<String> {
    match (wanted, value) {
        (Shape::Text | Shape::TextOrInteger, NodeValue::Array(items)) => match items.as_slice() {
            [Node { value: NodeValue::String(text), .. }] if sound(text) => Some(quoted(text)),
            _ => None,
        },
        (Shape::Text | Shape::TextOrInteger, value) => {
            let text = match value {
                NodeValue::Integer(text) | NodeValue::Float(text) | NodeValue::Datetime(text) => text.clone(),
                NodeValue::Boolean(boolean) => boolean.to_string(),
                _ => return None,
            };
            // A bare number of seconds is the likeliest span of time; no other text is sound with an `s` alone.
            let seconds = format!("{text}s");
            [text, seconds].into_iter().find(|text| sound(text)).map(|text| quoted(&text))
        }
        (Shape::Integer, NodeValue::String(text)) if sound(text) => {
            text.parse::<i64>().ok().map(|number| number.to_string())
        }
        (Shape::Words, NodeValue::String(text)) => Some(words(text)),
        (Shape::List(_), NodeValue::String(text)) => {
            let items: Vec<String> =
                text.split([',', ' ']).filter(|item| !item.is_empty()).map(quoted).collect();
            (!items.is_empty()).then(|| format!("[{}]", items.join(", ")))
        }
        (Shape::List(Shape::TextOrInteger), NodeValue::Integer(text)) => Some(format!("[{text}]")),
        _ => None,
    }
}

/// The command line `text` as a list of words. One that needs a shell gets one, and says so.
fn words(text: &str) -> String {
    let needs_shell = text.contains(|c: char| "\"'\\$`|&;<>(){}*?[]~#!\n".contains(c));
    let words: Vec<String> = if needs_shell {
        ["sh", "-c", text].into_iter().map(quoted).collect()
    } else {
        text.split_whitespace().map(quoted).collect()
    };
    format!("[{}]", words.join(", "))
}

/// `text` as a basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_becomes_words_or_a_shells() {
        assert_eq!(words("python -m  myproject"), r#"["python", "-m", "myproject"]"#);
        assert_eq!(words("echo \"$HOME\""), r#"["sh", "-c", "echo \"$HOME\""]"#);
    }

    #[test]
    fn a_quoted_text_is_toml() {
        for text in ["a\"b\\c", "\u{1b}[0m", "tab\tline\n", "d\u{e9}j\u{e0}"] {
            let toml = toml::de::DeValue::parse(&quoted(text))
                .map(toml::Spanned::into_inner)
                .unwrap()
                .as_str()
                .map(str::to_owned);
            assert_eq!(toml.as_deref(), Some(text));
        }
    }
}
