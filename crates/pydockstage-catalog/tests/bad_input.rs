//! Indexes that are cut off, corrupt, or made to do harm: a clear error, and what was there before is still there.

#![allow(clippy::unwrap_used)] // In a test, what can't be made is the test's end.

mod common;

use common::{Mirror, debian, gzip};
use pydockstage_catalog::input::{Lines, unpack};
use pydockstage_catalog::{Options, StoreError, add, archive, build};
use pydockstage_core::names::Release;
use pydockstage_core::packages::{Architecture, BuildError, Catalog};
use std::io::{Cursor, Read as _};

const INDEX: &str = "dists/trixie/main/binary-amd64/Packages";

fn fault(mirror: &Mirror) -> BuildError {
    let release: Release = "debian:trixie".parse().unwrap();
    build(&release, &mirror.source(), &Options::default()).unwrap_err()
}

fn with_index(suffix: &str, bytes: impl AsRef<[u8]>) -> Mirror {
    let mirror = debian("Package: a-dev\n", "usr/include/a.h  libdevel/a-dev\n");
    std::fs::remove_file(mirror.path().join(format!("{INDEX}.gz"))).unwrap();
    mirror.with(&format!("{INDEX}{suffix}"), bytes)
}

#[test]
fn a_cut_index_is_told() {
    let mut packed = gzip("Package: a-dev\n\n".repeat(5000));
    packed.truncate(packed.len() / 2);
    let fault = fault(&with_index(".gz", packed));
    assert_eq!(fault, BuildError::Truncated { file: format!("{INDEX}.gz") });
}

#[test]
fn corrupt_data_and_a_wrong_compression_are_told() {
    let mut packed = gzip("Package: a-dev\n\n".repeat(5000));
    let middle = packed.len() / 2;
    packed[middle..middle + 4].fill(0xff);
    assert!(matches!(
        fault(&with_index(".gz", packed)),
        BuildError::Corrupt { .. } | BuildError::Truncated { .. }
    ));
    let no_xz = fault(&with_index(".xz", b"\xfd7zXZ\0garbage that is no stream at all"));
    assert!(matches!(no_xz, BuildError::Corrupt { .. } | BuildError::Truncated { .. }), "{no_xz:?}");
    let no_zstd = fault(&with_index(".zst", b"\x28\xb5\x2f\xfdgarbage"));
    assert!(matches!(no_zstd, BuildError::Corrupt { .. } | BuildError::Truncated { .. }), "{no_zstd:?}");
    let html = fault(&with_index("", "<!DOCTYPE html>\n<p>Not here</p>\n"));
    assert!(matches!(html, BuildError::Malformed { line: 1, .. }), "{html:?}");
}

#[test]
fn an_index_that_says_nothing_is_no_catalog() {
    assert!(matches!(fault(&with_index("", "")), BuildError::Empty { .. }));
    assert!(matches!(fault(&Mirror::new()), BuildError::Missing { .. }));
}

#[test]
fn a_digest_that_is_not_the_releases_is_told() {
    let release = format!(
        "Date: Sat, 21 Nov 2026 09:15:44 UTC\nSHA256:\n {} 100 main/binary-amd64/Packages.gz\n",
        "0".repeat(64)
    );
    let mirror = debian("Package: a-dev\n", "").with("dists/trixie/Release", release);
    assert!(matches!(fault(&mirror), BuildError::Corrupt { .. }));
}

#[test]
fn a_bomb_of_one_line_is_refused_at_once() {
    let bomb = gzip(vec![b'a'; 64 << 20]);
    assert!(bomb.len() < 1 << 20);
    assert!(matches!(fault(&with_index(".gz", bomb)), BuildError::Malformed { .. }));
}

#[test]
fn an_xz_stream_may_not_ask_for_any_window() {
    // A header whose dictionary is 4 GiB; its check sum is right, so that only the limit stands in the way.
    let mut data = Vec::new();
    let stream = b"\xfd7zXZ\0\x00\x01\x69\x22\xde\x36\x02\x00\x21\x01\x28\x00\x00\x00";
    let result = unpack(Cursor::new(stream.to_vec())).and_then(|mut reader| reader.read_to_end(&mut data));
    assert!(result.is_err());
}

