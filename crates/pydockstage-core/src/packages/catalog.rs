use super::{PackageError, ReleaseCatalog, ReleaseHeader, TextFault, text};
use crate::names::Release;
use std::borrow::Cow;

/// The catalogs there are: the embedded one, and those that a user added.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// The text that was added last comes last, and goes first where two hold the same release.
    texts: Cow<'static, [Cow<'static, str>]>,
}

static EMBEDDED: Catalog =
    Catalog { texts: Cow::Borrowed(&[Cow::Borrowed(include_str!("../../catalog/debian.txt"))]) };

impl Catalog {
    /// What is part of the program: Debian's releases.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// The same catalogs and one more, whose word goes before theirs. The text must be as [`text`] says.
    pub fn with(&self, added: String) -> Result<Self, TextFault> {
        check(&added)?;
        let mut texts = self.texts.to_vec();
        texts.push(Cow::Owned(added));
        Ok(Self { texts: Cow::Owned(texts) })
    }

    /// What is known of one release.
    pub fn release(&self, release: &Release) -> Result<ReleaseCatalog<'_>, PackageError> {
        self.texts
            .iter()
            .rev()
            .find_map(|text| ReleaseCatalog::of(text, release))
            .ok_or_else(|| PackageError::UnknownRelease { release: release.clone(), known: self.known() })
    }

    /// The releases there are and where the knowledge of each comes from, sorted by name of the release.
    pub fn headers(&self) -> Vec<ReleaseHeader> {
        let mut headers: Vec<ReleaseHeader> = Vec::new();
        for header in self.texts.iter().rev().flat_map(|text| ReleaseHeader::all(text)) {
            if headers.iter().all(|other| other.release != header.release) {
                headers.push(header);
            }
        }
        headers.sort_by(|left, right| left.release.cmp(&right.release));
        headers
    }

    fn known(&self) -> Vec<Release> {
        self.headers().into_iter().map(|header| header.release).collect()
    }
}

/// Whether a text can be searched: sorted lines of known kinds.
fn check(added: &str) -> Result<(), TextFault> {
    const KINDS: [&str; 5] = [text::DEVELOPMENT, text::PACKAGE, text::PYTHON, text::LIBRARY, text::TOOL];
    ReleaseHeader::all(added).next().ok_or(TextFault::NoRelease)?;
    let mut before = "";
    for (line, number) in added.lines().zip(1..) {
        if !line.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Err(TextFault::NotAscii { line: number });
        }
        let mut words = line.splitn(3, ' ');
        let kind = words.next().unwrap_or_default();
        let named = words.next().is_some_and(|name| !name.is_empty()) && words.next().is_some();
        let form = line.starts_with('#') || (named && KINDS.contains(&kind));
        if !form {
            return Err(TextFault::Form { line: number });
        }
        if line <= before {
            return Err(TextFault::Order { line: number });
        }
        before = line;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{lines, mapping};
    use super::*;

    #[test]
    fn the_embedded_text_is_as_the_format_says() {
        for text in EMBEDDED.texts.iter() {
            check(text).unwrap();
            for (name, line) in lines::of_kind(text, text::DEVELOPMENT) {
                assert_eq!(mapping::values(line).count(), line.split(' ').count(), "{name}");
                for package in mapping::values(line).flat_map(mapping::Value::names) {
                    assert!(package.parse::<crate::names::SystemPackage>().is_ok(), "{name}: {package}");
                }
            }
            for (name, line) in lines::of_kind(text, text::LIBRARY) {
                assert!(mapping::values(line).all(|value| value.packages.unwrap().contains(':')), "{name}");
            }
        }
    }

    #[test]
    fn a_text_that_cannot_be_searched_is_refused() {
        let header = "# release x ubuntu:noble 2026-01-01 amd64:00\n";
        let with = |lines: &str| Catalog::embedded().with(format!("{header}{lines}")).map(|_| ());
        assert_eq!(with("dev a x=b\ndev b x=c\n"), Ok(()));
        assert_eq!(with("dev b x=c\ndev a x=b\n"), Err(TextFault::Order { line: 3 }));
        assert_eq!(with("dev b\n"), Err(TextFault::Form { line: 2 }));
        assert_eq!(with("deb b x=\n"), Err(TextFault::Form { line: 2 }));
        assert_eq!(with("dev \u{e9} x=\n"), Err(TextFault::NotAscii { line: 2 }));
        assert_eq!(Catalog::embedded().with(String::new()).map(|_| ()), Err(TextFault::NoRelease));
    }

    #[test]
    fn an_added_release_is_known_by_its_name() {
        let noble: Release = "ubuntu:noble".parse().unwrap();
        let package = "liba-dev".parse().unwrap();
        let error = Catalog::embedded().release(&noble).unwrap_err();
        assert!(matches!(error, PackageError::UnknownRelease { known, .. } if known.len() >= 5));
        let text = "# release x ubuntu:noble 2026-01-01 amd64:00\ndev liba-dev x=liba1\n";
        let catalog = Catalog::embedded().with(text.to_owned()).unwrap();
        let runtime = catalog.release(&noble).unwrap().runtime(&package).unwrap();
        assert_eq!(runtime, ["liba1".parse().unwrap()]);
    }
}
