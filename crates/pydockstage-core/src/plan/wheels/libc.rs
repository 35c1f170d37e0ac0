use crate::names::{Distribution, Release};

/// The C library of a release, which tells the platform tags that its Python takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Libc {
    /// The GNU C library 2.`minor`.
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
    /// Debian's and Ubuntu's from the package libc6 in their indices (stretch and buster in those of the archive), that
    /// of testing as of 2026-11; Red Hat's and Amazon's from the glibc of their base repositories; Alpine's from the
    /// package musl of its main repository. What rolls on has at least the version named.
    pub fn of(release: &Release) -> Option<Self> {
        let glibc = |minor| Some(Self::Glibc { minor });
        let number = || release.name().trim_start_matches("stream").split('.').next()?.parse::<u16>().ok();
        match release.distribution() {
            Distribution::Debian => glibc(match release.name() {
                "stretch" => 24,
                "buster" => 28,
                "bullseye" => 31,
                "bookworm" => 36,
                "trixie" => 41,
                "forky" => 43,
                _ => return None,
            }),
            Distribution::Ubuntu => glibc(match release.name() {
                "bionic" => 27,
                "focal" => 31,
                "jammy" => 35,
                "noble" => 39,
                "questing" => 42,
                "resolute" => 43,
                _ => return None,
            }),
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
            Distribution::Fedora => match number()? {
                41 => glibc(40),
                42 => glibc(41),
                later if later >= 43 => glibc(42),
                _ => None,
            },
            Distribution::Amazon => glibc(match number()? {
                2 => 26,
                2023 => 34,
                _ => return None,
            }),
            // Since Alpine 3.2 it has been some release of musl 1.1 or 1.2; 1.2 since 3.13.
            Distribution::Alpine => {
                let minor = release.name().split('.').nth(1)?.parse::<u16>().ok()?;
                (minor >= 13).then_some(Self::Musl { minor: 2 })
            }
            Distribution::Wolfi => glibc(40),
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
        assert_eq!(of("fedora:44"), Some(Libc::Glibc { minor: 42 }));
    }
}
