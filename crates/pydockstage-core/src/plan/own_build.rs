//! What the project itself needs to be built: its own extension modules.

use super::needed::{Needed, add};
use super::resolve::Context;
use super::{Reason, tools};
use crate::project::Metadata;
use indexmap::IndexMap;

/// What the build requirements of a project with extension modules leave to the system, by the requirement that tells.
///
/// Each brings its own program from PyPI except these: a Rust compiler (maturin's documentation, "Distribution";
/// setuptools-rust's README), a C++ compiler for `CMake` and for the two that wrap C++ (scikit-build-core's documentation,
/// "Getting started"; pybind11's, nanobind's), a C compiler for all (meson-python's documentation; Cython's; cffi's).
/// `CMake` and Ninja come from PyPI only where the system has none: those of the distribution need no download.
const BY_REQUIREMENT: [(&str, &[&str]); 9] = [
    ("maturin", &["cargo"]),
    ("setuptools-rust", &["cargo"]),
    ("scikit-build-core", &["g++", "cmake", "ninja-build"]),
    ("scikit-build", &["g++", "cmake", "ninja-build"]),
    ("meson-python", &["ninja-build"]),
    ("pybind11", &["g++"]),
    ("nanobind", &["g++"]),
    ("cython", &[]),
    ("cffi", &[]),
];

/// The packages that build the extension modules of the project and of what is installed with it from folders; none where
/// there are none.
pub(super) fn needed(context: &Context<'_>) -> Needed {
    let mut packages = IndexMap::new();
    let around = context.project.surroundings().filter(|around| around.lock.is_some());
    let neighbours = around.iter().flat_map(|around| around.local.values()).map(|local| &local.metadata);
    let own = std::iter::once(context.project.metadata()).filter(|_| context.is_package());
    let all: Vec<&Metadata> = own.chain(neighbours).collect();
    let compiler = tools::compiler(&context.release).map(|(name, _)| name);
    let mut put = |names: &[&'static str], reason: &Reason| {
        let called = names.iter().filter_map(|name| tools::called(&context.release, name));
        for name in called.chain(compiler).filter_map(|name| name.parse().ok()) {
            add(&mut packages, name, reason, std::iter::empty());
        }
    };
    let builds = all.iter().flat_map(|metadata| &metadata.build_system);
    for requirement in builds.flat_map(|build| &build.requires) {
        let name = requirement.name.as_ref().map_or("", AsRef::as_ref);
        if let Some((_, names)) = BY_REQUIREMENT.iter().find(|(known, _)| *known == name) {
            let text = format!("{name} compiles the project's own extension modules");
            put(names, &Reason::written(text, &requirement.origin));
        }
    }
    for origin in all.iter().flat_map(|metadata| &metadata.extension_modules) {
        put(&[], &Reason::written("compiles the project's own extension modules", origin));
    }
    Needed { build: packages.into_values().collect(), ..Needed::default() }
}
