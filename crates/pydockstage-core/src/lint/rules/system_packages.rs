//! Packages of the distribution: development packages that ship, names of other releases, runtime halves that lack.

use super::Subject;
use crate::dockerfile::{Instruction, Source};
use crate::lint::Finding;
use crate::lint::file::{Step, literal};
use crate::lint::image::{self, ImageName};
use crate::lint::installs::{self, Package};
use crate::lint::problem::Problem;
use crate::names::{Family, Release, SystemPackage};
use crate::packages::{PackageError, ReleaseCatalog};
use std::collections::BTreeSet;

/// What compiles, by the names of all three families.
const COMPILERS: [&str; 21] = [
    "build-essential",
    "build-base",
    "gcc",
    "gcc-c++",
    "g++",
    "gfortran",
    "gcc-gfortran",
    "clang",
    "cmake",
    "meson",
    "ninja-build",
    "cargo",
    "rustc",
    "rust",
    "autoconf",
    "automake",
    "libtool",
    "pkg-config",
    "pkgconf",
    "dpkg-dev",
    "python3-dev",
];

pub(in crate::lint) fn development_packages(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let file = subject.file;
    let release =
        file.last().and_then(|last| file.image(last)).and_then(|name| ImageName::new(name).release());
    let catalog = release.as_ref().and_then(|release| subject.catalog.release(release).ok());
    for step in file.shipped() {
        let removed: BTreeSet<&str> = step.commands.iter().flat_map(installs::removed).collect();
        for package in packages(step) {
            if !is_development(package.name) || removed.contains(package.name) {
                continue;
            }
            let name = package.name.parse::<SystemPackage>().ok();
            let runtime = name.zip(catalog.as_ref()).and_then(|(name, catalog)| catalog.runtime(&name).ok());
            let problem = Problem::DevelopmentPackage {
                package: package.name.to_owned(),
                runtime: runtime.unwrap_or_default(),
            };
            found.push(Finding::new(problem, package.word.span.clone()));
        }
    }
}

fn is_development(name: &str) -> bool {
    COMPILERS.contains(&name) || name.ends_with("-dev") || name.ends_with("-devel")
}

fn packages<'s>(step: &'s Step<'_>) -> Vec<Package<'s>> {
    step.commands.iter().filter_map(installs::system).flat_map(|install| install.packages).collect()
}

pub(in crate::lint) fn other_releases(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for (index, stage) in subject.file.stages.iter().enumerate() {
        let Some(name) = subject.file.image(index) else { continue };
        let image = ImageName::new(name);
        let release = image.release();
        let catalog = release.as_ref().and_then(|release| subject.catalog.release(release).ok());
        for step in &stage.steps {
            for install in step.commands.iter().filter_map(installs::system) {
                if install.family != Family::Apt {
                    continue;
                }
                for package in install.packages {
                    let Ok(system) = package.name.parse::<SystemPackage>() else { continue };
                    let span = package.word.span.clone();
                    match &catalog {
                        Some(catalog) => found.extend(elsewhere(catalog, &system, &package)),
                        None if image.floats() && image::family(&image) == Some(Family::Apt) => {
                            let homes = homes(subject, &system);
                            if !homes.is_empty() {
                                let problem = Problem::FloatingRelease {
                                    image: name.to_owned(),
                                    package: package.name.to_owned(),
                                    homes,
                                };
                                found.push(Finding::new(problem, span));
                            }
                        }
                        None => {}
                    }
                }
            }
        }
    }
}

/// That a package is another release's, where that is known.
fn elsewhere(catalog: &ReleaseCatalog<'_>, system: &SystemPackage, package: &Package<'_>) -> Option<Finding> {
    let Err(PackageError::OtherRelease { release, homes, here, .. }) = catalog.check_runtime(system) else {
        return None;
    };
    let new = match here.as_slice() {
        [only] => Some(only.to_string()),
        _ => None,
    };
    let name = package.name;
    let problem = Problem::PackageOfOtherRelease { package: name.to_owned(), release, homes, here };
    let span = package.word.span.clone();
    let finding = Finding::new(problem, span.clone());
    Some(match new {
        // With a version behind it the name alone would be wrong as well.
        Some(new) if package.word.text == name && span.len() == name.len() => finding.mended_by(span, new),
        _ => finding,
    })
}

