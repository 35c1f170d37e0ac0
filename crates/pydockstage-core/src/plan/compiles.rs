//! Whether a requirement is compiled when it is installed.

use crate::names::DistributionName;
use crate::project::{GlobalOption, Requirement, RequirementKind, RequirementSet};
use indexmap::IndexMap;

/// Whether a requirement is compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// It is, for this reason.
    Compiles(String),
    /// It is not: a wheel is installed.
    HasWheel,
    /// Nothing tells. A wheel is taken for likely, as most of what is on PyPI has one.
    NotKnown,
}

/// Distributions of PyPI that have no wheel for Linux: pip builds each from its source.
///
/// Found with `pip download` and `pip install --dry-run`, each with `--no-deps --only-binary=:all:`, for CPython 3.11 and
/// 3.13 on `manylinux_2_17` to `manylinux_2_36`, x86-64, on 2026-11-23 and 2026-11-24. A list and not a rule: without a
/// lock file nothing else tells. What has a wheel for one of the two versions (plyvel, pylibmc) is not in it.
const WITHOUT_WHEEL: [&str; 44] = [
    "berkeleydb",
    "bjoern",
    "bluepy",
    "bonsai",
    "dbus-python",
    "evdev",
    "fusepy",
    "gdal",
    "gpg",
    "gssapi",
    "kerberos",
    "krb5",
    "libvirt-python",
    "llfuse",
    "m2crypto",
    "mod-wsgi",
    "mysqlclient",
    "netifaces",
    "pgmagick",
    "psycopg2",
    "psycopg2cffi",
    "py3exiv2",
    "pyalsaaudio",
    "pyaudio",
    "pybluez",
    "pycairo",
    "pycups",
    "pyfuse3",
    "pygobject",
    "pyicu",
    "pykerberos",
    "pylibacl",
    "pymilter",
    "pypcap",
    "pyscard",
    "pystemd",
    "python-apt",
    "python-ldap",
    "python-prctl",
    "pyxattr",
    "smbus",
    "spidev",
    "systemd-python",
    "uwsgi",
];

/// Whether the distribution is known to have no wheel for Linux.
pub(super) fn has_no_wheel(name: &DistributionName) -> bool {
    WITHOUT_WHEEL.contains(&name.as_str())
}

/// Whether a requirement of a set is compiled: by where it comes from, by the set's own options, and then by what is
/// known of PyPI.
pub(super) fn answer(set: &RequirementSet, requirement: &Requirement) -> Answer {
    let Some(name) = &requirement.name else { return Answer::NotKnown };
    let from = |what: &str| Answer::Compiles(format!("{name} comes as {what} and is compiled"));
    match &requirement.kind {
        RequirementKind::Index(_) => {}
        RequirementKind::Repository(_) => return from("a repository"),
        RequirementKind::Archive { url, .. } if is_wheel(url) => return Answer::HasWheel,
        RequirementKind::File(path) if is_wheel(path.as_str()) => return Answer::HasWheel,
        RequirementKind::Archive { .. } | RequirementKind::File(_) => return from("a source archive"),
        RequirementKind::Directory(_) | RequirementKind::Variable => return Answer::NotKnown,
    }
    match Formats::of(set).allowed(name) {
        Some((Format::Source, written)) => Answer::Compiles(format!("{name} is compiled, as {written} asks")),
        Some((Format::Wheel, _)) => Answer::HasWheel,
        None if has_no_wheel(name) => Answer::Compiles(format!("{name} has no wheel and is compiled")),
        None => Answer::NotKnown,
    }
}

