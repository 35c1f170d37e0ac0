//! The reviewed table of Python distributions: `catalog/python.txt`.
//!
//! A line is the distribution's normalised name (an extra in brackets behind it), then `key=value` with one space
//! between, in any order, then what its user should know behind ` # `. Lists have commas; `a|b` is the first of them
//! that the release has. Without a prefix the keys are for apt; `apk:` and `dnf:` before them are for the others.
//!
//! | key | value |
//! |---|---|
//! | `build` | development packages, whose runtime halves production needs too |
//! | `headers` | development packages that leave nothing to run time |
//! | `run` | runtime packages, by name or by the SONAME they own. Where `build` stands beside it with `only`, these alone |
//! | `only` | the SONAMEs that it links to, in place of all that the packages of `build` hold |
//! | `tools` | compilers and other programs for the build |
//! | `mode` | `linked` (default), `opened` or `executed` |
//! | `alone` | `yes`: with this extra the line without it does not count |

use super::{Mode, ReleaseCatalog};
use crate::names::{Distribution, SystemPackage};

static TEXT: &str = include_str!("../../catalog/python.txt");

/// One line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'t> {
    fields: &'t str,
    note: Option<&'t str>,
}

/// The line of a distribution, or of one extra of it.
pub(super) fn find(name: &str) -> Option<Entry<'static>> {
    let line = super::lines::find(TEXT, "py", name)?;
    let (fields, note) = match line.split_once("# ") {
        Some((fields, note)) => (fields.trim_end(), Some(note)),
        None => (line, None),
    };
    Some(Entry { fields, note })
}

impl<'t> Entry<'t> {
    /// Whether the entry goes in place of the distribution's own.
    pub(super) fn stands_alone(&self) -> bool {
        self.field("alone").is_some()
    }

    /// What its user should know.
    pub(super) fn note(&self) -> Option<&'t str> {
        self.note
    }

    /// How the runtime packages are used.
    pub(super) fn mode(&self) -> Mode {
        match self.field("mode") {
            Some("opened") => Mode::Opened,
            Some("executed") => Mode::Executed,
            _ => Mode::Linked,
        }
    }

    /// Whether the entry itself names what is linked to.
    pub(super) fn tells_runtime(&self) -> bool {
        self.field("only").is_some()
    }

    /// The development packages.
    pub(super) fn build(&self, catalog: &ReleaseCatalog<'_>) -> Vec<SystemPackage> {
        self.list(catalog, "build")
    }

    /// The development packages that leave nothing.
    pub(super) fn headers(&self, catalog: &ReleaseCatalog<'_>) -> Vec<SystemPackage> {
        self.list(catalog, "headers")
    }

    /// The programs.
    pub(super) fn tools(&self, catalog: &ReleaseCatalog<'_>) -> Vec<SystemPackage> {
        self.list(catalog, "tools")
    }

    /// The runtime packages that the entry names itself.
    pub(super) fn runtime(&self, catalog: &ReleaseCatalog<'_>) -> Vec<SystemPackage> {
        let mut found = self.list(catalog, "run");
        found.extend(self.list(catalog, "only"));
        found
    }

    fn list(&self, catalog: &ReleaseCatalog<'_>, key: &str) -> Vec<SystemPackage> {
        let value = match catalog.release().distribution() {
            Distribution::Alpine => self.prefixed("apk:", key),
            Distribution::Centos | Distribution::Fedora => self.prefixed("dnf:", key),
            Distribution::Debian | Distribution::Ubuntu => self.field(key),
        };
        value.unwrap_or_default().split(',').filter_map(|item| resolve(catalog, item)).collect()
    }

    fn field(&self, key: &str) -> Option<&'t str> {
        self.prefixed("", key)
    }

    fn prefixed(&self, prefix: &str, key: &str) -> Option<&'t str> {
        self.fields
            .split(' ')
            .find_map(|field| field.strip_prefix(prefix)?.strip_prefix(key)?.strip_prefix('='))
    }
}

/// The package that an item means in a release: the first alternative that it has, or the last, unchecked.
fn resolve(catalog: &ReleaseCatalog<'_>, item: &str) -> Option<SystemPackage> {
    let mut last = None;
    for alternative in item.split('|') {
        if alternative.contains(".so.") {
            if let Some(owner) = catalog.owner(alternative).and_then(|owners| owners.into_iter().next()) {
                return Some(owner);
            }
            continue;
        }
        let package: SystemPackage = alternative.parse().ok()?;
        if catalog.builds_with(&package) {
            return Some(package);
        }
        last = Some(package);
    }
    last
}
