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
//! | `run` | runtime packages, by name or by the SONAME they own |
//! | `wheel` | runtime packages that its wheel leaves to the system, likewise; `none` where it brings all. Without the key: nothing where it is linked, and `run` where that is opened or executed |
//! | `only` | the libraries that it links to, as names without `.so` and version: of the runtime halves, those alone |
//! | `tools` | compilers and other programs for the build |
//! | `mode` | `linked` (default), `opened` or `executed` |
//! | `alone` | `yes`: with this extra the line without it does not count |
//!
//! A name that a release does not have is left out there: another release's name would fail the build.

use super::{Mode, ReleaseCatalog, families};
use crate::names::{DistributionName, Family, SystemPackage};
use std::collections::BTreeSet;

/// The word for no package at all.
const NONE: &str = "none";

static TEXT: &str = include_str!("../../catalog/python.txt");

/// One line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'t> {
    fields: &'t str,
    note: Option<&'t str>,
}

/// The line of a distribution, or of one extra of it.
fn find(name: &str) -> Option<Entry<'static>> {
    super::lines::find(TEXT, "py", name).map(entry)
}

/// What stands behind the name of a line.
pub(super) fn entry(line: &str) -> Entry<'_> {
    let (fields, note) = match line.split_once("# ") {
        Some((fields, note)) => (fields.trim_end(), Some(note)),
        None => (line, None),
    };
    Entry { fields, note }
}

/// The lines that tell of a distribution with some extras; none where there is none. `psycopg[binary]` brings its
/// library along, so that the line of plain `psycopg` doesn't count beside it.
pub(super) fn entries(name: &DistributionName, extras: &[impl AsRef<str>]) -> Vec<Entry<'static>> {
    let extras: Vec<Entry<'_>> = extras
        .iter()
        .filter_map(|extra| extra.as_ref().parse::<DistributionName>().ok())
        .filter_map(|extra| find(&format!("{name}[{extra}]")))
        .collect();
    let alone = extras.iter().any(Entry::stands_alone);
    find(name.as_str()).filter(|_| !alone).into_iter().chain(extras).collect()
}

impl<'t> Entry<'t> {
    /// Whether the entry goes in place of the distribution's own.
    fn stands_alone(&self) -> bool {
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
        self.list(catalog, "run")
    }

    /// The runtime packages that its wheel leaves to the system.
    pub(super) fn left_by_wheel(&self, catalog: &ReleaseCatalog<'_>) -> Vec<SystemPackage> {
        match self.value(catalog, "wheel") {
            Some(_) => self.list(catalog, "wheel"),
            None if self.mode() == Mode::Linked => Vec::new(),
            None => self.runtime(catalog),
        }
    }

    /// Of the runtime halves of what is built with, those that are linked to.
    pub(super) fn linked(
        &self,
        catalog: &ReleaseCatalog<'_>,
        halves: BTreeSet<SystemPackage>,
    ) -> BTreeSet<SystemPackage> {
        let stems =
            self.value(catalog, "only").unwrap_or_default().split(',').filter(|stem| !stem.is_empty());
        let owners: BTreeSet<SystemPackage> = stems.flat_map(|stem| catalog.owners_of_stem(stem)).collect();
        let linked: BTreeSet<SystemPackage> = halves.intersection(&owners).cloned().collect();
        // A release without a table of libraries has no narrower answer than the halves themselves.
        if linked.is_empty() { halves } else { linked }
    }

    fn list(&self, catalog: &ReleaseCatalog<'_>, key: &str) -> Vec<SystemPackage> {
        let items = self.value(catalog, key).unwrap_or_default().split(',');
        items.filter_map(|item| item.split('|').find_map(|name| resolve(catalog, name))).collect()
    }

