use super::error::Fault;
use super::field::{Faults, Field};
use super::key::Key;
use super::node::NodeValue;
use super::origin::Written;
use super::section;
use super::sections::{Healthcheck, Probe, SetSource};
use super::shape::Shape;
use super::slot::Slot;
use super::values::{
    AnyPath, BuildNetwork, Bytecode, CacheSharing, Checksum, ContextPath, Dialect, ExecForm, FileMode,
    GoDuration, Guard, HttpPath, ImagePath, ImageReference, IndexCredentials, InstallPath, Installer,
    LabelKey, MemorySize, MountKind, MountName, NodeManager, OneLine, OwnCommand, Owner, Platform, Port,
    PortNumber, PythonFrom, PythonVersion, RepositoryName, Retries, RuntimePackages, ShellScript,
    StageOrImage, StopSignal, Suite, ToolVersion, User, WebAddress, WritablePath,
};
use crate::names::{DistributionName, EnvName, ProjectPath, Release, SetName, StageName, SystemPackage};
use indexmap::IndexMap;
use serde_json::{Value, json};
use std::fmt::Display;

/// A type that a key's value can have.
pub(super) trait Setting: Sized {
    /// What it is written as.
    const SHAPE: Shape;
    /// The keys below it.
    const KEYS: &'static [Key] = &[];

    /// Reads the value; none where a fault was added.
    fn read(field: &Field<'_>, faults: &mut Faults) -> Option<Self>;

    /// The schema of what it reads.
    fn schema() -> Value;
}

/// Reads a value that is one text, or an integer where `wanted` says so.
fn read_text<T: std::str::FromStr<Err = crate::names::NameError>>(
    field: &Field<'_>,
    wanted: Shape,
    faults: &mut Faults,
) -> Option<T> {
    match (&field.node.value, wanted) {
        (NodeValue::String(text), Shape::Text | Shape::TextOrInteger)
        | (NodeValue::Integer(text), Shape::Integer | Shape::TextOrInteger) => {
            text.parse().map_err(|error| field.fault(Fault::Name(error), faults)).ok()
        }
        _ => {
            field.wrong_text(wanted, |text| text.parse::<T>().is_ok(), faults);
            None
        }
    }
}

/// Writes the setting of a type whose only door is `FromStr`.
macro_rules! settings {
    ($($name:ty: $shape:ident, $schema:tt;)+) => {
        $(impl Setting for $name {
            const SHAPE: Shape = Shape::$shape;

            fn read(field: &Field<'_>, faults: &mut Faults) -> Option<Self> {
                read_text(field, Self::SHAPE, faults)
            }

            fn schema() -> Value {
                json!($schema)
            }
        })+
    };
}

settings! {
    PythonVersion: Text, { "type": "string", "pattern": r"^3\.(0|[1-9][0-9]{0,2})$" };
    Release: Text, { "type": "string", "pattern": "^(debian|ubuntu|centos|fedora|alpine):[a-z0-9][a-z0-9.]*$" };
    ImageReference: Text, { "type": "string", "minLength": 1, "maxLength": 512 };
    Dialect: Text, { "enum": (Dialect::WORDS) };
    Installer: Text, { "enum": (Installer::WORDS) };
    IndexCredentials: Text, { "enum": (IndexCredentials::WORDS) };
    ImagePath: Text, { "type": "string", "pattern": "^/[A-Za-z0-9._+@/-]*$", "maxLength": 100 };
    InstallPath: Text, { "type": "string", "pattern": "^/[A-Za-z0-9._+@/-]+$", "maxLength": 100 };
    WritablePath: Text, { "type": "string", "pattern": "^/[A-Za-z0-9._+@/-]+$", "maxLength": 100 };
    ContextPath: Text, { "type": "string", "pattern": r"^(\.|\.\.(/\.\.)*)/?$" };
    ProjectPath: Text, { "type": "string", "pattern": "^[^/]" };
    SetName: Text, { "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$" };
    StageName: Text, { "type": "string", "pattern": "^[a-z][a-z0-9._-]{0,127}$" };
    SystemPackage: Text, { "type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9+._-]{1,127}$" };
    DistributionName: Text, { "type": "string", "pattern": "^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$" };
    LabelKey: Text, { "type": "string", "pattern": "^[A-Za-z0-9]([A-Za-z0-9._/-]{0,254}[A-Za-z0-9])?$" };
    EnvName: Text, { "type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$" };
    OneLine: Text, { "type": "string", "pattern": r"^[^\u0000-\u0008\u000a-\u001f\u007f-\u009f]*$" };
    HttpPath: Text, { "type": "string", "pattern": "^/(?!/)[A-Za-z0-9._~/%:@?=&+,-]*$", "maxLength": 1024 };
    GoDuration: Text, { "type": "string", "pattern": "^([0-9]+(ns|us|µs|ms|s|m|h))+$" };
    Port: TextOrInteger, { "oneOf": [
        { "type": "integer", "minimum": 1, "maximum": 65535 },
        { "type": "string", "pattern": "^[0-9]{1,5}(/(tcp|udp))?$" },
    ] };
    ToolVersion: Text, { "type": "string", "pattern": "^[0-9][A-Za-z0-9.]{0,63}$" };
    PortNumber: Integer, { "type": "integer", "minimum": 1, "maximum": 65535 };
    Retries: Integer, { "type": "integer", "minimum": 1, "maximum": 1000 };
    User: TextOrInteger, { "oneOf": [
        { "type": "integer", "minimum": 1, "maximum": 2_147_483_647 },
        { "type": "string", "pattern": "^[0-9]+(:[0-9]+)?$" },
    ] };
    Suite: Text, { "type": "string", "pattern": "^[A-Za-z0-9._/+][A-Za-z0-9._/+-]{0,127}$" };
    RepositoryName: Text, { "type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,63}$" };
    NodeManager: Text, { "enum": (NodeManager::WORDS) };
    PythonFrom: Text, { "enum": (PythonFrom::WORDS) };
    Bytecode: Text, { "enum": (Bytecode::WORDS) };
    ShellScript: Text, { "type": "string", "minLength": 1 };
    StageOrImage: Text, { "type": "string", "pattern": "^[a-z0-9][A-Za-z0-9._:/@-]*$" };
    AnyPath: Text, { "type": "string", "minLength": 1, "maxLength": 1024 };
    FileMode: Text, { "type": "string", "pattern": "^[0-7]{3,4}$" };
    Owner: TextOrInteger, { "oneOf": [
        { "type": "integer", "minimum": 0, "maximum": 2_147_483_647 },
        { "type": "string", "pattern": "^[0-9]+(:[0-9]+)?$" },
    ] };
    WebAddress: Text, { "type": "string", "pattern": "^https?://" };
    Checksum: Text, { "type": "string", "pattern": "^sha256:[0-9a-f]{64}$" };
    MountName: Text, { "type": "string", "pattern": "^[A-Za-z0-9._/-]{1,128}$" };
    MemorySize: Text, { "type": "string", "pattern": "^[0-9]{1,12}[kmg]?$" };
    MountKind: Text, { "enum": (MountKind::WORDS) };
    CacheSharing: Text, { "enum": (CacheSharing::WORDS) };
    BuildNetwork: Text, { "enum": (BuildNetwork::WORDS) };
    Platform: Text, { "enum": (Platform::WORDS) };
    StopSignal: TextOrInteger, { "oneOf": [
        { "type": "integer", "minimum": 1, "maximum": 64 },
        { "type": "string", "pattern": "^(SIG[A-Z0-9]+([+-][0-9]{1,2})?|[0-9]{1,2})$" },
    ] };
}

impl Setting for bool {
    const SHAPE: Shape = Shape::Boolean;

