//! Where Python comes from, and what that makes of the stages.

use super::resolve::Context;
use super::{Package, PlanError, Reason, image};
use crate::names::{Distribution, Family, Release};
use crate::spec::Spec;
use crate::spec::values::{PythonFrom, PythonVersion};
use serde::{Deserialize, Serialize};

/// The Python that the virtual environment is made with. It must be at the same place wherever the environment is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interpreter {
    /// Where it comes from.
    pub from: PythonFrom,
    /// The program, as a path in the image.
    pub path: String,
}

/// That of Docker's official images.
impl Default for Interpreter {
    fn default() -> Self {
        Self { from: PythonFrom::Image, path: "/usr/local/bin/python3".to_owned() }
    }
}

impl Interpreter {
    /// Whether it is that of the official images, which goes without saying.
    pub(crate) fn is_image(&self) -> bool {
        self.from == PythonFrom::Image
    }

    /// The Python of a minor version on a release.
    pub fn of(from: PythonFrom, python: PythonVersion, release: &Release) -> Self {
        let path = match from {
            PythonFrom::Image => return Self::default(),
            PythonFrom::Distribution => format!("/usr/bin/{}", Names::of(python, release).program),
            PythonFrom::Uv => format!("{UV_PYTHON}/bin/python{python}"),
        };
        Self { from, path }
    }
}

/// Where the builds of uv are, by a name without the patch release.
pub(crate) const UV_PYTHON: &str = "/opt/python";

/// What the owner wrote, else the official image where there is one.
pub(super) fn source(spec: &Spec, release: &Release) -> Result<PythonFrom, PlanError> {
    let has_image = image::has_python(release);
    match &spec.python_from {
        Some(written) if written.value == PythonFrom::Image && !has_image => {
            Err(PlanError::NoPythonImage { release: release.clone(), origin: written.origin.clone() })
        }
        Some(written) => Ok(written.value),
        None if has_image => Ok(PythonFrom::Image),
        None => Ok(PythonFrom::Distribution),
    }
}

/// The minor versions that can be had on a release, from the oldest to the newest; none where that isn't known.
pub(super) fn minors(from: PythonFrom, release: &Release) -> Option<&'static [u8]> {
    match from {
        PythonFrom::Image => image::python_minors(release),
        PythonFrom::Distribution => distributions(release),
        // uv documentation, "Python versions": all that are maintained.
        PythonFrom::Uv => Some(&[10, 11, 12, 13, 14]),
    }
}

/// The minor versions among a distribution's packages, the default one first where it is one of several.
///
/// Debian: the package python3 of its index. Red Hat's kin: "Installing and using dynamic programming languages" of RHEL
/// 8, 9 and 10, without the Python of the system, whose pip is older than 22.3 and can't fill an environment from
/// outside. Amazon: "Python in AL2023", likewise. Fedora: the change proposals "Python 3.13" for 41 and "Python 3.14" for
/// 43. Wolfi: the files `python-3.10.yaml` to `python-3.13.yaml` of wolfi-dev/os. Alpine 3.19 to 3.21: what projects that
/// moved to them report (Open-Building-Management/emoncms 9, dotnet/dotnet-buildtools-prereqs-docker 1093,
/// open-afc-project/openafc 309). Ubuntu's plucky and questing: the announcements of their development.
///
/// Seen in no index and in no such report: Ubuntu's jammy and noble, and Alpine 3.22, which is taken to be as 3.21.
#[expect(clippy::match_same_arms, reason = "each line is a fact of its own")]
fn distributions(release: &Release) -> Option<&'static [u8]> {
    let name = release.name();
    let number = name.trim_start_matches("stream").split('.').next().unwrap_or_default();
    match (release.distribution(), name) {
        (Distribution::Debian, "bookworm") => Some(&[11]),
        (Distribution::Debian, "trixie") => Some(&[13]),
        (Distribution::Ubuntu, "jammy") => Some(&[10]),
        (Distribution::Ubuntu, "noble") => Some(&[12]),
        (Distribution::Ubuntu, "plucky" | "questing") => Some(&[13]),
        (Distribution::Fedora, "41" | "42") => Some(&[13]),
        (Distribution::Fedora, "43") => Some(&[14]),
        (Distribution::Amazon, "2023") => Some(&[11, 12, 13, 14]),
        (Distribution::Alpine, "3.19") => Some(&[11]),
        (Distribution::Alpine, "3.20" | "3.21" | "3.22") => Some(&[12]),
        (Distribution::Wolfi, _) => Some(&[10, 11, 12, 13]),
        (
            Distribution::Centos
            | Distribution::Rhel
            | Distribution::Ubi
            | Distribution::Rocky
            | Distribution::Alma,
            _,
        ) => match number {
            "8" | "9" => Some(&[11, 12]),
            "10" => Some(&[12]),
            _ => None,
        },
        _ => None,
    }
}

