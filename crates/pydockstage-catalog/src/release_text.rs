//! The catalog of a release as data, and the text of one or several.

use crate::debian::Doubt;
use pydockstage_core::names::Release;
use pydockstage_core::packages::{Architecture, Evidence, ReleaseHeader, named_packages, soname, text};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// What a line of a catalog is about: its kind and its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    kind: &'static str,
    name: String,
}

impl Fact {
    /// A line's kind ([`text`] has them) and name.
    pub fn new(kind: &'static str, name: &str) -> Self {
        Self { kind, name: name.to_owned() }
    }

    /// The value of a pair, without the releases before it.
    pub fn value(runtime: &BTreeSet<String>, evidence: Evidence) -> String {
        let mut value = runtime.iter().map(String::as_str).collect::<Vec<_>>().join(",");
        if let Some(letter) = evidence.letter().filter(|_| !runtime.is_empty()) {
            value.push('~');
            value.push(letter);
        }
        value
    }
}

/// The catalog of one release, as data.
#[derive(Debug, Clone)]
pub struct ReleaseText {
    /// The release.
    pub release: Release,
    /// The day of its index.
    pub date: String,
    /// The digests of its indexes, as in the header's line.
    pub sources: Vec<String>,
    /// What is in doubt still.
    pub doubts: Vec<Doubt>,
    /// Every package of the release, by which it is known whether another release's package is there too.
    pub names: BTreeSet<String>,
    /// Value by fact, on the first architecture and on each other one that differs; `-` where it is not there.
    facts: BTreeMap<Fact, BTreeMap<Option<Architecture>, String>>,
}

impl ReleaseText {
    /// A release of which nothing is known yet.
    pub fn new(release: Release, date: String) -> Self {
        let (sources, doubts, names, facts) = Default::default();
        Self { release, date, sources, doubts, names, facts }
    }

    /// Whether there is a fact of this kind.
    pub fn holds(&self, kind: &str) -> bool {
        self.facts.keys().any(|fact| fact.kind == kind)
    }

    /// Adds the facts of one architecture, the first one first: of the others only what differs is kept.
    pub fn add(&mut self, architecture: Architecture, first: bool, facts: BTreeMap<Fact, String>) {
        if first {
            self.facts.extend(facts.into_iter().map(|(fact, value)| (fact, BTreeMap::from([(None, value)]))));
            return;
        }
        let paired = |fact: &Fact| matches!(fact.kind, text::DEVELOPMENT);
        for (fact, values) in &mut self.facts {
            if paired(fact) && !facts.contains_key(fact) {
                values.insert(Some(architecture), "-".to_owned());
            }
        }
        for (fact, value) in facts {
            let is_pair = paired(&fact);
            let plain = |value: &str| value.split('~').next().unwrap_or_default().to_owned();
            if let Some(values) = self.facts.get_mut(&fact) {
                if is_pair && values.get(&None).is_none_or(|other| plain(other) != plain(&value)) {
                    values.insert(Some(architecture), value);
                }
            } else if is_pair || fact.kind == text::LIBRARY {
                self.facts.insert(fact, BTreeMap::from([(Some(architecture), value)]));
            }
        }
    }

    /// Adds what an older catalog of the release says of names that this one says nothing of.
    pub fn extend(&mut self, older: Self) {
        for (fact, values) in older.facts {
            self.facts.entry(fact).or_insert(values);
        }
        self.sources.extend(older.sources);
        self.names.extend(older.names);
    }

    /// The catalog of this release alone, in the format of [`text`].
    pub fn to_text(&self) -> String {
        merge(std::slice::from_ref(self))
    }
}

/// The releases of a catalog's text, as data.
pub fn parse(catalog: &str) -> Vec<ReleaseText> {
    let kinds = [text::DEVELOPMENT, text::PACKAGE, text::PYTHON, text::LIBRARY, text::TOOL];
    let mut releases = Vec::new();
    for header in ReleaseHeader::all(catalog) {
        let mut release = ReleaseText::new(header.release, header.date);
        release.sources = header.sources;
        for line in catalog.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ');
            let (Some(kind), Some(name)) = (words.next(), words.next()) else { continue };
            let Some(kind) = kinds.into_iter().find(|known| *known == kind) else { continue };
            for value in words {
                let (letters, value) = value.split_once('=').unwrap_or((value, ""));
                let (letters, machine) = letters.split_once('/').unwrap_or((letters, ""));
                if letters.contains(header.letter) {
                    let (name, value) = if kind == text::LIBRARY {
                        soname::join(name, value)
                    } else {
                        (name.to_owned(), value.to_owned())
                    };
                    let values = release.facts.entry(Fact::new(kind, &name)).or_default();
                    values.insert(machine.parse().ok(), value);
                }
            }
        }
        releases.push(release);
    }
    releases
}

