/// What a value is, as TOML has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `"text"`
    String,
    /// `1`
    Integer,
    /// `1.5`
    Float,
    /// `true`
    Boolean,
    /// `2024-01-31`
    Datetime,
    /// `[…]`
    Array,
    /// `{…}`, or a section
    Table,
}

/// What a key wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    Text,
    /// An integer.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A string or a list of strings: a text for the shell, or a command in exec form.
    TextOrWords,
    /// A string or an integer.
    TextOrInteger,
    /// A list, each item of the one shape.
    List(&'static Shape),
    /// A command in exec form: a list of strings, with an order.
    Words,
    /// A section with keys of its own.
    Section,
    /// A table in which the owner names the keys, each value of the one shape.
    Map(&'static Shape),
    /// A list of strings, or a word that stands for one.
    ListOrText,
    /// `true`, `false` or a string.
    BooleanOrText,
    /// `false`, `"none"`, or a section.
    SectionOrNone,
}