fn is_wheel(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('.').next().is_some_and(|ending| ending.eq_ignore_ascii_case("whl"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Source,
    Wheel,
}

const ALL: &str = ":all:";
const NONE: &str = ":none:";

/// What `--no-binary` and `--only-binary` of a set hold when all its options are read, each name with the option as it
/// was written.
///
/// A name goes before `:all:`; a name that one option takes is taken from the other; `:all:` begins both anew, and
/// `:none:` empties its own (pip documentation, "pip install", `--no-binary` and `--only-binary`; where it leaves doubt,
/// `FormatControl` of pip 26.3).
#[derive(Debug, Default)]
pub(super) struct Formats {
    source: IndexMap<String, String>,
    wheel: IndexMap<String, String>,
}

impl Formats {
    /// What the options of a set say.
    pub(super) fn of(set: &RequirementSet) -> Self {
        let mut formats = Self::default();
        for option in set.options() {
            let origin = &option.origin;
            match &option.value {
                GlobalOption::NoBinary(value) => {
                    let written = format!("--no-binary {value} ({origin})");
                    give(value, &written, &mut formats.source, &mut formats.wheel);
                }
                GlobalOption::OnlyBinary(value) => {
                    let written = format!("--only-binary {value} ({origin})");
                    give(value, &written, &mut formats.wheel, &mut formats.source);
                }
                _ => {}
            }
        }
        formats
    }

    /// The distributions that are compiled by name, each with the option as written.
    pub(super) fn sources(&self) -> impl Iterator<Item = (DistributionName, &str)> {
        self.source.iter().filter_map(|(name, written)| Some((name.parse().ok()?, written.as_str())))
    }

    fn allowed(&self, name: &DistributionName) -> Option<(Format, &str)> {
        let held = |key: &str| {
            let wheel = self.wheel.get(key).map(|written| (Format::Wheel, written.as_str()));
            wheel.or_else(|| self.source.get(key).map(|written| (Format::Source, written.as_str())))
        };
        held(name.as_str()).or_else(|| held(ALL))
    }
}

/// Reads the value of one of the two options.
fn give(
    value: &str,
    written: &str,
    own: &mut IndexMap<String, String>,
    other: &mut IndexMap<String, String>,
) {
    let mut names: Vec<&str> = value.split(',').collect();
    while let Some(at) = names.iter().position(|name| *name == ALL) {
        other.clear();
        own.clear();
        own.insert(ALL.to_owned(), written.to_owned());
        names.drain(..=at);
        if !names.contains(&NONE) {
            return;
        }
    }
    for name in names {
        if name == NONE {
            own.clear();
            continue;
        }
        let name = name.parse::<DistributionName>().map_or_else(|_| name.to_owned(), |name| name.to_string());
        other.shift_remove(&name);
        own.insert(name, written.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What holds for `name` after options in this order, `s` for `--no-binary` and `w` for `--only-binary`.
    fn allowed(options: &[(char, &str)], name: &str) -> Option<Format> {
        let mut formats = Formats::default();
        for (option, value) in options {
            match option {
                's' => give(value, value, &mut formats.source, &mut formats.wheel),
                _ => give(value, value, &mut formats.wheel, &mut formats.source),
            }
        }
        formats.allowed(&name.parse().unwrap()).map(|(format, _)| format)
    }

    #[test]
    fn options_are_read_as_pip_reads_them() {
        let (source, wheel) = (Some(Format::Source), Some(Format::Wheel));
        assert_eq!(allowed(&[('s', "lxml,Python_LDAP")], "python-ldap"), source);
        assert_eq!(allowed(&[('s', "lxml")], "pillow"), None);
        assert_eq!(allowed(&[('s', ":all:")], "pillow"), source);
        assert_eq!(allowed(&[('s', ":all:"), ('w', "pillow")], "pillow"), wheel);
        assert_eq!(allowed(&[('w', "pillow"), ('s', ":all:")], "pillow"), source);
        assert_eq!(allowed(&[('s', ":all:"), ('s', ":none:")], "pillow"), None);
        assert_eq!(allowed(&[('s', "pillow"), ('w', ":none:")], "pillow"), source);
        assert_eq!(allowed(&[('s', ":all:,pillow")], "pillow"), source);
        assert_eq!(allowed(&[('s', ":all:,:none:,lxml")], "pillow"), None);
        assert_eq!(allowed(&[('s', ":all:,:none:,lxml")], "lxml"), source);
    }

    #[test]
    fn a_wheel_is_told_by_its_ending() {
        assert!(is_wheel("https://example.org/a-1-py3-none-any.whl?x=y#z"));
        assert!(!is_wheel("https://example.org/whl/a-1.tar.gz"));
    }
}
