use super::check::check;
use super::error::SpecErrors;
use super::field::Faults;
use super::node::{Name, Node, NodeValue};
use super::origin::Origin;
use super::section;
use super::sections::Spec;
use super::slot::Slot;
use serde_json::Value;

/// A key that was given as an argument: of the command, or of a call from Python.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// The dotted path of the key: `requirements.default`.
    pub key: String,
    /// The argument's name, as its user wrote it and will see it in a message: `--requirements`.
    pub name: String,
    /// What was given; null counts as not given.
    pub value: Value,
}

impl Argument {
    /// The key at the dotted path `key`, given as the argument `name`.
    pub fn new(key: impl Into<String>, name: impl Into<String>, value: impl Into<Value>) -> Self {
        Self { key: key.into(), name: name.into(), value: value.into() }
    }
}

impl Spec {
    /// The spec that these arguments make by themselves. The same rules hold for them as for the file.
    pub fn of_arguments(arguments: impl IntoIterator<Item = Argument>) -> Result<Self, SpecErrors> {
        let (mut spec, mut faults) = (Self::default(), Faults::default());
        for Argument { key, name, value } in arguments {
            let origin = Origin::argument(name);
            let Some(mut node) = Node::of_json(value, &origin) else { continue };
            let mut names = key.rsplit('.');
            let last = names.next().unwrap_or_default();
            let mut text = last;
            for outer in names {
                let name = Name { text: text.to_owned(), origin: origin.clone() };
                node = Node { value: NodeValue::Table(vec![(name, node)]), origin: origin.clone() };
                text = outer;
            }
            let table = vec![(Name { text: text.to_owned(), origin }, node)];
            section::fill_table(&mut spec, &table, "", &mut faults);
        }
        SpecErrors::new(faults.0).map_or(Ok(spec), Err)
    }

    /// The spec that holds when `arguments` are laid over it: each key that they have takes the place of the one here,
    /// a list as a whole, and of `env`, `labels`, `mapping` and `sets` entry by entry.
    pub fn overlaid(self, arguments: Self) -> Result<Self, SpecErrors> {
        let spec = Slot::overlaid(self, arguments);
        let mut faults = Faults::default();
        check(&spec, &mut faults);
        SpecErrors::new(faults.0).map_or(Ok(spec), Err)
    }
}
