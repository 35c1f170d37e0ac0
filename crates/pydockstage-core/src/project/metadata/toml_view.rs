use super::error::ValueType;
use super::written::Written;
use super::{MetadataError, MetadataFault};
use crate::project::files::TextFile;
use crate::report::Place;
use std::ops::Range;
use std::rc::Rc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A table of a TOML file, asked for values by key and type. A value of another type is an error with its place.
#[derive(Debug, Clone)]
pub(in crate::project) struct TomlView<'a> {
    file: &'a Rc<TextFile>,
    table: &'a DeTable<'a>,
    /// Its keys from the root, with points between them; empty for the root.
    name: String,
    span: Range<usize>,
}

/// A key and its value.
#[derive(Debug, Clone)]
pub(in crate::project) struct Entry<'a> {
    pub(in crate::project) key: Written<'a>,
    pub(in crate::project) value: &'a Spanned<DeValue<'a>>,
}

/// Parses the text of a TOML file.
pub(in crate::project) fn parse(file: &TextFile) -> Result<DeTable<'_>, MetadataError> {
    DeTable::parse(&file.text).map(Spanned::into_inner).map_err(|error| {
        MetadataError::new(
            file.place(error.span().unwrap_or_default()),
            MetadataFault::Toml(error.message().to_owned()),
        )
    })
}

impl<'a> TomlView<'a> {
    /// The whole file.
    pub(in crate::project) fn root(file: &'a Rc<TextFile>, table: &'a DeTable<'a>) -> Self {
        Self { file, table, name: String::new(), span: 0..0 }
    }

    pub(in crate::project) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The table itself as a place.
    pub(in crate::project) fn place(&self) -> Place {
        self.file.place(self.span.clone())
    }

    /// A fault of the table itself.
    pub(in crate::project) fn error(&self, fault: MetadataFault) -> MetadataError {
        MetadataError::new(self.place(), fault)
    }

    /// The key with the tables that it stands in.
    pub(in crate::project) fn full_key(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    pub(in crate::project) fn table(&self, key: &str) -> Result<Option<Self>, MetadataError> {
        let Some((found, value)) = self.table.get_key_value(key) else { return Ok(None) };
        let DeValue::Table(table) = value.get_ref() else {
            return Err(self.wrong_type(key, value, ValueType::Table));
        };
        Ok(Some(Self { file: self.file, table, name: self.full_key(key), span: found.span() }))
    }

    pub(in crate::project) fn string(&self, key: &str) -> Result<Option<Written<'a>>, MetadataError> {
        self.table.get(key).map(|value| self.string_of(key, value)).transpose()
    }

    /// The value of the key `key` as a string.
    pub(in crate::project) fn string_of(
        &self,
        key: &str,
        value: &'a Spanned<DeValue<'a>>,
    ) -> Result<Written<'a>, MetadataError> {
        match value.get_ref() {
            DeValue::String(text) => Ok(Written { text, file: self.file, span: value.span() }),
            _ => Err(self.wrong_type(key, value, ValueType::String)),
        }
    }

    pub(in crate::project) fn boolean(&self, key: &str) -> Result<Option<bool>, MetadataError> {
        match self.table.get(key).map(|value| (value, value.get_ref())) {
            None => Ok(None),
            Some((_, DeValue::Boolean(is_so))) => Ok(Some(*is_so)),
            Some((value, _)) => Err(self.wrong_type(key, value, ValueType::Boolean)),
        }
    }

    /// A whole number, as it is written.
    pub(in crate::project) fn integer(&self, key: &str) -> Result<Option<Written<'a>>, MetadataError> {
        match self.table.get(key).map(|value| (value, value.get_ref())) {
            None => Ok(None),
            Some((value, DeValue::Integer(number))) => {
                Ok(Some(Written { text: number.as_str(), file: self.file, span: value.span() }))
            }
            Some((value, _)) => Err(self.wrong_type(key, value, ValueType::Integer)),
        }
    }

    /// An array of strings, with the place of the array.
    pub(in crate::project) fn strings(&self, key: &str) -> Result<Option<Strings<'a>>, MetadataError> {
        self.table.get(key).map(|value| self.strings_of(key, value)).transpose()
    }

    pub(in crate::project) fn strings_of(
        &self,
        key: &str,
        value: &'a Spanned<DeValue<'a>>,
    ) -> Result<Strings<'a>, MetadataError> {
        let DeValue::Array(array) = value.get_ref() else {
            return Err(self.wrong_type(key, value, ValueType::Strings));
        };
        let items = array.iter().map(|item| self.string_of(key, item)).collect::<Result<_, _>>()?;
        Ok(Strings { at: value.span().start, items })
    }

    /// The items of an array.
    pub(in crate::project) fn array(&self, key: &str) -> Result<&'a [Spanned<DeValue<'a>>], MetadataError> {
        match self.table.get(key).map(|value| (value, value.get_ref())) {
            None => Ok(&[]),
            Some((_, DeValue::Array(array))) => Ok(array),
            Some((value, _)) => Err(self.wrong_type(key, value, ValueType::Array)),
        }
    }

    /// Every key with its value, in the order in which they are written.
    pub(in crate::project) fn entries(&self) -> Vec<Entry<'a>> {
        let file = self.file;
        let entry = |(key, value): (&'a Spanned<std::borrow::Cow<'a, str>>, _)| Entry {
            key: Written { text: key.get_ref(), file, span: key.span() },
            value,
        };
        let mut entries: Vec<_> = self.table.iter().map(entry).collect();
        entries.sort_by_key(|entry| entry.key.span.start);
        entries
    }

    pub(in crate::project) fn file(&self) -> &'a Rc<TextFile> {
        self.file
    }

    /// A table that stands as a value, as in an array.
    pub(in crate::project) fn view_of(&self, table: &'a DeTable<'a>, span: Range<usize>) -> Self {
        Self { file: self.file, table, name: self.name.clone(), span }
    }

    /// A table that is an item of the array `key`.
    pub(in crate::project) fn item(&self, key: &str, table: &'a DeTable<'a>, span: Range<usize>) -> Self {
        Self { file: self.file, table, name: self.full_key(key), span }
    }

    pub(in crate::project) fn wrong_type(
        &self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        expected: ValueType,
    ) -> MetadataError {
        let found = match value.get_ref() {
            DeValue::String(_) => ValueType::String,
            DeValue::Integer(_) => ValueType::Integer,
            DeValue::Float(_) => ValueType::Float,
            DeValue::Boolean(_) => ValueType::Boolean,
            DeValue::Datetime(_) => ValueType::Datetime,
            DeValue::Array(_) => ValueType::Array,
            DeValue::Table(_) => ValueType::Table,
        };
        let fault = MetadataFault::WrongType { key: self.full_key(key), expected, found };
        MetadataError::new(self.file.place(value.span()), fault)
    }
}

/// An array of strings.
#[derive(Debug, Clone)]
pub(in crate::project) struct Strings<'a> {
    /// The byte of the file where the array begins.
    pub(in crate::project) at: usize,
    pub(in crate::project) items: Vec<Written<'a>>,
}
