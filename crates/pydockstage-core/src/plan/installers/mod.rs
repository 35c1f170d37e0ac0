//! What fills the virtual environment, one file for each installer: how its lock file becomes what pip or uv installs.
//!
//! Each lock file is read by its own program in a stage that never ships, and written as a list for the chosen
//! requirement set. The stage that installs sees that list alone: another version of the project, another group's
//! requirements or another setting in pyproject.toml leave it as it is, and nothing is installed again.

mod locked;
mod pdm;
mod pipenv;
mod poetry;
mod uv;
mod versions;

pub(super) use locked::{Locked, export, has_hashes, no_binary};

use super::{Exporter, Filler};
use crate::project::{LockKind, Project};
use crate::spec::values::{Installer, ToolVersion};
use crate::spec::{Spec, Written};

/// What fills the virtual environment of this project.
pub(super) struct Chosen {
    pub(super) filler: Filler,
    /// What writes the lock file's list; none where there is no lock file that needs it.
    pub(super) locked: Option<Locked>,
}

/// The image that has uv.
pub(super) fn uv_image(spec: &Spec) -> String {
    uv::image(spec.tools.uv.as_ref())
}

/// What the owner names, else what the only lock file is for, else pip.
pub(super) fn choose(project: &Project, spec: &Spec) -> Chosen {
    let tools = &spec.tools;
    let uv = || uv::image(tools.uv.as_ref());
    let pip = |exporter, requirements| Chosen {
        filler: Filler::Pip,
        locked: Some(Locked { exporter, requirements }),
    };
    match project.deciding() {
        Some(LockKind::Uv) => Chosen {
            filler: Filler::Uv { image: uv() },
            locked: Some(Locked { exporter: Exporter::Uv { image: uv() }, requirements: Vec::new() }),
        },
        Some(LockKind::Poetry) => pip(Exporter::Poetry, poetry::requirements(tools)),
        Some(LockKind::Pdm) => pip(Exporter::Pdm, pdm::requirements(tools)),
        Some(LockKind::Pipenv) => pip(Exporter::Pipenv, pipenv::requirements(tools)),
        // The pip of the base images may be older than the format (pip 25.1 wrote the first).
        Some(LockKind::Pylock) => Chosen { filler: Filler::Uv { image: uv() }, locked: None },
        None => match spec.installer.as_ref().map(|installer| installer.value) {
            Some(Installer::Uv) => Chosen { filler: Filler::Uv { image: uv() }, locked: None },
            _ => Chosen { filler: Filler::Pip, locked: None },
        },
    }
}

/// What pip is asked for to have a program: the version that the owner names, or the tested one.
fn exact(name: &str, written: Option<&Written<ToolVersion>>, tested: &str) -> String {
    format!("{name}=={}", written.map_or(tested, |version| version.value.as_str()))
}