#[test]
fn lines_are_read_from_each_compression() {
    for packed in [b"one\ntwo".to_vec(), gzip("one\ntwo")] {
        let mut lines = Lines::new("x", Cursor::new(packed)).unwrap();
        assert_eq!(lines.next_line().unwrap(), Some(&b"one"[..]));
        assert_eq!(lines.next_line().unwrap(), Some(&b"two"[..]));
        assert_eq!(lines.next_line().unwrap(), None);
    }
}

#[test]
fn a_package_of_fifty_thousand_files_is_opened_and_a_lying_header_is_not() {
    let mut data = tar::Builder::new(Vec::new());
    for index in 0..50_000 {
        let mut header = tar::Header::new_gnu();
        header.set_size(0);
        data.append_data(&mut header, format!("./usr/share/a/{index}"), &b""[..]).unwrap();
    }
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    data.append_link(&mut header, "./usr/lib/x86_64-linux-gnu/liba.so", "liba.so.1").unwrap();
    let data = gzip(data.into_inner().unwrap());
    let member =
        |name: &str, size: u64| format!("{name:<16}{:<12}{:<6}{:<6}{:<8}{size:<10}`\n", 0, 0, 0, 100_644);
    let mut package = b"!<arch>\n".to_vec();
    package.extend(member("debian-binary", 4).bytes().chain(*b"2.0\n"));
    package.extend(member("data.tar.gz", data.len() as u64).bytes());
    package.extend(&data);
    let held = archive::open("a.deb", Cursor::new(package.clone())).unwrap();
    assert_eq!((held.links.len(), held.files.len()), (1, 50_001));
    package.truncate(package.len() - 1000);
    assert!(archive::open("a.deb", Cursor::new(package)).is_err());
    let mut lying = b"!<arch>\n".to_vec();
    lying.extend(member("control.tar.gz", 9_999_999_999).bytes());
    assert!(archive::open("a.deb", Cursor::new(lying)).is_err());
    assert!(archive::open("a.deb", Cursor::new(b"no package".to_vec())).is_err());
}

#[test]
fn an_index_of_a_package_with_fifty_thousand_libraries_is_read_as_quickly_as_any() {
    let packages = "Package: libmany-dev\nSection: libdevel\nDepends: libmany1 (= 1), libround-dev\n\n\
                    Package: libround-dev\nSection: libdevel\nDepends: libmany-dev\n\n\
                    Package: libmany1\nSection: libs\n\n\
                    Package: libfew-dev\nSection: libdevel\nDepends: libfew1\n\nPackage: libfew1\nSection: libs\n";
    let folder = "usr/lib/x86_64-linux-gnu";
    let mut contents = format!("{folder}/libfew.so libdevel/libfew-dev\n{folder}/libfew.so.1 libs/libfew1\n");
    for index in 0..50_000 {
        let both = [("libdevel/libmany-dev", ""), ("libs/libmany1", ".1")];
        contents.extend(both.map(|(owner, version)| format!("{folder}/libm{index}.so{version} {owner}\n")));
    }
    let release: Release = "debian:trixie".parse().unwrap();
    let made = build(&release, &debian(packages, &contents).source(), &Options::default()).unwrap();
    let catalog = Catalog::embedded().with(made.to_text()).unwrap();
    let catalog = catalog.release(&release).unwrap();
    let runtime = |name: &str| catalog.runtime(&name.parse().unwrap()).unwrap();
    assert_eq!(runtime("libmany-dev"), ["libmany1".parse().unwrap()]);
    assert_eq!(runtime("libfew-dev"), ["libfew1".parse().unwrap()]);
    assert_eq!(catalog.owner("libm7.so.1"), None, "the libraries of so large a package are its own");
}

#[test]
fn a_failed_addition_leaves_the_catalog_that_was_there() {
    let directory = tempfile::tempdir().unwrap();
    let release: Release = "debian:trixie".parse().unwrap();
    let good = debian("Package: a-dev\nSection: libdevel\n", "usr/include/a.h  libdevel/a-dev\n");
    add(directory.path(), &release, &good.source(), &Options::default(), None).unwrap();
    let kept = std::fs::read(directory.path().join("debian-trixie.txt")).unwrap();
    let bad = with_index(".gz", &gzip("Package: a-dev\n".repeat(100))[..20]);
    let error = add(directory.path(), &release, &bad.source(), &Options::default(), None).unwrap_err();
    assert!(matches!(error, StoreError::Build(_)));
    assert_eq!(std::fs::read(directory.path().join("debian-trixie.txt")).unwrap(), kept);
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 1);
    let catalog = Catalog::embedded().with_directory(directory.path()).unwrap();
    assert!(catalog.release(&release).unwrap().is_added());
}

