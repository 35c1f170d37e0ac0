use crate::names::{DistributionName, NameError};
use pep440_rs::Version;
use std::fmt;
use std::str::FromStr;

/// The file name of a wheel (specification "Binary distribution format", "File name convention"), which says where it
/// can be installed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WheelName {
    text: String,
    distribution: DistributionName,
    version: Version,
    /// The bytes of the three sets of tags: Python, ABI, platform.
    tags: [std::ops::Range<usize>; 3],
}

impl WheelName {
    /// The whole name, as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The distribution.
    pub fn distribution(&self) -> &DistributionName {
        &self.distribution
    }

    /// The version.
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// The Python tags: `cp313`, or `py2` and `py3`.
    pub fn pythons(&self) -> impl Iterator<Item = &str> {
        self.set(0)
    }

    /// The ABI tags: `cp313`, `abi3`, `none`.
    pub fn abis(&self) -> impl Iterator<Item = &str> {
        self.set(1)
    }

    /// The platform tags: `manylinux_2_17_x86_64`, `any`.
    pub fn platforms(&self) -> impl Iterator<Item = &str> {
        self.set(2)
    }

    fn set(&self, at: usize) -> impl Iterator<Item = &str> {
        self.text.get(self.tags[at].clone()).unwrap_or_default().split('.')
    }
}

impl FromStr for WheelName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| NameError::new("file name of a wheel", text, reason);
        let stem = text.strip_suffix(".whl").ok_or_else(|| fault("it does not end in .whl"))?;
        let parts: Vec<&str> = stem.split('-').collect();
        let [distribution, version, .., python, abi, platform] = parts.as_slice() else {
            return Err(fault("a name, a version and three tags are needed, with - between them"));
        };
        if parts.len() > 6 || parts.iter().any(|part| part.is_empty()) {
            return Err(fault("a name, a version and three tags are needed, with - between them"));
        }
        let build_is_number = parts.len() == 5 || parts[2].starts_with(|c: char| c.is_ascii_digit());
        if !build_is_number {
            return Err(fault("a build number begins with a digit"));
        }
        let distribution = distribution.parse().map_err(|_| fault("its first part is no name"))?;
        // An escaped hyphen; a local version may hold one (`1.0+cpu_avx2`).
        let version = Version::from_str(&version.replace('_', "-"));
        let version = version.map_err(|_| fault("its second part is no version"))?;
        let platform = stem.len() - platform.len()..stem.len();
        let abi = platform.start - 1 - abi.len()..platform.start - 1;
        let python = abi.start - 1 - python.len()..abi.start - 1;
        Ok(Self { text: text.to_owned(), distribution, version, tags: [python, abi, platform] })
    }
}

impl fmt::Display for WheelName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl serde::Serialize for WheelName {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tags_are_the_last_three_parts() {
        let name: WheelName =
            "PyYAML-6.0.2-1build-cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64.whl".parse().unwrap();
        assert_eq!(name.distribution().as_str(), "pyyaml");
        assert_eq!(name.version().to_string(), "6.0.2");
        assert_eq!(name.pythons().collect::<Vec<_>>(), ["cp313"]);
        assert_eq!(name.abis().collect::<Vec<_>>(), ["cp313"]);
        assert_eq!(name.platforms().collect::<Vec<_>>(), ["manylinux_2_17_x86_64", "manylinux2014_x86_64"]);
    }

    #[test]
    fn what_is_no_wheel_is_told_why() {
        for (text, reason) in [
            ("flask-3.1.3.tar.gz", "it does not end in .whl"),
            ("flask-3.1.3-none-any.whl", "a name, a version and three tags are needed, with - between them"),
            ("flask--py3-none-any.whl", "a name, a version and three tags are needed, with - between them"),
            ("flask-3.1.3-b1-py3-none-any.whl", "a build number begins with a digit"),
            ("flask-x-py3-none-any.whl", "its second part is no version"),
            ("_-1-py3-none-any.whl", "its first part is no name"),
        ] {
            assert_eq!(text.parse::<WheelName>().unwrap_err().reason, reason, "{text}");
        }
    }
}