    fn read(field: &Field<'_>, faults: &mut Faults) -> Option<Self> {
        if let NodeValue::Boolean(value) = &field.node.value {
            Some(*value)
        } else {
            field.wrong_type(Self::SHAPE, faults);
            None
        }
    }

    fn schema() -> Value {
        json!({ "type": "boolean" })
    }
}

impl Setting for OwnCommand {
    const SHAPE: Shape = Shape::TextOrWords;

    fn read(field: &Field<'_>, faults: &mut Faults) -> Option<Self> {
        match &field.node.value {
            NodeValue::String(_) => ShellScript::read(field, faults).map(Self::Script),
            NodeValue::Array(_) => ExecForm::read(field, faults).map(Self::Words),
            _ => {
                field.wrong_type(Self::SHAPE, faults);
                None
            }
        }
    }

    fn schema() -> Value {
        json!({ "oneOf": [ShellScript::schema(), ExecForm::schema()] })
    }
}

impl Setting for ExecForm {
    const SHAPE: Shape = Shape::Words;

    fn read(field: &Field<'_>, faults: &mut Faults) -> Option<Self> {
        let NodeValue::Array(items) = &field.node.value else {
            field.wrong_type(Self::SHAPE, faults);
            return None;
        };
        let before = faults.0.len();
        let mut words = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let item = field.item(index, item);
            match &item.node.value {
                NodeValue::String(word) => match Self::check_word(word) {
                    Ok(()) => words.push(word.clone()),
                    Err(error) => item.fault(Fault::Name(error), faults),
                },
                _ => item.wrong_type(Shape::Text, faults),
            }
        }
        if faults.0.len() > before {
            return None;
        }
        Self::new(words).map_err(|error| field.fault(Fault::Name(error), faults)).ok()
    }

