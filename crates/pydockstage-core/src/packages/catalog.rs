use super::shelf::Kept;
use super::{KeptFault, PackageError, ReleaseCatalog, ReleaseHeader, TextFault, catalog_directory, text};
use crate::names::Release;
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The catalogs there are: the embedded one, and those that a user added.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// The text that was added last comes last, and goes first where two hold the same release.
    texts: Cow<'static, [Cow<'static, str>]>,
    /// The files of a directory; they go before the texts.
    kept: Vec<Arc<Kept>>,
}

static EMBEDDED: Catalog = Catalog {
    texts: Cow::Borrowed(&[Cow::Borrowed(include_str!("../../catalog/debian.txt"))]),
    kept: Vec::new(),
};

impl Catalog {
    /// What is part of the program: Debian's releases.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// The embedded catalogs and those that the user keeps in [`catalog_directory`], whose word goes first. The
    /// environment is asked for the place; no catalog is read before it is asked for its release.
    pub fn of_user() -> Result<Self, PackageError> {
        catalog_directory()
            .map_or_else(|| Ok(EMBEDDED.clone()), |directory| EMBEDDED.with_directory(&directory))
    }

    /// The same catalogs and those in a directory, whose word goes before theirs. The directory need not be there.
    pub fn with_directory(&self, directory: &Path) -> Result<Self, PackageError> {
        let kept = Kept::all(directory).map_err(|error| PackageError::UnreadableDirectory {
            directory: directory.display().to_string(),
            reason: error.to_string(),
        })?;
        Ok(Self { texts: self.texts.clone(), kept: kept.into_iter().map(Arc::new).collect() })
    }

    /// The same catalogs and one more, whose word goes before theirs. The text must be as [`text`] says.
    pub fn with(&self, added: String) -> Result<Self, TextFault> {
        check(&added)?;
        let mut texts = self.texts.to_vec();
        texts.push(Cow::Owned(added));
        Ok(Self { texts: Cow::Owned(texts), kept: self.kept.clone() })
    }

    /// What is known of one release.
    pub fn release(&self, release: &Release) -> Result<ReleaseCatalog<'_>, PackageError> {
        let unknown = || PackageError::UnknownRelease { release: release.clone(), known: self.known() };
        if let Some(kept) = self.kept.iter().find(|kept| kept.release == *release) {
            let text = kept.text().map_err(|fault| PackageError::BadCatalog {
                release: release.clone(),
                file: kept.file.display().to_string(),
                fault,
            })?;
            return ReleaseCatalog::of(self, text, release).ok_or_else(unknown);
        }
        self.texts.iter().rev().find_map(|text| ReleaseCatalog::of(self, text, release)).ok_or_else(unknown)
    }

    /// The releases there are and where the knowledge of each comes from, sorted by name of the release. A user's
    /// file that is no catalog is passed over.
    pub fn headers(&self) -> Vec<ReleaseHeader> {
        let mut headers: Vec<ReleaseHeader> = Vec::new();
        for header in self.all_texts().flat_map(ReleaseHeader::all) {
            if headers.iter().all(|other| other.release != header.release) {
                headers.push(header);
            }
        }
        headers.sort_by(|left, right| left.release.cmp(&right.release));
        headers
    }

    /// The catalogs that the user added, by release: what each file holds, or why it is no catalog.
    pub fn kept(&self) -> Vec<(Release, PathBuf, Result<ReleaseHeader, KeptFault>)> {
        let look = |kept: &Arc<Kept>| {
            let header = kept.text().and_then(|text| {
                let header = ReleaseHeader::all(text).find(|header| header.release == kept.release);
                header.ok_or(KeptFault::OtherRelease)
            });
            (kept.release.clone(), kept.file.clone(), header)
        };
        self.kept.iter().map(look).collect()
    }

    /// Every text, the one whose word goes first first; a user's file that is no catalog is passed over.
    pub(super) fn all_texts(&self) -> impl Iterator<Item = &str> {
        let kept = self.kept.iter().filter_map(|kept| kept.text().ok());
        kept.chain(self.texts.iter().rev().map(AsRef::as_ref))
    }

    /// Whether a release's word comes from a user's own catalog, not from what is part of the program.
    pub(super) fn is_added(text: &str) -> bool {
        EMBEDDED.texts.iter().all(|embedded| !std::ptr::eq(embedded.as_ptr(), text.as_ptr()))
    }

    fn known(&self) -> Vec<Release> {
        let mut known: Vec<Release> = self.headers().into_iter().map(|header| header.release).collect();
        known.extend(self.kept.iter().map(|kept| kept.release.clone()));
        known.sort();
        known.dedup();
        known
    }
}

