//! The values of a line: for each group of releases, the packages.

use super::{Architecture, Evidence};

/// One value: the packages of some releases, on every architecture or on one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Value<'t> {
    /// The letters of the releases.
    pub(super) letters: &'t str,
    /// The architecture, where it differs from what is said for the others.
    pub(super) architecture: Option<Architecture>,
    /// The packages, with commas between; none where the architecture lacks the development package itself.
    pub(super) packages: Option<&'t str>,
    /// What it rests on.
    pub(super) evidence: Evidence,
}

impl<'t> Value<'t> {
    /// The packages as a list.
    pub(super) fn names(self) -> impl Iterator<Item = &'t str> {
        self.packages.unwrap_or_default().split(',').filter(|name| !name.is_empty())
    }
}

/// The values of a line in their order; what is no value is passed over.
pub(super) fn values(text: &str) -> impl Iterator<Item = Value<'_>> {
    text.split(' ').filter_map(|value| {
        let (releases, rest) = value.split_once('=')?;
        let (letters, architecture) = match releases.split_once('/') {
            Some((letters, machine)) => (letters, Some(machine.parse().ok()?)),
            None => (releases, None),
        };
        let (packages, evidence) = match rest.split_once('~') {
            Some((packages, letter)) => (packages, Evidence::from_letter(letter)?),
            None => (rest, Evidence::Symlink),
        };
        Some(Value { letters, architecture, packages: (packages != "-").then_some(packages), evidence })
    })
}

/// The value for one release and one architecture.
pub(super) fn value(text: &str, letter: char, architecture: Architecture) -> Option<Value<'_>> {
    let mut general = None;
    for value in values(text).filter(|value| value.letters.contains(letter)) {
        match value.architecture {
            Some(own) if own == architecture => return value.packages.map(|_| value),
            Some(_) => {}
            None => general = Some(value),
        }
    }
    general
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_architecture_goes_before_the_general_value() {
        let line = "k=liba1~d t=liba2 k/arm64=liba1,libb1 t/arm64=-";
        let names = |letter, architecture| value(line, letter, architecture).map(|v| v.packages.unwrap());
        assert_eq!(names('k', Architecture::Amd64), Some("liba1"));
        assert_eq!(names('k', Architecture::Arm64), Some("liba1,libb1"));
        assert_eq!(names('t', Architecture::Amd64), Some("liba2"));
        assert_eq!(names('t', Architecture::Arm64), None);
        assert_eq!(names('f', Architecture::Amd64), None);
        assert_eq!(value(line, 'k', Architecture::Amd64).unwrap().evidence, Evidence::Depends);
    }
}