#[test]
fn the_indexes_of_the_other_families_are_bounded_and_told_alike() {
    let repomd =
        "<repomd><data type=\"primary\"><location href=\"repodata/primary.xml.gz\"/></data></repomd>";
    let of = |release: &str, mirror: &Mirror| {
        build(&release.parse().unwrap(), &mirror.source(), &Options::default()).unwrap_err()
    };
    let rpm = |primary: Vec<u8>| {
        let mirror =
            Mirror::new().with("repodata/repomd.xml", repomd).with("repodata/primary.xml.gz", primary);
        of("fedora:42", &mirror)
    };
    let package = "<package type=\"rpm\"><name>a-devel</name><arch>x86_64</arch></package>".repeat(2000);
    let whole = gzip(format!("<metadata>{package}</metadata>"));
    let cut = rpm(whole[..whole.len() / 2].to_vec());
    assert!(matches!(cut, BuildError::Truncated { .. } | BuildError::Corrupt { .. }), "{cut:?}");
    assert!(matches!(rpm(gzip(format!("<metadata>{package}"))), BuildError::Truncated { .. }));
    assert!(matches!(
        rpm(b"<html>not here".to_vec()),
        BuildError::Truncated { .. } | BuildError::Corrupt { .. }
    ));
    assert!(matches!(rpm(gzip(vec![b' '; 64 << 20])), BuildError::Corrupt { .. }), "a bomb of one text");
    let outside = "<repomd><data type=\"primary\"><location href=\"../../secret\"/></data></repomd>";
    let fault = of("fedora:42", &Mirror::new().with("repodata/repomd.xml", outside));
    assert!(matches!(fault, BuildError::Missing { .. }), "{fault:?}");

    let apk = |index: Vec<u8>| of("alpine:3.22", &Mirror::new().with("x86_64/APKINDEX.tar.gz", index));
    let empty = apk(gzip(vec![0; 1024]));
    assert!(matches!(empty, BuildError::Corrupt { .. }), "{empty:?}");
    let mut archive = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    let text = "P:a-dev\nA:x86_64\n\n".repeat(2000);
    header.set_size(text.len() as u64);
    archive.append_data(&mut header, "APKINDEX", text.as_bytes()).unwrap();
    let archive = archive.into_inner().unwrap();
    let cut = apk(gzip(&archive[..archive.len() / 2]));
    assert!(matches!(cut, BuildError::Truncated { .. } | BuildError::Corrupt { .. }), "{cut:?}");
    let html = apk(b"<html>not here</html>".to_vec());
    assert!(matches!(html, BuildError::Corrupt { .. } | BuildError::Truncated { .. }), "{html:?}");
}

#[test]
fn an_index_of_endless_names_is_refused_before_it_fills_the_memory() {
    // Packages without an end, each with names of its own, as one part after the other.
    struct Endless {
        number: usize,
        waiting: Vec<u8>,
        at: usize,
    }
    impl std::io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if self.at == self.waiting.len() {
                self.number += 1;
                let provided: Vec<String> =
                    (0..5000).map(|index| format!("p{}v{index}", self.number)).collect();
                self.waiting =
                    format!("Package: p{}\nProvides: {}\n\n", self.number, provided.join(", ")).into_bytes();
                self.at = 0;
            }
            let rest = &self.waiting[self.at..];
            let count = rest.len().min(buffer.len());
            buffer[..count].copy_from_slice(&rest[..count]);
            self.at += count;
            Ok(count)
        }
    }
    let lines = Lines::new("Packages", Endless { number: 0, waiting: Vec::new(), at: 0 }).unwrap();
    let mut packages = pydockstage_catalog::debian::Packages::default();
    let fault = pydockstage_catalog::debian::read_packages(&mut packages, lines, Architecture::default())
        .unwrap_err();
    assert!(matches!(fault, BuildError::Malformed { .. }), "{fault:?}");
}
