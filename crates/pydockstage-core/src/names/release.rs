use super::NameError;
use std::fmt;
use std::str::FromStr;

/// A distribution and one of its releases, written `debian:trixie`: package names depend on both.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release {
    distribution: Distribution,
    name: String,
}

/// Releases that share a packager and an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Distribution {
    /// Debian: apt, glibc.
    Debian,
    /// Ubuntu: apt, glibc.
    Ubuntu,
    /// `CentOS` Stream: dnf, glibc.
    Centos,
    /// Red Hat Enterprise Linux: dnf, glibc.
    Rhel,
    /// Red Hat's Universal Base Image, whose repositories are a part of RHEL's: dnf, glibc.
    Ubi,
    /// Rocky Linux: dnf, glibc.
    Rocky,
    /// `AlmaLinux`: dnf, glibc.
    Alma,
    /// Fedora: dnf, glibc.
    Fedora,
    /// Amazon Linux: dnf, glibc.
    Amazon,
    /// Alpine: apk, musl.
    Alpine,
    /// Wolfi: apk, glibc.
    Wolfi,
}

/// What installs a distribution's packages, and so the form of its index and of its packages' names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Family {
    /// `.deb` packages, `Packages` and `Contents`.
    Apt,
    /// RPM packages, `repodata`.
    Dnf,
    /// Alpine's packages, `APKINDEX`.
    Apk,
}

impl Distribution {
    /// Every distribution that a release can name.
    pub const ALL: [Self; 11] = [
        Self::Debian,
        Self::Ubuntu,
        Self::Centos,
        Self::Rhel,
        Self::Ubi,
        Self::Rocky,
        Self::Alma,
        Self::Fedora,
        Self::Amazon,
        Self::Alpine,
        Self::Wolfi,
    ];

    /// The word before the colon.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Debian => "debian",
            Self::Ubuntu => "ubuntu",
            Self::Centos => "centos",
            Self::Rhel => "rhel",
            Self::Ubi => "ubi",
            Self::Rocky => "rocky",
            Self::Alma => "alma",
            Self::Fedora => "fedora",
            Self::Amazon => "amazon",
            Self::Alpine => "alpine",
            Self::Wolfi => "wolfi",
        }
    }

    /// What installs its packages.
    pub fn family(self) -> Family {
        match self {
            Self::Debian | Self::Ubuntu => Family::Apt,
            Self::Centos
            | Self::Rhel
            | Self::Ubi
            | Self::Rocky
            | Self::Alma
            | Self::Fedora
            | Self::Amazon => Family::Dnf,
            Self::Alpine | Self::Wolfi => Family::Apk,
        }
    }
}

impl fmt::Display for Distribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Release {
    /// The distribution.
    pub fn distribution(&self) -> Distribution {
        self.distribution
    }

    /// The release's own name: a code name (`trixie`) or a number (`3.22`).
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.distribution, self.name)
    }
}

/// Said of a distribution that is none of them.
const UNKNOWN: &str = "the distribution is one of debian, ubuntu, centos, rhel, ubi, rocky, alma, fedora, amazon, \
                       alpine, wolfi";

impl FromStr for Release {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| NameError::new("distribution and release", text, reason);
        let (distribution, name) = text
            .split_once(':')
            .ok_or_else(|| fault("both are needed, with a colon between them, as in debian:trixie"))?;
        let distribution = Distribution::ALL
            .into_iter()
            .find(|known| known.as_str() == distribution)
            .ok_or_else(|| fault(UNKNOWN))?;
        let mut bytes = name.bytes();
        let sound = bytes.next().is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.');
        if !sound {
            return Err(fault("the release is a code name or a number, as in trixie or 3.22"));
        }
        Ok(Self { distribution, name: name.to_owned() })
    }
}

impl serde::Serialize for Release {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Release {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_distribution_is_named_in_the_message_and_read_by_its_word() {
        for distribution in Distribution::ALL {
            assert!(UNKNOWN.contains(distribution.as_str()), "{distribution}");
            let release: Release = format!("{distribution}:9").parse().unwrap();
            assert_eq!(release.distribution(), distribution);
        }
    }
}
