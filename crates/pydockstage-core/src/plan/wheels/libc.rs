use crate::names::{Distribution, Release};

/// The C library of a release, which tells the platform tags that its Python takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Libc {
    /// The GNU C library 2.`minor`, or a newer one.
    Glibc {
        /// The second number of its version.
        minor: u16,
    },
    /// musl 1.`minor`.
    Musl {
        /// The second number of its version.
        minor: u16,
    },
}

impl Libc {
    /// The C library of a release; none where it isn't known.
    ///
    /// Each with its source; a release for which there was none is not known. What is wrong here compiles what has a
    /// wheel, or looks for a wheel that the installer doesn't take.
    pub fn of(release: &Release) -> Option<Self> {
        let glibc = |minor| Some(Self::Glibc { minor });
        let number = || release.name().trim_start_matches("stream").split('.').next()?.parse::<u16>().ok();
        match release.distribution() {
            // The package libc6 in Debian's indices of 2026-11-25; for those that have left the mirror, the table "Distro
            // glibc Versions" of LinuxGSM's documentation, which agrees with them on bullseye.
            Distribution::Debian => glibc(match release.name() {
                "stretch" => 24,
                "buster" => 28,
                "bullseye" => 31,
                "bookworm" => 36,
                "trixie" => 41,
                "forky" => 43,
                _ => return None,
            }),
            // "Linux distributions to kernel and glibc versions map" (R. Lau, GitHub gist 6a01d7829cc33ddab35269dacc127680),
            // which agrees with the indices on Debian's.
            Distribution::Ubuntu => glibc(match release.name() {
                "bionic" => 27,
                "focal" => 31,
                "jammy" => 35,
                // Those behind noble are not known to have more, and don't have less.
                "noble" | "plucky" | "questing" => 39,
                _ => return None,
            }),
            // The bases of the images of manylinux (PEP 599; README of pypa/manylinux): CentOS 7 is manylinux2014, which is
            // 2.17; AlmaLinux 8, 9 and 10 are 2_28, 2_34 and 2_39. The others are built from the same sources.
            Distribution::Centos
            | Distribution::Rhel
            | Distribution::Ubi
            | Distribution::Rocky
            | Distribution::Alma => glibc(match number()? {
                7 => 17,
                8 => 28,
                9 => 34,
                10 => 39,
                _ => return None,
            }),
            // Fedora's change proposal "GNU Toolchain Update" for Fedora 41; later ones are not older.
            Distribution::Fedora => match number()? {
                41.. => glibc(40),
                _ => None,
            },
            // "Improved toolchain: gcc, binutils, and glibc" in the Amazon Linux 2023 User Guide.
            Distribution::Amazon => glibc(match number()? {
                2 => 26,
                2023 => 34,
                _ => return None,
            }),
            // "Release Notes for Alpine 3.13.0": musl was upgraded to 1.2; that of 3.24 is 1.2.6 (package musl-utils).
            Distribution::Alpine => {
                let minor = release.name().split('.').nth(1)?.parse::<u16>().ok()?;
                (minor >= 13).then_some(Self::Musl { minor: 2 })
            }
            // The file glibc.yaml of wolfi-dev/os at 002d81d; it moves, and only on.
            Distribution::Wolfi => glibc(41),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_that_is_not_known_has_none() {
        let of = |text: &str| Libc::of(&text.parse().unwrap());
        assert_eq!(of("debian:trixie"), Some(Libc::Glibc { minor: 41 }));
        assert_eq!(of("debian:etch"), None);
        assert_eq!(of("alpine:3.22"), Some(Libc::Musl { minor: 2 }));
        assert_eq!(of("centos:stream9"), Some(Libc::Glibc { minor: 34 }));
        assert_eq!(of("ubuntu:noble"), Some(Libc::Glibc { minor: 39 }));
        assert_eq!(of("fedora:40"), None);
        assert_eq!(of("fedora:44"), Some(Libc::Glibc { minor: 40 }), "as much as 41 has, at least");
    }
}