/// One text of several releases, in the format of [`text`].
pub fn merge(releases: &[ReleaseText]) -> String {
    let letters = letters(releases);
    let mut lines = Vec::new();
    for (release, letter) in releases.iter().zip(&letters) {
        let (name, date, sources) = (release.release.clone(), release.date.clone(), release.sources.clone());
        lines.push(ReleaseHeader { letter: *letter, release: name, date, sources }.to_line());
    }
    let mut facts: BTreeMap<Fact, BTreeMap<(Option<Architecture>, String), String>> = BTreeMap::new();
    for (release, letter) in releases.iter().zip(&letters) {
        for (fact, values) in &release.facts {
            for (architecture, value) in values {
                let (fact, value) = grouped(fact, value);
                facts.entry(fact).or_default().entry((*architecture, value)).or_default().push(*letter);
            }
        }
    }
    for (fact, values) in &facts {
        let mut line = format!("{} {}", fact.kind, fact.name);
        for ((architecture, value), letters) in values {
            let machine = architecture.map(|machine| format!("/{machine}")).unwrap_or_default();
            let is_list = matches!(fact.kind, text::TOOL | text::PACKAGE);
            let equals = if is_list { "" } else { "=" };
            // Writing to a string can't fail.
            let _ = write!(line, " {letters}{machine}{equals}{value}");
        }
        lines.push(line);
    }
    lines.extend(known_elsewhere(releases, &letters));
    lines.sort_unstable();
    text::seal(&(lines.join("\n") + "\n"))
}

/// The libraries of one stem share a line: `libz.so.1` of zlib1g stands as `1:zlib1g` in the line of `libz`.
fn grouped(fact: &Fact, value: &str) -> (Fact, String) {
    match soname::split(&fact.name) {
        Some((stem, version)) if fact.kind == text::LIBRARY => {
            (Fact::new(fact.kind, stem), format!("{version}:{}", soname::shorten(stem, version, value)))
        }
        _ => (fact.clone(), value.to_owned()),
    }
}

/// The lines of packages that some release's lines name and others have too, without a line of theirs saying so:
/// only with them is "this is a package of another release" true. What the table of Python distributions names
/// has such a line in any case.
fn known_elsewhere(releases: &[ReleaseText], letters: &[char]) -> Vec<String> {
    let named: Vec<BTreeSet<&str>> = releases.iter().map(named).collect();
    let all: BTreeSet<&str> = named.iter().flatten().copied().collect();
    let mut lines = Vec::new();
    let asked: BTreeSet<&str> = named_packages().collect();
    for name in all.union(&asked) {
        let hidden: String = (releases.iter().zip(&named).zip(letters))
            .filter(|((release, own), _)| {
                release.names.contains(*name) && (!own.contains(name) || asked.contains(name))
            })
            .map(|(_, letter)| *letter)
            .collect();
        let is_tool = releases.iter().any(|release| release.facts.contains_key(&Fact::new(text::TOOL, name)));
        if !hidden.is_empty() && !is_tool {
            lines.push(format!("{} {name} {hidden}", text::PACKAGE));
        }
    }
    lines
}

/// Each package that a release's lines name.
fn named(release: &ReleaseText) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for (fact, values) in &release.facts {
        match fact.kind {
            text::DEVELOPMENT | text::LIBRARY => {
                let values = values.values().map(|value| value.split('~').next().unwrap_or_default());
                names.extend(
                    values.flat_map(|value| value.split(',')).filter(|name| !matches!(*name, "" | "-")),
                );
                if fact.kind == text::DEVELOPMENT {
                    names.insert(fact.name.as_str());
                }
            }
            text::TOOL | text::PACKAGE => {
                names.insert(fact.name.as_str());
            }
            _ => {}
        }
    }
    names
}

/// A letter for each release: the first of its name that no other has, so that a line can be read.
fn letters(releases: &[ReleaseText]) -> Vec<char> {
    let mut letters: Vec<char> = Vec::new();
    for release in releases {
        let candidates = release.release.name().chars().chain('a'..='z').chain('A'..='Z').chain('0'..='9');
        let mut free =
            candidates.filter(|letter| letter.is_ascii_alphanumeric() && !letters.contains(letter));
        letters.push(free.next().unwrap_or('_'));
    }
    letters
}
