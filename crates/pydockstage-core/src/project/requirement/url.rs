use super::line::named_by_file;
use super::{Draft, SyntaxError, SyntaxFault, Target};
use crate::names::DistributionName;

/// A repository that pip would check out.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Repository {
    /// The program that checks it out.
    pub system: VersionControl,
    /// Its address, as that program is given it: without `git+`, revision and fragment.
    pub url: String,
    /// The branch, tag or commit.
    pub revision: Option<String>,
    /// The folder inside, where the project does not lie at the top.
    pub subdirectory: Option<String>,
}

impl Repository {
    /// How it is reached: `https`, `ssh`.
    pub fn scheme(&self) -> &str {
        self.url.split_once(':').map_or("", |(scheme, _)| scheme)
    }
}

/// A version control system that pip knows (pip documentation, "VCS Support").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum VersionControl {
    /// Git.
    Git,
    /// Mercurial.
    Mercurial,
    /// Subversion.
    Subversion,
    /// Bazaar.
    Bazaar,
}

impl VersionControl {
    /// Every system, with its short name and the schemes that may follow its `+`.
    const ALL: [(Self, &'static str, &'static [&'static str]); 4] = [
        (Self::Git, "git", &["http", "https", "ssh", "git", "file"]),
        (Self::Mercurial, "hg", &["file", "http", "https", "ssh", "static-http"]),
        (Self::Subversion, "svn", &["ssh", "http", "https", "svn", "file"]),
        (Self::Bazaar, "bzr", &["http", "https", "ssh", "sftp", "ftp", "lp", "file"]),
    ];

    /// The program: `git`, `hg`, `svn`, `bzr`.
    pub fn program(self) -> &'static str {
        match self {
            Self::Git => "git",
            Self::Mercurial => "hg",
            Self::Subversion => "svn",
            Self::Bazaar => "bzr",
        }
    }

    fn of_scheme(scheme: &str) -> Option<Self> {
        let (program, transport) = scheme.split_once('+')?;
        let known = |(_, short, transports): &&(Self, &str, &[&str])| {
            *short == program && transports.contains(&transport)
        };
        Self::ALL.iter().find(known).map(|(system, ..)| *system)
    }
}

/// The scheme of a URL in lower case (RFC 3986, 3.1); none where the text doesn't begin like one.
pub(super) fn scheme(text: &str) -> Option<String> {
    let (scheme, _) = text.split_once(':')?;
    let sound = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    sound.then(|| scheme.to_ascii_lowercase())
}

/// Whether pip takes the text for a URL.
pub(super) fn is_url(text: &str) -> bool {
    scheme(text).is_some_and(|scheme| {
        matches!(scheme.as_str(), "http" | "https" | "file" | "ftp")
            || VersionControl::of_scheme(&scheme).is_some()
    })
}

/// Reads a URL from which something is to be installed.
pub(super) fn draft(text: &str) -> Result<Draft, SyntaxError> {
    let bad = || Err(SyntaxError::new(SyntaxFault::BadUrl(text.to_owned()), 0..text.len()));
    if text.contains(char::is_whitespace) || text.contains(char::is_control) {
        return bad();
    }
    let Some(scheme) = scheme(text) else { return bad() };
    if scheme != "file" && !has_host(text) {
        return bad();
    }
    let (address, fragment) = text.split_once('#').unwrap_or((text, ""));
    let subdirectory = value(fragment, "subdirectory").map(ToOwned::to_owned);
    let egg = egg(text, fragment)?;
    let target = match (scheme.as_str(), VersionControl::of_scheme(&scheme)) {
        (_, Some(system)) => {
            let url = address.split_once('+').map_or(address, |(_, url)| url);
            let (url, revision) = split_revision(url);
            if url.starts_with("file:") || revision.as_deref() == Some("") {
                // A repository on this machine: the build can't reach it unless it is a folder of the project, and a
                // folder needs no `git+`.
                return bad();
            }
            Target::Repository(Repository { system, url: url.to_owned(), revision, subdirectory })
        }
        ("file", None) => {
            let Some(path) = file_path(address) else { return bad() };
            let path = match subdirectory {
                Some(below) => format!("{path}/{below}"),
                None => path,
            };
            Target::Path(path)
        }
        ("http" | "https" | "ftp", None) => Target::Archive { url: address.to_owned(), subdirectory },
        _ => return bad(),
    };
    let by_file = match target {
        Target::Archive { .. } => named_by_file(address),
        _ => Ok(None),
    };
    let by_file = by_file.map_err(|fault| SyntaxError::new(fault, 0..address.len()))?;
    let name = by_file.or(egg);
    Ok(Draft { name, ..Draft::new(target) })
}

/// Whether a host stands behind `://` (RFC 3986, 3.2.2).
fn has_host(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    // Brackets enclose the number of a host, and stand nowhere else.
    !host.is_empty() && (host.starts_with('[') || !host.contains(['[', ']']))
}

/// The value of `key` in a fragment such as `egg=name&subdirectory=folder`.
fn value<'a>(fragment: &'a str, key: &str) -> Option<&'a str> {
    fragment.split(['&', '#']).find_map(|part| part.strip_prefix(key)?.strip_prefix('='))
}

/// The name behind `egg=`. Extras may not stand there any more (pip documentation, "VCS Support").
fn egg(text: &str, fragment: &str) -> Result<Option<DistributionName>, SyntaxError> {
    let Some(egg) = value(fragment, "egg") else { return Ok(None) };
    let at = text.find(egg).unwrap_or_default();
    let fault = match egg.split_once('[') {
        Some(_) => SyntaxFault::ExtrasInFragment,
        None => SyntaxFault::BadName(egg.to_owned()),
    };
    egg.parse().map(Some).map_err(|_| SyntaxError::new(fault, at..at + egg.len()))
}

/// Cuts `@revision` off the path of a repository's address; an `@` before the path belongs to the user's name.
fn split_revision(url: &str) -> (&str, Option<String>) {
    let host = url.find("://").map_or(0, |at| at + 3);
    let path = url.get(host..).and_then(|rest| rest.find('/')).map_or(url.len(), |at| host + at);
    match url.rfind('@') {
        Some(at) if at > path => {
            (url.get(..at).unwrap_or(url), Some(url.get(at + 1..).unwrap_or_default().to_owned()))
        }
        _ => (url, None),
    }
}

/// The path of a `file:` URL (RFC 8089), percent signs resolved; none where it names another machine.
fn file_path(address: &str) -> Option<String> {
    let rest = address.get("file:".len()..)?;
    let path = match rest.strip_prefix("//") {
        Some(host) => host.strip_prefix("localhost").unwrap_or(host),
        None => rest,
    };
    if rest.starts_with("//") && !path.starts_with('/') {
        return None;
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code =
            after.get(..2).filter(|_| byte == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(code) = code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            bytes.push(code);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}
