use super::syntax;
use crate::names::DistributionName;
use crate::project::{IniFault, MetadataError, MetadataFault, ValueType};
use crate::report::{Message, nearest};

/// The smallest pyproject.toml by which a folder can be installed.
pub(super) const SMALLEST: &str = "[build-system]\nrequires = [\"setuptools>=61\"]\n\
                                   build-backend = \"setuptools.build_meta\"\n\n\
                                   [project]\nname = \"library\"\nversion = \"1.0\"";

/// What is said about a fault in the project's metadata.
pub(super) fn message(error: &MetadataError) -> Message {
    said(&error.fault).at((*error.place).clone())
}

pub(super) fn said(fault: &MetadataFault) -> Message {
    match fault {
        MetadataFault::Toml(reason) => Message::new("invalid-toml", format!("the file is no TOML: {reason}"))
            .help("the language is described at https://toml.io/"),
        MetadataFault::Ini(fault) => ini(*fault),
        MetadataFault::WrongType { key, expected, found } => Message::new(
            "wrong-type",
            format!("`{key}` wants {}, and this is {}", name_of(*expected), name_of(*found)),
        )
        .help(example(key, *expected)),
        MetadataFault::Missing(key) => missing(key),
        MetadataFault::BadName(error) => {
            Message::new("bad-name", error.to_string()).help("give it another name")
        }
        MetadataFault::BadVersion(text) => Message::new("bad-version", format!("`{text}` is no version"))
            .help("write it as in 1.4.2, 2.0rc1 or 2026.1 (PEP 440)"),
        MetadataFault::BadSpecifier(text) => {
            Message::new("bad-version", format!("`{text}` says nothing about versions"))
                .help("write it as in >=3.10 or >=3.10,<3.14 (PEP 440)")
        }
        MetadataFault::BadEntryPoint(text) => {
            Message::new("bad-entry-point", format!("`{text}` names no function that a command could call"))
                .help("write the module, a colon and the function: myproject.cli:main")
        }
        MetadataFault::BadPath(error) => Message::new("outside-project", error.to_string())
            .help("name a file by its path from the project's root"),
        MetadataFault::Requirement(fault) => syntax::requirement(fault),
        MetadataFault::BadGroupItem => {
            Message::new("bad-group-item", "this is neither a requirement nor an include of another group")
                .help("write \"pytest>=8\" or {include-group = \"test\"} (PEP 735)")
        }
        MetadataFault::UnknownGroup { wanted, available } => {
            let names: Vec<&str> = available.iter().map(DistributionName::as_str).collect();
            let message =
                Message::new("unknown-group", format!("there is no dependency group `{wanted}` to include"))
                    .note(format!("known groups: {}", names.join(", ")));
            match nearest(wanted, names.iter().copied()) {
                Some(near) => message.help(format!("did you mean {near}?")),
                None => message.help("write the group, or take the include out"),
            }
        }
        MetadataFault::GroupLoop(path) => {
            let names: Vec<&str> = path.iter().map(DistributionName::as_str).collect();
            Message::new(
                "include-loop",
                format!(
                    "the dependency group `{}` includes itself",
                    names.first().copied().unwrap_or_default()
                ),
            )
            .note(names.join(" includes "))
            .help("take one of the includes out")
        }
        MetadataFault::GroupsTooDeep => {
            Message::new("include-too-deep", "more than a hundred groups include each other in a row")
                .help("include fewer groups, each directly")
        }
        MetadataFault::Duplicate { name, first } => {
            Message::new("named-twice", format!("`{name}` stands twice, perhaps in other letters"))
                .note(format!("the first is at {first}"))
                .note("letters of either case, and - _ . mean the same in such a name (PEP 503)")
                .help("rename one of them, or make them one")
        }
        MetadataFault::NamesDiffer { first, second } => Message::new(
            "two-names",
            format!("the project is called `{second}` here and `{}` elsewhere", first.value),
        )
        .note(format!("the other name stands at {}", first.origin))
        .help("keep one name, or take the file out that is a leftover"),
    }
}

fn missing(key: &str) -> Message {
    let message = Message::new("missing-key", format!("`{key}` is missing"));
    match key.rsplit('.').next() {
        Some("name") => message.help("[project] must have a name:\nname = \"myproject\""),
        Some("version") => message.help(
            "[project] must have a version, or leave it to the build:\nversion = \"1.0\"\nor\ndynamic = [\"version\"]",
        ),
        Some(last) => message.help(format!("write {last} = …")),
        None => message,
    }
}

fn ini(fault: IniFault) -> Message {
    match fault {
        IniFault::NoSection => Message::new("invalid-ini", "a key stands before the first section")
            .help("begin with a section, as in [metadata]"),
        IniFault::UnclosedSection => {
            Message::new("invalid-ini", "the section is not closed").help("close it with ]")
        }
        IniFault::NoKey => Message::new("invalid-ini", "this is neither a section nor a key with a value")
            .help("write key = value; a line that goes on with the value above is indented"),
        IniFault::Twice => {
            Message::new("invalid-ini", "this section or key stands twice").help("make them one")
        }
    }
}

fn name_of(kind: ValueType) -> &'static str {
    match kind {
        ValueType::String => "a string",
        ValueType::Integer => "a whole number",
        ValueType::Float => "a number",
        ValueType::Boolean => "true or false",
        ValueType::Datetime => "a date or a time",
        ValueType::Array => "an array",
        ValueType::Strings => "an array of strings",
        ValueType::Table => "a table",
    }
}

/// What to write for a key of that type.
fn example(key: &str, expected: ValueType) -> String {
    let last = key.rsplit('.').next().unwrap_or(key);
    match (last, expected) {
        ("dependencies" | "requires", _) => format!("write {last} = [\"flask>=2\"]"),
        (_, ValueType::String) => format!("write {last} = \"…\""),
        (_, ValueType::Strings | ValueType::Array) => format!("write {last} = [\"…\"]"),
        (_, ValueType::Table) => format!("write a table, [{key}], with its keys below"),
        _ => format!("write {} there", name_of(expected)),
    }
}