/// The releases of Debian that have a package, where there are others that don't.
fn homes(subject: &Subject<'_>, package: &SystemPackage) -> Vec<Release> {
    let releases: Vec<Release> = subject.catalog.headers().into_iter().map(|header| header.release).collect();
    let mut lacks = false;
    let mut homes = Vec::new();
    for release in releases.into_iter().filter(|release| image::age(release).is_some()) {
        let Ok(catalog) = subject.catalog.release(&release) else { continue };
        if catalog.header().is_by_hand() {
            continue;
        }
        match catalog.check_runtime(package) {
            Err(PackageError::OtherRelease { .. }) => lacks = true,
            _ => homes.push(release),
        }
    }
    if lacks { homes } else { Vec::new() }
}

pub(in crate::lint) fn missing_runtime(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let file = subject.file;
    let Some(last) = file.last() else { return };
    let Some(image) = file.image(last).map(ImageName::new).filter(ImageName::is_slim) else { return };
    let Some(catalog) = image.release().and_then(|release| subject.catalog.release(&release).ok()) else {
        return;
    };
    let shipped: BTreeSet<String> =
        file.shipped().flat_map(packages).map(|package| package.name.to_owned()).collect();
    let mut told = BTreeSet::new();
    for step in file.shipped() {
        let Instruction::Copy(copy) = step.instruction else { continue };
        let Some(from) = copy.from.as_ref().and_then(|from| file.stage(from.as_str())) else { continue };
        let sources = copy.paths.sources().iter().filter_map(|source| match source {
            Source::Path(path) => literal(path),
            Source::Heredoc(_) => None,
        });
        if !sources.into_iter().any(|path| holds_environment(&path)) {
            continue;
        }
        for package in file.line(from).into_iter().flat_map(|stage| &stage.steps).flat_map(packages) {
            let Ok(name) = package.name.parse::<SystemPackage>() else { continue };
            let runtime = if is_development(package.name) {
                catalog.runtime(&name).unwrap_or_default()
            } else {
                continue;
            };
            let is_there =
                |package: &SystemPackage| shipped.contains(package.as_str()) || in_every_image(package);
            if !runtime.is_empty() && !runtime.iter().any(is_there) && told.insert(package.name.to_owned()) {
                let stage = &file.stages[from];
                let problem = Problem::MissingRuntimePackage {
                    development: package.name.to_owned(),
                    runtime,
                    stage: stage.name().map_or_else(|| from.to_string(), str::to_owned),
                };
                found.push(Finding::new(problem, step.span.clone()));
            }
        }
    }
}

/// Whether a folder of a stage holds what was compiled: an environment, site-packages, or all of /usr/local.
fn holds_environment(path: &str) -> bool {
    let path = path.trim_end_matches('/');
    path.contains("venv")
        || path.contains("site-packages")
        || path.contains("dist-packages")
        || path.ends_with("/.local")
        || matches!(path, "/usr/local" | "/usr/local/lib" | "/install" | "/opt")
}

/// Whether the slim image of Python has a package: Debian's base, of which apt needs the library of C++, and what the
/// modules of the standard library link to (CPython documentation, "Configure Python", "Build Requirements").
fn in_every_image(package: &SystemPackage) -> bool {
    const THERE: [&str; 13] = [
        "libc6",
        "libgcc-s1",
        "libstdc++6",
        "libssl",
        "zlib1g",
        "libbz2-1.0",
        "liblzma5",
        "libffi",
        "libsqlite3-0",
        "libncursesw6",
        "libreadline8",
        "libuuid1",
        "libexpat1",
    ];
    THERE.iter().any(|there| package.as_str().starts_with(there))
}