    /// What the release has by no name that is known, where another family's names had to be looked up.
    pub(super) fn unknown(&self, catalog: &ReleaseCatalog<'_>) -> Vec<&'t str> {
        if catalog.release().distribution().family() == Family::Apt {
            return Vec::new();
        }
        let items = ["build", "headers"].into_iter().filter_map(|key| self.value(catalog, key));
        let items = items.flat_map(|list| list.split(',')).filter(|item| !item.is_empty());
        items.filter(|item| !item.split('|').any(|name| resolve(catalog, name).is_some())).collect()
    }

    /// The value of a key for the family of the release: what is written for it, else what is written for apt, whose
    /// names are then looked up in `catalog/families.txt`.
    fn value(&self, catalog: &ReleaseCatalog<'_>, key: &str) -> Option<&'t str> {
        let prefix = match catalog.release().distribution().family() {
            Family::Apk => "apk:",
            Family::Dnf => "dnf:",
            Family::Apt => return self.field(key),
        };
        self.prefixed(prefix, key).or_else(|| self.field(key))
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

/// The package that a name or a SONAME means in a release, where the release has it.
fn resolve(catalog: &ReleaseCatalog<'_>, name: &str) -> Option<SystemPackage> {
    if name == NONE {
        return None;
    }
    if name.contains(".so.") {
        return catalog.owner(name)?.into_iter().next();
    }
    families::find(catalog, name)
}

/// What the reviewed table says that a Python distribution needs of any release, as far as that can be told without the
/// catalog of one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AnyRelease {
    /// Whether it needs packages whose names differ from release to release.
    pub needs_packages: bool,
    /// Compilers and other tools, by Debian's older names.
    pub tools: Vec<&'static str>,
}

/// What is known of a distribution with these extras where no catalog is; none where the table has no line of it.
/// `compiled` tells whether it is built from its source or installed as a wheel.
pub fn on_any_release(
    name: &DistributionName,
    extras: &[impl AsRef<str>],
    compiled: bool,
) -> Option<AnyRelease> {
    let entries = entries(name, extras);
    if entries.is_empty() {
        return None;
    }
    let is_asked = |entry: &Entry<'_>, key: &str| entry.field(key).is_some_and(|list| list != NONE);
    let needs_packages = entries.iter().any(|entry| {
        let keys: &[&str] = match (compiled, entry.field("wheel"), entry.mode()) {
            (true, ..) => &["build", "headers", "run"],
            (false, Some(_), _) => &["wheel"],
            (false, None, Mode::Linked) => &[],
            (false, None, _) => &["run"],
        };
        keys.iter().any(|key| is_asked(entry, key))
    });
    let tools = entries.iter().filter(|_| compiled).filter_map(|entry| entry.field("tools"));
    let tools = tools.flat_map(|list| list.split(',')).filter_map(|item| item.split('|').next_back());
    Some(AnyRelease { needs_packages, tools: tools.collect() })
}

/// The distributions that the table has a line of.
pub(super) fn distributions() -> impl Iterator<Item = &'static str> {
    super::lines::of_kind(TEXT, "py").map(|(name, _)| name).filter(|name| !name.contains('['))
}

/// The development packages that the table names.
#[cfg(test)]
pub(super) fn development_packages() -> impl Iterator<Item = &'static str> {
    let lines = super::lines::of_kind(TEXT, "py").map(|(_, line)| entry(line));
    let lists = lines.flat_map(|entry| [entry.field("build"), entry.field("headers")]).flatten();
    lists.flat_map(|list| list.split([',', '|']))
}

/// Whether each development package of a distribution is one that `is_known`.
#[cfg(test)]
pub(super) fn is_covered(name: &str, is_known: impl Fn(&str) -> bool) -> bool {
    let entry = find(name).unwrap_or(Entry { fields: "", note: None });
    let lists = [entry.field("build"), entry.field("headers")].into_iter().flatten();
    let mut items = lists.flat_map(|list| list.split(','));
    items.all(|item| item.split('|').any(&is_known))
}

/// The packages that the table names as they are: a catalog says of each whether its release has it.
pub fn named_packages() -> impl Iterator<Item = &'static str> {
    let fields = TEXT.lines().flat_map(|line| line.split("# ").next().unwrap_or_default().split(' '));
    let lists = fields
        .filter_map(|field| field.split_once('='))
        .filter(|(key, _)| matches!(*key, "run" | "wheel" | "tools"));
    lists.flat_map(|(_, list)| list.split([',', '|'])).filter(|name| !name.contains(".so.") && *name != NONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packages::{Catalog, lines};

    /// Each name of the table is in at least the newest stable release, and each alternative in some release.
    #[test]
    fn every_name_of_the_table_is_in_an_index() {
        let releases = ["debian:bullseye", "debian:bookworm", "debian:trixie", "debian:forky"];
        let releases = releases.map(|name| Catalog::embedded().release(&name.parse().unwrap()).unwrap());
        let mut faults = Vec::new();
        for (name, fields) in lines::of_kind(TEXT, "py") {
            let fields = fields.split("# ").next().unwrap();
            for (key, list) in fields.split(' ').filter_map(|field| field.split_once('=')) {
                let known = |item: &str, release: &ReleaseCatalog<'_>| match key {
                    "only" => !release.owners_of_stem(item).is_empty(),
                    _ => resolve(release, item).is_some(),
                };
                match key {
                    "mode" if matches!(list, "opened" | "executed") => {}
                    "alone" if list == "yes" => {}
                    "wheel" if list == NONE => {}
                    "build" | "headers" | "run" | "wheel" | "only" | "tools" => {
                        let unknown =
                            list.split([',', '|']).filter(|item| !releases.iter().any(|r| known(item, r)));
                        faults.extend(unknown.map(|item| format!("{name}: {key}: {item} is in no release")));
                        let trixie = |item: &&str| !item.split('|').any(|name| known(name, &releases[2]));
                        let missing = list.split(',').filter(|_| key != "only").filter(trixie);
                        faults.extend(missing.map(|item| format!("{name}: {key}: {item} is not in trixie")));
                    }
                    _ => faults.push(format!("{name}: {key}={list}")),
                }
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
