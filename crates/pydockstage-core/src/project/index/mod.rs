//! Package indexes that a project names beside PyPI, and whether one needs credentials.

mod pip_conf;
mod tools;

use super::files::{Files, TextFile};
use super::metadata::{MetadataError, MetadataFault, TomlView, Written};
use super::requirement::{SyntaxFault, variables};
use super::{LockKind, Origin, ProjectError, secrets};
use crate::names::{EnvName, ProjectPath};

/// A package index that the project's installer is told to use.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PackageIndex {
    /// The name that the installer's settings give it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its address, as written: without a password.
    pub url: String,
    /// The environment variables that are to be put into its address.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<EnvName>,
    /// What its owner says about credentials.
    pub credentials: Credentials,
    /// Where it is named.
    pub origin: Origin,
}

/// What is said about the credentials of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Credentials {
    /// Nothing: it may be open to all.
    Untold,
    /// It can't be read without.
    Needed,
    /// There are none.
    None,
}

impl PackageIndex {
    /// An index with that address.
    pub(crate) fn new(name: Option<String>, url: &str, origin: Origin) -> Self {
        let variables = variables(url);
        // A user's name without a password: somebody else knows the password.
        let credentials = match user(url) {
            Some(_) if variables.is_empty() => Credentials::Needed,
            _ if is_public(url) => Credentials::None,
            _ => Credentials::Untold,
        };
        Self { name, url: url.to_owned(), variables, credentials, origin }
    }
}

/// The indexes that the settings of what installs name: those of the deciding lock file's installer, or of pip, where no
/// lock file decides. Those in requirements files are options of the sets. A password that is written in one is an
/// error.
pub(super) fn read(
    files: &Files,
    root: &[(String, bool)],
    deciding: Option<LockKind>,
    pyproject: Option<&TomlView<'_>>,
) -> Result<Indexes, ProjectError> {
    let there = |name: &str| -> Result<_, ProjectError> {
        if !root.iter().any(|(entry, is_directory)| entry == name && !is_directory) {
            return Ok(None);
        }
        let Ok(path) = ProjectPath::root().join(name) else { return Ok(None) };
        files.read(&path).map(Some).map_err(|fault| ProjectError::File { path, fault })
    };
    let mut all = Vec::new();
    for kind in LockKind::ALL {
        let found = tools::read(kind, &there, pyproject)?;
        // The settings of another installer are only looked through for passwords.
        if deciding == Some(kind) || deciding == Some(LockKind::Pylock) && kind == LockKind::Uv {
            all.extend(found);
        }
    }
    let mut pip = None;
    if let Some(file) = there(pip_conf::FILE)? {
        let found = pip_conf::read(&file)?;
        if deciding.is_none() {
            all.extend(found);
            pip = Some(file.path.clone());
        }
    }
    Ok(Indexes { all, pip })
}

/// What the settings of installers say about indexes.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub(super) struct Indexes {
    pub(super) all: Vec<PackageIndex>,
    /// pip's own settings.
    pub(super) pip: Option<ProjectPath>,
}

impl Indexes {
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty() && self.pip.is_none()
    }
}

/// Fails where a password or an access token is written anywhere in the file.
pub(super) fn no_secret(file: &TextFile) -> Result<(), MetadataError> {
    match secrets::written_secret(&file.text) {
        Some(span) => {
            Err(MetadataError::new(file.place(span), MetadataFault::Requirement(SyntaxFault::SecretInUrl)))
        }
        None => Ok(()),
    }
}

/// The index with an address that is written in a file.
fn index(name: Option<&Written<'_>>, url: &Written<'_>) -> Result<PackageIndex, MetadataError> {
    if let Some(span) = secrets::written_secret(url.text) {
        let place = url.file.place(url.inside(&span));
        return Err(MetadataError::new(place, MetadataFault::Requirement(SyntaxFault::SecretInUrl)));
    }
    Ok(PackageIndex::new(name.map(|name| name.text.to_owned()), url.text, url.origin()))
}

/// What stands before the host: a user's name, and a password behind a colon (RFC 3986, 3.2.1).
pub(crate) fn user(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    authority.rsplit_once('@').map(|(user, _)| user).filter(|user| !user.is_empty())
}

/// The host of an address, without its port.
pub(crate) fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    host.split(':').next().filter(|host| !host.is_empty())
}

/// Whether all may read it: PyPI and its instance for tests (Python Packaging User Guide, "Using `TestPyPI`"), and the
/// indexes of `PyTorch` (its page "Start Locally").
fn is_public(url: &str) -> bool {
    let labels: Vec<&str> = host(url).unwrap_or_default().rsplit('.').collect();
    matches!(labels.as_slice(), ["org", "pypi" | "pytorch", ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(url: &str) -> Credentials {
        PackageIndex::new(None, url, Origin::file(ProjectPath::root())).credentials
    }

    #[test]
    fn an_address_tells_whether_it_needs_credentials() {
        assert_eq!(said("https://packages.example.org/simple"), Credentials::Untold);
        assert_eq!(said("https://reader@packages.example.org/simple"), Credentials::Needed);
        assert_eq!(said("https://${WHO}:${WORD}@packages.example.org/simple"), Credentials::Untold);
    }

    #[test]
    fn a_host_stands_between_the_user_and_the_port() {
        assert_eq!(host("https://a:b@example.org:8080/x"), Some("example.org"));
        assert_eq!(host("https://example.org"), Some("example.org"));
        assert_eq!(host("example.org"), None);
    }
}