/// Whether a text can be searched: the line that [`text::seal`] puts first, then sorted lines of known kinds.
pub(super) fn check(added: &str) -> Result<(), TextFault> {
    const KINDS: [&str; 5] = [text::DEVELOPMENT, text::PACKAGE, text::PYTHON, text::LIBRARY, text::TOOL];
    text::unseal(added)?;
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
        let with =
            |lines: &str| Catalog::embedded().with(text::seal(&format!("{header}{lines}"))).map(|_| ());
        assert_eq!(with("dev a x=b\ndev b x=c\n"), Ok(()));
        assert_eq!(with("dev b x=c\ndev a x=b\n"), Err(TextFault::Order { line: 4 }));
        assert_eq!(with("dev b\n"), Err(TextFault::Form { line: 3 }));
        assert_eq!(with("deb b x=\n"), Err(TextFault::Form { line: 3 }));
        assert_eq!(with("dev \u{e9} x=\n"), Err(TextFault::NotAscii { line: 3 }));
        let whole = |text: &str| Catalog::embedded().with(text.to_owned()).map(|_| ());
        assert_eq!(whole(&text::seal("")), Err(TextFault::NoRelease));
        assert_eq!(whole(""), Err(TextFault::NoCatalog));
        assert_eq!(whole(header), Err(TextFault::NoCatalog));
        let sealed = text::seal(&format!("{header}dev a x=b\ndev b x=c\n"));
        assert_eq!(whole(sealed.strip_suffix("dev b x=c\n").unwrap()), Err(TextFault::Digest));
        let later = sealed.replacen(&format!("# catalog {}", text::FORMAT), "# catalog 99", 1);
        assert_eq!(whole(&later), Err(TextFault::Format { format: 99 }));
    }

    #[test]
    fn an_added_release_is_known_by_its_name() {
        let noble: Release = "ubuntu:noble".parse().unwrap();
        let package = "liba-dev".parse().unwrap();
        let error = Catalog::embedded().release(&noble).unwrap_err();
        assert!(matches!(error, PackageError::UnknownRelease { known, .. } if known.len() >= 5));
        let text = "# release x ubuntu:noble 2026-01-01 amd64:00\ndev liba-dev x=liba1\n";
        let catalog = Catalog::embedded().with(super::text::seal(text)).unwrap();
        let runtime = catalog.release(&noble).unwrap().runtime(&package).unwrap();
        assert_eq!(runtime, ["liba1".parse().unwrap()]);
    }

    #[test]
    fn a_directory_is_read_release_by_release() {
        let directory = tempfile::tempdir().unwrap();
        let noble: Release = "ubuntu:noble".parse().unwrap();
        let text = text::seal("# release x ubuntu:noble 2026-01-01 amd64:00\ndev liba-dev x=liba1\n");
        std::fs::write(directory.path().join("ubuntu-noble.txt"), &text).unwrap();
        std::fs::write(directory.path().join("ubuntu-jammy.txt"), &text).unwrap();
        std::fs::write(directory.path().join("alpine-3.22.txt"), "<html>").unwrap();
        std::fs::write(directory.path().join("notes.md"), "mine").unwrap();
        let catalog = Catalog::embedded().with_directory(directory.path()).unwrap();
        let found = catalog.release(&noble).unwrap();
        assert!(found.is_added());
        assert!(!catalog.release(&"debian:trixie".parse().unwrap()).unwrap().is_added());
        let fault = |release: &str| match catalog.release(&release.parse().unwrap()) {
            Err(PackageError::BadCatalog { fault, .. }) => fault,
            other => panic!("{other:?}"),
        };
        assert_eq!(fault("ubuntu:jammy"), super::super::KeptFault::OtherRelease);
        assert_eq!(fault("alpine:3.22"), super::super::KeptFault::Text(TextFault::NoCatalog));
        let nowhere = Catalog::embedded().with_directory(&directory.path().join("none")).unwrap();
        assert!(nowhere.release(&noble).is_err());
        assert_eq!(nowhere.headers(), Catalog::embedded().headers());
    }

    #[test]
    fn a_name_of_a_release_in_another_text_is_known_as_such() {
        let text = text::seal("# release x ubuntu:noble 2026-01-01 amd64:00\ndev libldap2-dev x=libldap2\n");
        let catalog = Catalog::embedded().with(text).unwrap();
        let noble = catalog.release(&"ubuntu:noble".parse().unwrap()).unwrap();
        match noble.runtime(&"libldap-2.5-0".parse().unwrap()) {
            Err(PackageError::OtherRelease { homes, here, .. }) => {
                assert_eq!(homes, ["debian:bookworm".parse().unwrap()]);
                assert_eq!(here, ["libldap2".parse().unwrap()]);
            }
            other => panic!("{other:?}"),
        }
    }
}
