//! `Pipfile.lock` (pipenv documentation, "Pipfile & Pipfile.lock"; `pipfile-spec` 6). It has the digests of archives,
//! not their names.

use super::{Lock, LockError, LockFault, LockKind, LockedPackage, LockedSource, Membership};
use crate::names::DistributionName;
use crate::project::Found;
use crate::project::files::TextFile;
use crate::project::marker::lock_marker;
use crate::project::metadata::MetadataFault;
use indexmap::IndexMap;
use pep440_rs::Version;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::ops::Range;
use std::str::FromStr;

const READ: &str = "pipfile-spec 6";

/// The categories that pipenv itself knows. To it what is always installed is one as well.
const ALWAYS: &str = "default";

/// A category, by package.
type Category<'a> = IndexMap<String, &'a RawValue>;

#[derive(Deserialize)]
struct Meta {
    #[serde(rename = "pipfile-spec")]
    spec: serde_json::Number,
    hash: Option<Digest>,
}

#[derive(Deserialize)]
struct Digest {
    sha256: Option<String>,
}

#[derive(Deserialize)]
struct Entry {
    version: Option<String>,
    markers: Option<String>,
    index: Option<String>,
    #[serde(default)]
    extras: Vec<String>,
    git: Option<String>,
    #[serde(rename = "ref")]
    revision: Option<String>,
    subdirectory: Option<String>,
    path: Option<String>,
    file: Option<String>,
    #[serde(default)]
    editable: bool,
}

pub(super) fn read(file: &TextFile) -> Result<Lock, LockError> {
    let whole = 0..file.text.len();
    let parts: IndexMap<String, &RawValue> = json(file, &file.text, whole)?;
    let missing = || fault(file, 0..0, LockFault::Content(MetadataFault::Missing("_meta".to_owned())));
    let raw = parts.get("_meta").ok_or_else(missing)?;
    let meta: Meta = of_raw(file, raw)?;
    let spec = meta.spec.to_string();
    let at = span(file, raw);
    if spec != "6" {
        return Err(fault(file, at, LockFault::UnknownVersion { found: spec, read: READ }));
    }
    let origin = file.origin(at.start);
    let mut lock = Lock::new(LockKind::Pipenv, file.path.clone(), Found::new(spec, origin.clone()));
    lock.content_hash = meta.hash.and_then(|hash| hash.sha256).map(|digest| Found::new(digest, origin));
    for (key, raw) in parts.iter().filter(|(key, _)| *key != "_meta") {
        let bad = |error| fault(file, span(file, raw), LockFault::Content(MetadataFault::BadName(error)));
        // The lock's word for what the Pipfile calls `dev-packages`.
        let called = if key == "develop" { "dev-packages" } else { key.as_str() };
        let group: DistributionName = called.parse().map_err(bad)?;
        let category: Category<'_> = of_raw(file, raw)?;
        for (name, raw) in &category {
            let package = package(file, name, raw, &group)?;
            let known = lock.packages.iter_mut().find(|known| same(known, &package));
            match (known, package.membership) {
                (Some(known), Some(membership)) => {
                    known.membership.get_or_insert_default().extend(membership);
                }
                (_, membership) => lock.packages.push(LockedPackage { membership, ..package }),
            }
        }
        if key != ALWAYS {
            if called != group.as_str() {
                lock.written_groups.insert(group.clone(), called.to_owned());
            }
            lock.groups.push(group);
        }
    }
    Ok(lock)
}

/// Whether two categories have the same package.
fn same(known: &LockedPackage, other: &LockedPackage) -> bool {
    known.name == other.name && known.version == other.version && known.source == other.source
}

fn package(
    file: &TextFile,
    name: &str,
    raw: &RawValue,
    group: &DistributionName,
) -> Result<LockedPackage, LockError> {
    let at = span(file, raw);
    let content = |error| fault(file, at.clone(), LockFault::Content(error));
    let name = name.parse().map_err(|error| content(MetadataFault::BadName(error)))?;
    let entry: Entry = of_raw(file, raw)?;
    let mut package = LockedPackage::new(name, file.origin(at.start));
    package.names_archives = false;
    // `*` where the package is not for the machine that made the lock.
    if let Some(text) = entry.version.as_deref().filter(|text| *text != "*") {
        let version = Version::from_str(text.trim_start_matches('='));
        package.version = Some(version.map_err(|_| content(MetadataFault::BadVersion(text.to_owned())))?);
    }
    for extra in &entry.extras {
        package.requested_extras.push(extra.parse().map_err(|error| content(MetadataFault::BadName(error)))?);
    }
    let marker = entry.markers.as_deref().map(lock_marker).transpose();
    let marker = marker.map_err(|error| content(MetadataFault::Requirement(error.fault)))?;
    let group = Some(group.clone()).filter(|group| group.as_str() != ALWAYS);
    package.membership = Some(vec![Membership { group, marker }]);
    package.source = source(entry);
    Ok(package)
}

fn source(entry: Entry) -> LockedSource {
    let Entry { git, revision, subdirectory, path, file, editable, index, .. } = entry;
    if let Some(url) = git {
        return LockedSource::Git { url, revision, subdirectory };
    }
    match (path, file) {
        (Some(path), _) if crate::project::requirement::is_archive(&path) => LockedSource::File { path },
        (Some(path), _) => LockedSource::Directory { path, editable },
        (None, Some(url)) if url.contains("://") => LockedSource::Archive { url, subdirectory },
        (None, Some(path)) => LockedSource::File { path },
        (None, None) => LockedSource::Index { index },
    }
}

/// The bytes of a value, which is a part of the file's own text.
fn span(file: &TextFile, raw: &RawValue) -> Range<usize> {
    let start = (raw.get().as_ptr() as usize).saturating_sub(file.text.as_ptr() as usize);
    start..start + raw.get().len()
}

fn of_raw<'a, T: Deserialize<'a>>(file: &TextFile, raw: &'a RawValue) -> Result<T, LockError> {
    json(file, raw.get(), span(file, raw))
}

/// Reads JSON from `text`, which has the bytes `at` of the file.
fn json<'a, T: Deserialize<'a>>(file: &TextFile, text: &'a str, at: Range<usize>) -> Result<T, LockError> {
    serde_json::from_str(text).map_err(|error| {
        let line =
            text.split('\n').take(error.line().saturating_sub(1)).map(|line| line.len() + 1).sum::<usize>();
        let byte = at.start + (line + error.column().saturating_sub(1)).min(text.len());
        // The place is told by itself.
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default().to_owned();
        fault(file, byte..byte, LockFault::Json(reason))
    })
}

fn fault(file: &TextFile, at: Range<usize>, fault: LockFault) -> LockError {
    LockError { kind: LockKind::Pipenv, place: Box::new(file.place(at)), fault }
}
