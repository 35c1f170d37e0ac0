use super::specifier::specifiers;
use super::{Repository, SyntaxError, SyntaxFault, url};
use crate::names::{DistributionName, EnvName};
use crate::project::cursor::Cursor;
use crate::project::marker::{Marker, marker};
use crate::project::secrets;
use pep440_rs::VersionSpecifiers;

/// A requirement as its text alone tells it: no file was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::project) struct Draft {
    pub(in crate::project) name: Option<DistributionName>,
    pub(in crate::project) extras: Vec<DistributionName>,
    pub(in crate::project) target: Target,
    pub(in crate::project) marker: Option<Marker>,
    pub(in crate::project) variables: Vec<EnvName>,
}

/// Where the text says that the thing required comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::project) enum Target {
    /// A package index.
    Index(VersionSpecifiers),
    /// A path, as written.
    Path(String),
    /// A repository.
    Repository(Repository),
    /// An archive on a server.
    Archive { url: String, subdirectory: Option<String> },
    /// Known only once environment variables are put in.
    Variable,
}

impl Draft {
    pub(super) fn new(target: Target) -> Self {
        Self { name: None, extras: Vec::new(), target, marker: None, variables: Vec::new() }
    }
}

/// Reads a dependency specifier (PEP 508, "Grammar": `specification`): what stands in pyproject.toml.
pub(in crate::project) fn dependency(text: &str) -> Result<Draft, SyntaxError> {
    if let Some(secret) = secrets::written_secret(text) {
        return Err(SyntaxError::new(SyntaxFault::SecretInUrl, secret));
    }
    let mut cursor = Cursor::new(text);
    cursor.skip_blanks();
    let name = name(&mut cursor, SyntaxFault::NameExpected)?;
    cursor.skip_blanks();
    let extras = extras(&mut cursor)?;
    cursor.skip_blanks();
    let mut draft = if cursor.eat("@") {
        cursor.skip_blanks();
        let start = cursor.at();
        let address = cursor.take_while(|character| character != ' ' && character != '\t');
        if address.is_empty() {
            return Err(SyntaxError::new(SyntaxFault::UrlExpected, cursor.here()));
        }
        let draft = url::draft(address).map_err(|error| error.moved(start))?;
        cursor.skip_blanks();
        draft
    } else {
        Draft::new(Target::Index(specifiers(&mut cursor)?))
    };
    if cursor.eat(";") {
        let start = cursor.at();
        draft.marker = Some(marker(cursor.rest()).map_err(|error| error.moved(start))?);
    } else if !cursor.is_end() {
        return Err(SyntaxError::new(SyntaxFault::SemicolonExpected, cursor.at()..text.len()));
    }
    Ok(Draft { name: Some(name), extras, ..draft })
}

/// Reads a name; `missing` is the fault where there is none.
fn name(cursor: &mut Cursor<'_>, missing: SyntaxFault) -> Result<DistributionName, SyntaxError> {
    let start = cursor.at();
    let name = cursor.take_while(|character| character.is_alphanumeric() || "._-".contains(character));
    if name.is_empty() {
        return Err(SyntaxError::new(missing, cursor.here()));
    }
    name.parse().map_err(|_| SyntaxError::new(SyntaxFault::BadName(name.to_owned()), cursor.since(start)))
}

/// Reads `[extra, extra]` if it comes next. Each is kept once.
pub(super) fn extras(cursor: &mut Cursor<'_>) -> Result<Vec<DistributionName>, SyntaxError> {
    let start = cursor.at();
    let mut extras = Vec::new();
    if !cursor.eat("[") {
        return Ok(extras);
    }
    cursor.skip_blanks();
    if cursor.eat("]") {
        return Ok(extras);
    }
    loop {
        cursor.skip_blanks();
        let extra = name(cursor, SyntaxFault::ExtraExpected)?;
        if !extras.contains(&extra) {
            extras.push(extra);
        }
        cursor.skip_blanks();
        if cursor.eat("]") {
            return Ok(extras);
        }
        if !cursor.eat(",") {
            return Err(SyntaxError::new(SyntaxFault::Unclosed('['), start..start + 1));
        }
    }
}
