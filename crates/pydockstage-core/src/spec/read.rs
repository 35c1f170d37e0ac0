use super::check::check;
use super::error::{Fault, SpecError, SpecErrors};
use super::field::{Faults, Field};
use super::node::{Node, table_of_toml};
use super::origin::{Origin, Source};
use super::section;
use super::sections::Spec;
use super::slot::Slot;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The project's own metadata, where the spec is the table `[tool.pydockstage]`.
pub const PYPROJECT: &str = "pyproject.toml";

/// The file that holds nothing but the spec, its keys at the top level.
pub const OWN_FILE: &str = "pydockstage.toml";

/// The longest file that is read, in bytes.
const LONGEST_FILE: u64 = 4 * 1024 * 1024;

/// Which of its two homes a spec is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpecHome {
    /// The table `[tool.pydockstage]` of pyproject.toml.
    Pyproject,
    /// The top level of pydockstage.toml.
    Own,
}

impl Spec {
    /// Reads the spec of the project at `root`. A project that has none has an empty one.
    pub fn read(root: &Path) -> Result<Self, SpecErrors> {
        let own = load(root, OWN_FILE)?;
        let pyproject = load(root, PYPROJECT)?.filter(|text| may_have_spec(text));
        match (own, pyproject) {
            (None, None) => Ok(Self::default()),
            (Some(text), None) => Self::parse(OWN_FILE, &text, SpecHome::Own),
            (None, Some(text)) => Self::parse(PYPROJECT, &text, SpecHome::Pyproject),
            (Some(own), Some(pyproject)) => {
                let home = home(PYPROJECT, &pyproject);
                if let Some((name, _)) = find_table(parse_toml(&pyproject, &home)?) {
                    let fault = Fault::TwoHomes { other: self::home(OWN_FILE, &own) };
                    return Err(SpecError { key: String::new(), origin: home.part(name), fault }.into());
                }
                Self::parse(OWN_FILE, &own, SpecHome::Own)
            }
        }
    }

    /// Reads the spec in `text`, the content of the file at `path`. All faults are told, in the order of the file;
    /// where the text is no TOML, the first.
    pub fn parse(path: &str, text: &str, spec_home: SpecHome) -> Result<Self, SpecErrors> {
        let mut spec = Self::default();
        if spec_home == SpecHome::Pyproject && !may_have_spec(text) {
            return Ok(spec);
        }
        let home = home(path, text);
        let document = parse_toml(text, &home)?;
        let mut faults = Faults::default();
        match spec_home {
            SpecHome::Own => section::fill_table(&mut spec, &table_of_toml(document, &home), "", &mut faults),
            SpecHome::Pyproject => {
                let Some((_, value)) = find_table(document) else { return Ok(spec) };
                let node = Node::of_toml(value, &home);
                spec.fill(&Field { path: String::new(), node: &node }, &mut faults);
            }
        }
        check(&spec, &mut faults);
        SpecErrors::new(faults.0).map_or(Ok(spec), Err)
    }
}

/// Whether a pyproject.toml can have the table at all. Most have none, and this is all that they cost. A key may be
/// written with escapes, so a backslash is looked into as well.
fn may_have_spec(text: &str) -> bool {
    text.contains("pydockstage") || text.contains('\\')
}

fn home(path: &str, text: &str) -> Origin {
    Origin::File { source: Arc::new(Source::new(path, text)), span: 0..0 }
}

fn parse_toml<'a>(text: &'a str, home: &Origin) -> Result<DeTable<'a>, SpecErrors> {
    DeTable::parse(text).map(Spanned::into_inner).map_err(|error| {
        let fault = Fault::Syntax { message: error.message().to_owned() };
        SpecError { key: String::new(), origin: home.part(error.span().unwrap_or(0..0)), fault }.into()
    })
}

/// The table `[tool.pydockstage]`, and where its name stands.
fn find_table(document: DeTable<'_>) -> Option<(std::ops::Range<usize>, Spanned<DeValue<'_>>)> {
    let (_, tool) = document.into_iter().find(|(name, _)| name.get_ref() == "tool")?;
    let DeValue::Table(tool) = tool.into_inner() else { return None };
    let (name, value) = tool.into_iter().find(|(name, _)| name.get_ref() == "pydockstage")?;
    Some((name.span(), value))
}

/// The text of the file `path`; none where there is no such file.
fn load(root: &Path, path: &str) -> Result<Option<String>, SpecErrors> {
    let fault = |text: String, at: usize, fault| {
        let span = if text.is_empty() { 0..0 } else { at..at + 1 };
        let origin = Origin::File { source: Arc::new(Source::new(path, text)), span };
        SpecErrors::from(SpecError { key: String::new(), origin, fault })
    };
    let unreadable = |error: &std::io::Error| {
        fault(String::new(), 0, Fault::Unreadable { reason: error.kind().to_string() })
    };
    let on_disk = root.join(path);
    // Asked before it is opened: to open a pipe is to wait for its writer.
    let metadata = match std::fs::metadata(&on_disk) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(&error)),
    };
    if !metadata.is_file() {
        return Err(fault(String::new(), 0, Fault::NotAFile));
    }
    let mut bytes = Vec::new();
    File::open(&on_disk)
        .and_then(|file| file.take(LONGEST_FILE + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > LONGEST_FILE {
        return Err(fault(String::new(), 0, Fault::TooLong { limit: LONGEST_FILE }));
    }
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        fault(String::from_utf8_lossy(error.as_bytes()).into_owned(), at, Fault::NotUtf8)
    })
}