/// What a distribution calls a minor version of Python, and what belongs to it.
struct Names {
    package: String,
    headers: String,
    pip: String,
    program: String,
}

impl Names {
    fn of(python: PythonVersion, release: &Release) -> Self {
        let family = release.distribution().family();
        let is_default = distributions(release).is_some_and(|known| known.len() == 1)
            && !matches!((family, release.name().trim_start_matches("stream")), (Family::Dnf, "8" | "9"));
        let (package, program) = match (family, release.distribution()) {
            (_, Distribution::Wolfi) => (format!("python-{python}"), format!("python{python}")),
            (Family::Apk, _) => ("python3".to_owned(), "python3".to_owned()),
            _ if is_default => ("python3".to_owned(), "python3".to_owned()),
            _ => (format!("python{python}"), format!("python{python}")),
        };
        let (headers, pip) = match (family, release.distribution()) {
            (_, Distribution::Wolfi) => (format!("{package}-dev"), format!("py{python}-pip")),
            (Family::Apk, _) => (format!("{package}-dev"), "py3-pip".to_owned()),
            (Family::Dnf, _) => (format!("{package}-devel"), format!("{package}-pip")),
            (Family::Apt, _) => (format!("{package}-dev"), "python3-pip".to_owned()),
        };
        Self { package, headers, pip, program }
    }
}

/// None where the name, which is made of a version, would be no name; no version makes one such.
fn package(name: &str, reason: &str) -> Option<Package> {
    Some(Package { name: name.parse().ok()?, reason: Reason::default_choice(reason), runtime: Vec::new() })
}

/// The distribution's packages that make its bare image one with Python; none where Python comes otherwise.
pub(super) fn packages(context: &Context<'_>) -> Vec<Package> {
    let mut packages = Vec::new();
    let from = context.interpreter.from;
    // Images of Red Hat's kin have them, as the official images of Python do; bare ones of the others don't.
    if from != PythonFrom::Image && context.release.distribution().family() != Family::Dnf {
        packages.extend(package("ca-certificates", "whom connections trust, which the bare image lacks"));
    }
    if from == PythonFrom::Distribution {
        let name = Names::of(context.python, &context.release).package;
        packages.extend(package(&name, "the distribution's Python"));
    }
    packages
}

/// What the stages that build need of Python beside Python; `compiles` where its headers are.
pub(super) fn build_packages(context: &Context<'_>, compiles: bool) -> Vec<Package> {
    if context.interpreter.from != PythonFrom::Distribution {
        return Vec::new();
    }
    let names = Names::of(context.python, &context.release);
    let mut packages = Vec::new();
    if compiles {
        packages.extend(package(&names.headers, "the headers of the distribution's Python"));
    }
    packages.extend(pip(context));
    packages
}

/// The distribution's pip, where one is used and Python comes without.
pub(super) fn pip(context: &Context<'_>) -> Option<Package> {
    let chosen = &context.chosen;
    let is_used = chosen.filler.is_pip()
        || chosen.locked.as_ref().is_some_and(|locked| !locked.requirements.is_empty());
    if !is_used || context.interpreter.from != PythonFrom::Distribution {
        return None;
    }
    let name = Names::of(context.python, &context.release).pip;
    package(&name, "fills the virtual environment from outside, and never ships")
}

/// Refuses what the release's packages can't do.
pub(super) fn check(context: &Context<'_>) -> Result<(), PlanError> {
    // `--python` came with pip 22.3 (pip's changelog); jammy has 22.0.
    let is_old = context.release.distribution() == Distribution::Ubuntu && context.release.name() == "jammy";
    if is_old && context.interpreter.from == PythonFrom::Distribution {
        return Err(PlanError::OldPip {
            release: context.release.clone(),
            origin: context.spec.base.as_ref().map(|base| base.origin.clone()),
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_python_is_called_as_its_distribution_calls_it() {
        let of = |release: &str, minor| {
            let names = Names::of(PythonVersion { minor }, &release.parse().unwrap());
            [names.package, names.headers, names.pip, names.program].join(" ")
        };
        assert_eq!(of("debian:trixie", 13), "python3 python3-dev python3-pip python3");
        assert_eq!(of("ubuntu:noble", 12), "python3 python3-dev python3-pip python3");
        assert_eq!(of("centos:stream9", 12), "python3.12 python3.12-devel python3.12-pip python3.12");
        assert_eq!(of("ubi:10", 12), "python3 python3-devel python3-pip python3");
        assert_eq!(of("amazon:2023", 13), "python3.13 python3.13-devel python3.13-pip python3.13");
        assert_eq!(of("alpine:3.22", 12), "python3 python3-dev py3-pip python3");
        assert_eq!(of("wolfi:latest", 13), "python-3.13 python-3.13-dev py3.13-pip python3.13");
    }
}
