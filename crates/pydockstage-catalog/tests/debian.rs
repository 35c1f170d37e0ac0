//! The catalog of a small suite of Debian's: each case is one that the real indexes have.

#![allow(clippy::unwrap_used)] // In a test, what can't be made is the test's end.

mod common;

use common::debian;
use pydockstage_catalog::{Options, build};
use pydockstage_core::packages::Catalog;

const PACKAGES: &str = "\
Package: libfoo1
Source: foo
Section: libs

Package: libfoo2t64
Source: foo
Section: libs
Provides: libfoo2 (= 2.0)

Package: libfoo-dev
Source: foo
Section: libdevel
Depends: libfoo2t64 (= 2.0), libc6-dev
Provides: libfoo-ssl-dev

Package: libfoo2-dev
Source: foo
Section: oldlibs
Depends: libfoo-dev

Package: default-libfoo-dev
Source: defaults
Section: libdevel
Depends: libfoo2-dev, libheaders-dev

Package: libheaders-dev
Source: headers
Section: libdevel
Depends: libfoo-dev

Package: libcircle-dev
Source: circle
Section: libdevel
Depends: libround-dev (= 1)

Package: libround-dev
Source: circle
Section: libdevel
Depends: libcircle-dev (= 1)

Package: libnosuch-dev
Source: nosuch
Section: libdevel
Depends: libnosuch3 (= 3)

Package: libnosuch3
Source: nosuch
Section: libs

Package: librel-dev
Source: rel
Section: libdevel
Depends: librel-1.5 (= 1.5)

Package: librel-1.5
Source: rel
Section: libs

Package: gcc
Source: gcc-defaults
Section: devel
";

const CONTENTS: &str = "\
usr/include/foo.h                          libdevel/libfoo-dev
usr/include/headers.h                      libdevel/libheaders-dev
usr/lib/x86_64-linux-gnu/libfoo.so         libdevel/libfoo-dev
lib/x86_64-linux-gnu/libfoo.so.1           libs/libfoo1
usr/lib/x86_64-linux-gnu/libfoo.so.2       libs/libfoo2t64
usr/lib/x86_64-linux-gnu/libfoo.so.2.0.7   libs/libfoo2t64
usr/lib/x86_64-linux-gnu/libnosuch3.so     libs/libnosuch3
usr/include/nosuch.h                       libdevel/libnosuch-dev
usr/include/circle.h                       libdevel/libcircle-dev,libdevel/libround-dev
usr/lib/x86_64-linux-gnu/librel.so         libdevel/librel-dev
usr/lib/x86_64-linux-gnu/librel-1.5.so     libs/librel-1.5
usr/share/doc/libfoo2-dev/copyright        oldlibs/libfoo2-dev
";

#[test]
fn each_kind_of_development_package_has_its_runtime_half() {
    let mirror = debian(PACKAGES, CONTENTS);
    let release = "debian:trixie".parse().unwrap();
    let made = build(&release, &mirror.source(), &Options::default()).unwrap();
    assert!(made.doubts.is_empty(), "{:?}", made.doubts);
    let catalog = Catalog::embedded().with(made.to_text()).unwrap();
    let catalog = catalog.release(&release).unwrap();
    let cases: [(&str, &[&str]); 10] = [
        // Two versions side by side: the one that it depends on.
        ("libfoo-dev", &["libfoo2t64"]),
        // Transitional, by section `oldlibs` and without content.
        ("libfoo2-dev", &["libfoo2t64"]),
        // A metapackage over another; a package of headers among its Depends adds nothing.
        ("default-libfoo-dev", &["libfoo2t64"]),
        // Virtual, with one provider.
        ("libfoo-ssl-dev", &["libfoo2t64"]),
        ("libheaders-dev", &[]),
        // Cyclic Depends end.
        ("libcircle-dev", &[]),
        ("libround-dev", &[]),
        // No linker's name; a library of its own source in its own version.
        ("libnosuch-dev", &["libnosuch3"]),
        // The version stands before `.so`.
        ("librel-dev", &["librel-1.5"]),
        ("gcc", &[]),
    ];
    for (package, runtime) in cases {
        let found = catalog.runtime(&package.parse().unwrap()).unwrap();
        let found: Vec<&str> = found.iter().map(AsRef::as_ref).collect();
        assert_eq!(found, runtime, "{package}");
    }
    let owner = |soname: &str| catalog.owner(soname).map(|owners| owners[0].as_str().to_owned());
    assert_eq!(owner("libfoo.so.2").as_deref(), Some("libfoo2t64"));
    assert_eq!(owner("libfoo.so.2.0.7"), None, "the loader looks for the SONAME");
    assert_eq!(owner("libfoo.so"), None);
    assert_eq!(catalog.header().date, "2026-11-21");
}
