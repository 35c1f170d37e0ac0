use super::{Evidence, ReleaseCatalog, overlay};
use crate::names::{DistributionName, SystemPackage};
use std::collections::BTreeSet;

/// How a Python distribution uses what it needs at run time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Mode {
    /// Its extension modules link to libraries.
    Linked,
    /// It opens libraries while it runs (`ctypes`, `cffi`, `dlopen`).
    Opened,
    /// It runs programs.
    Executed,
}

/// What a Python distribution needs of the system. The lists are sorted and name each package once.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct Needs {
    /// Development packages, for the stage that compiles.
    pub build: Vec<SystemPackage>,
    /// Runtime packages, for the image that ships.
    pub runtime: Vec<SystemPackage>,
    /// Compilers and other programs, for the stage that compiles.
    pub tools: Vec<SystemPackage>,
    /// How the runtime packages are used.
    pub mode: Mode,
    /// What else its user should know.
    pub notes: Vec<String>,
    /// What it rests on.
    pub evidence: Evidence,
}

impl Needs {
    /// Nothing.
    pub(crate) fn none(evidence: Evidence) -> Self {
        Self {
            build: Vec::new(),
            runtime: Vec::new(),
            tools: Vec::new(),
            mode: Mode::Linked,
            notes: Vec::new(),
            evidence,
        }
    }

    /// The overlay, which people reviewed, goes before what the distribution's own package says: an sdist may hold
    /// what the distribution took out of it.
    pub(super) fn look_up(
        catalog: &ReleaseCatalog<'_>,
        name: &DistributionName,
        extras: &[impl AsRef<str>],
    ) -> Option<Self> {
        let entries = overlay::entries(name, extras);
        if entries.is_empty() {
            return Self::derived(catalog, name);
        }
        let mut gathered = Gathered::default();
        for entry in &entries {
            gathered.add(catalog, entry);
        }
        Some(gathered.finish())
    }

    /// What is needed beside the wheel: what it opens or executes, and what it leaves to the system. Only the reviewed
    /// table tells.
    pub(super) fn beside_wheel(
        catalog: &ReleaseCatalog<'_>,
        name: &DistributionName,
        extras: &[impl AsRef<str>],
    ) -> Option<Self> {
        let entries = overlay::entries(name, extras);
        let mut gathered = Gathered::default();
        for entry in &entries {
            gathered.add_beside_wheel(catalog, entry);
        }
        (!gathered.runtime.is_empty()).then(|| gathered.finish())
    }

    fn derived(catalog: &ReleaseCatalog<'_>, name: &DistributionName) -> Option<Self> {
        let mut lists = catalog.derived(name)?.split('|').map(|list| {
            let names: BTreeSet<SystemPackage> =
                list.split(',').filter_map(|name| name.parse().ok()).collect();
            names.into_iter().collect()
        });
        Some(Self {
            build: lists.next().unwrap_or_default(),
            runtime: lists.next().unwrap_or_default(),
            tools: lists.next().unwrap_or_default(),
            mode: Mode::Linked,
            notes: Vec::new(),
            evidence: Evidence::Distribution,
        })
    }
}

/// The needs of several entries, so far.
#[derive(Default)]
struct Gathered {
    build: BTreeSet<SystemPackage>,
    runtime: BTreeSet<SystemPackage>,
    tools: BTreeSet<SystemPackage>,
    mode: Option<Mode>,
    notes: Vec<String>,
}

impl Gathered {
    fn add(&mut self, catalog: &ReleaseCatalog<'_>, entry: &overlay::Entry<'_>) {
        let build = entry.build(catalog);
        let halves = build.iter().flat_map(|package| catalog.runtime(package).unwrap_or_default()).collect();
        self.runtime.extend(entry.linked(catalog, halves));
        self.build.extend(build);
        self.build.extend(entry.headers(catalog));
        self.runtime.extend(entry.runtime(catalog));
        self.tools.extend(entry.tools(catalog));
        self.mode = self.mode.max(Some(entry.mode()));
        self.notes.extend(entry.note().map(str::to_owned));
        let release = catalog.release();
        let unknown = entry.unknown(catalog).into_iter();
        self.notes.extend(unknown.map(|name| format!("what {release} calls {name} isn't known")));
    }

    fn add_beside_wheel(&mut self, catalog: &ReleaseCatalog<'_>, entry: &overlay::Entry<'_>) {
        self.runtime.extend(entry.left_by_wheel(catalog));
        self.mode = self.mode.max(Some(entry.mode()));
        self.notes.extend(entry.note().map(str::to_owned));
    }

    fn finish(self) -> Needs {
        Needs {
            build: self.build.into_iter().collect(),
            runtime: self.runtime.into_iter().collect(),
            tools: self.tools.into_iter().collect(),
            mode: self.mode.unwrap_or(Mode::Linked),
            notes: self.notes,
            evidence: Evidence::Hand,
        }
    }
}
