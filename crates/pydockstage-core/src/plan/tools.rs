//! What compilers and other tools are called where they are installed.

use crate::names::{Distribution, Family, Release};

/// The C compiler and the headers of the C library, without which it compiles nothing, each with why.
///
/// Debian: gcc only recommends libc6-dev. Red Hat's kin: gcc requires glibc-devel, which is named all the same. Alpine:
/// the wiki's "GCC". Wolfi: its compilers are used by way of build-base.
pub(super) fn compiler(release: &Release) -> [(&'static str, &'static str); 2] {
    let (compiler, headers) = match release.distribution() {
        Distribution::Wolfi => ("build-base", "glibc-dev"),
        Distribution::Alpine => ("gcc", "musl-dev"),
        other if other.family() == Family::Dnf => ("gcc", "glibc-devel"),
        _ => ("gcc", "libc6-dev"),
    };
    [
        (compiler, "compiles what has no wheel"),
        (headers, "the C library's headers, without which gcc compiles nothing"),
    ]
}

/// The name of a tool that Debian calls `name`; none where it comes from PyPI as well and no name is sure.
pub(super) fn called(release: &Release, name: &'static str) -> Option<&'static str> {
    match (release.distribution().family(), name) {
        (Family::Dnf, "g++") => Some("gcc-c++"),
        (Family::Dnf, "procps") => Some("procps-ng"),
        (Family::Dnf, "gfortran") => Some("gcc-gfortran"),
        (Family::Dnf | Family::Apk, "pkg-config") => Some("pkgconf"),
        (Family::Apk, "ninja-build") => None,
        _ => Some(name),
    }
}