    fn schema() -> Value {
        json!({ "type": "array", "items": { "type": "string" }, "minItems": 1 })
    }
}

/// A list in which nothing stands twice.
impl<T: Setting + Display> Setting for Vec<Written<T>> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);

    fn read(field: &Field<'_>, faults: &mut Faults) -> Option<Self> {
        let NodeValue::Array(items) = &field.node.value else {
            field.wrong_type(Self::SHAPE, faults);
            return None;
        };
        let before = faults.0.len();
        let mut read: IndexMap<String, Written<T>> = IndexMap::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let item = field.item(index, item);
            let Some(value) = T::read(&item, faults) else { continue };
            let shown = value.to_string();
            if let Some(first) = read.get(&shown) {
                item.fault(Fault::Twice { value: shown, first: first.origin.clone() }, faults);
            } else {
                read.insert(shown, Written::new(value, item.node.origin.clone()));
            }
        }
        (faults.0.len() == before).then(|| read.into_values().collect())
    }

    fn schema() -> Value {
        json!({ "type": "array", "items": T::schema(), "uniqueItems": true })
    }
}

impl Setting for SetSource {
    const SHAPE: Shape = Shape::Section;
    const KEYS: &'static [Key] = <Self as Slot>::KEYS;

    fn read(field: &Field<'_>, faults: &mut Faults) -> Option<Self> {
        let before = faults.0.len();
        let mut source = Self::default();
        section::fill(&mut source, field, faults);
        if faults.0.len() > before {
            return None;
        }
        if source == Self::default() {
            field.fault(Fault::Missing { one_of: &["files", "groups", "extras"] }, faults);
            return None;
        }
        Some(source)
    }

    fn schema() -> Value {
        <Self as Slot>::schema()
    }
}

impl Setting for RuntimePackages {
    const SHAPE: Shape = Shape::ListOrText;

    fn read(field: &Field<'_>, faults: &mut Faults) -> Option<Self> {
        match &field.node.value {
            NodeValue::String(text) if text == Self::SCAN => Some(Self::Scan),
            _ => Vec::read(field, faults).map(Self::Listed),
        }
    }

    fn schema() -> Value {
        json!({ "oneOf": [{ "const": (Self::SCAN) }, <Vec<Written<SystemPackage>> as Setting>::schema()] })
    }
}

impl Setting for Guard {
    const SHAPE: Shape = Shape::BooleanOrText;

    fn read(field: &Field<'_>, faults: &mut Faults) -> Option<Self> {
        match &field.node.value {
            NodeValue::Boolean(true) => Some(Self::All),
            NodeValue::Boolean(false) => Some(Self::Off),
            NodeValue::String(text) => {
                text.parse().map_err(|error| field.fault(Fault::Name(error), faults)).ok()
            }
            _ => {
                field.wrong_type(Self::SHAPE, faults);
                None
            }
        }
    }

    fn schema() -> Value {
        json!({ "enum": [true, false, "libraries"] })
    }
}

impl Setting for Healthcheck {
    const SHAPE: Shape = Shape::SectionOrNone;
    const KEYS: &'static [Key] = <Probe as Slot>::KEYS;

    fn read(field: &Field<'_>, faults: &mut Faults) -> Option<Self> {
        match &field.node.value {
            NodeValue::Boolean(false) => return Some(Self::Off),
            NodeValue::String(text) if text == "none" => return Some(Self::Off),
            NodeValue::Table(_) => {}
            _ => {
                field.wrong_type(Self::SHAPE, faults);
                return None;
            }
        }
        let before = faults.0.len();
        let mut probe = Probe::default();
        section::fill(&mut probe, field, faults);
        if faults.0.len() > before {
            return None;
        }
        // What a command asks is its own affair: a path or a port beside it would be read by no one.
        let path = probe.path.as_ref().map(|path| ("path", &path.origin));
        let port = probe.port.as_ref().map(|port| ("port", &port.origin));
        match (&probe.command, path.or(port)) {
            (Some(command), Some((other, origin))) => {
                let fault = Fault::Together { other, origin: origin.clone() };
                faults.add(format!("{}.command", field.path), command.origin.clone(), fault);
                return None;
            }
            (None, _) if probe.path.is_none() => {
                field.fault(Fault::Missing { one_of: &["path", "command"] }, faults);
                return None;
            }
            _ => {}
        }
        Some(Self::Probe(Box::new(probe)))
    }

    fn schema() -> Value {
        let mut probe = <Probe as Slot>::schema();
        probe["oneOf"] = json!([{ "required": ["path"] }, { "required": ["command"] }]);
        json!({ "oneOf": [{ "const": false }, { "const": "none" }, probe] })
    }
}
