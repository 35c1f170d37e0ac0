//! The development packages whose runtime halves images break on most often when a base moves: each by its name, on each
//! release whose index is embedded. The names were read from the packages themselves by `tests/test_catalog_truth.py`.

#![allow(clippy::unwrap_used)] // A name that can't be read is the test's end.

use pydockstage_core::names::{Release, SystemPackage};
use pydockstage_core::packages::Catalog;

const RELEASES: [&str; 4] = ["debian:bullseye", "debian:bookworm", "debian:trixie", "debian:forky"];

fn runtime(package: &str) -> [String; 4] {
    let package: SystemPackage = package.parse().unwrap();
    RELEASES.map(|name| {
        let release: Release = name.parse().unwrap();
        let found = Catalog::embedded().release(&release).unwrap().runtime(&package).unwrap();
        found.iter().map(SystemPackage::as_str).collect::<Vec<_>>().join(" ")
    })
}

#[test]
fn a_library_is_renamed_with_its_soname() {
    assert_eq!(runtime("libldap2-dev"), ["libldap-2.4-2", "libldap-2.5-0", "libldap2", "libldap2"]);
    assert_eq!(runtime("libgdal-dev"), ["libgdal28", "libgdal32", "libgdal36", "libgdal39"]);
}

#[test]
fn a_library_is_renamed_for_times_of_64_bits() {
    assert_eq!(runtime("libcurl4-openssl-dev"), ["libcurl4", "libcurl4", "libcurl4t64", "libcurl4t64"]);
}

#[test]
fn a_metapackage_stands_for_another_projects_library() {
    assert_eq!(runtime("default-libmysqlclient-dev"), ["libmariadb3"; 4]);
    assert_eq!(runtime("libjpeg-dev"), ["libjpeg62-turbo"; 4]);
    assert_eq!(
        runtime("libboost-python-dev"),
        ["libboost-python1.74.0", "libboost-python1.74.0", "libboost-python1.83.0", "libboost-python1.92.0"]
    );
    assert_eq!(
        runtime("libmagickwand-dev"),
        [
            "libmagickwand-6.q16-6",
            "libmagickwand-6.q16-6",
            "libmagickwand-7.q16-10",
            "libmagickwand-7.q16-10"
        ]
    );
}

#[test]
fn a_library_that_alternatives_choose_is_the_reference_implementation() {
    assert_eq!(runtime("libblas-dev"), ["libblas3"; 4]);
}

#[test]
fn a_development_package_of_many_libraries_has_them_all() {
    let kerberos = |database: &str, suffix: &str| {
        format!(
            "libgssapi-krb5-2 libgssrpc4{suffix} libk5crypto3 libkadm5clnt-mit12 libkadm5srv-mit12 \
             {database}{suffix} libkrb5-3 libkrb5support0"
        )
    };
    let (older, newer) = (kerberos("libkdb5-10", ""), kerberos("libkdb5-10", "t64"));
    assert_eq!(runtime("libkrb5-dev"), [older.clone(), older, newer.clone(), newer]);
}
