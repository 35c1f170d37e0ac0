//! A small index of each other family.

#![allow(clippy::unwrap_used)] // In a test, what can't be made is the test's end.

mod common;

use common::{Mirror, gzip};
use pydockstage_catalog::{Options, add, build, remove};
use pydockstage_core::names::Release;
use pydockstage_core::packages::Catalog;
use std::io::Read as _;

fn runtime(mirror: &Mirror, release: &str, package: &str) -> Vec<String> {
    let release: Release = release.parse().unwrap();
    let made = build(&release, &mirror.source(), &Options::default()).unwrap();
    let catalog = Catalog::embedded().with(made.to_text()).unwrap();
    let names = catalog.release(&release).unwrap().runtime(&package.parse().unwrap()).unwrap();
    names.iter().map(ToString::to_string).collect()
}

fn alpine() -> Mirror {
    let index = "P:libldap\nV:2.6-r0\nA:x86_64\no:openldap\np:so:libldap.so.2=2.0 so:liblber.so.2=2.0\n\n\
                 P:openldap-dev\nV:2.6-r0\nA:x86_64\no:openldap\nD:libldap=2.6-r0 pkgconfig\n\n\
                 P:old-ldap-dev\nV:2.6-r0\nA:x86_64\no:openldap\nD:openldap-dev\n\n\
                 P:gcc\nV:14-r0\nA:x86_64\no:gcc\n\n";
    let mut archive = tar::Builder::new(Vec::new());
    let mut header = tar::Header::new_gnu();
    header.set_size(index.len() as u64);
    header.set_mode(0o644);
    archive.append_data(&mut header, "APKINDEX", index.as_bytes()).unwrap();
    Mirror::new().with("v3.22/main/x86_64/APKINDEX.tar.gz", gzip(archive.into_inner().unwrap()))
}

fn rpm() -> Mirror {
    let package = |name: &str, lists: &str| {
        format!(
            "<package type=\"rpm\"><name>{name}</name><arch>x86_64</arch><format>\
             <rpm:sourcerpm>openldap-2.6-1.src.rpm</rpm:sourcerpm>{lists}</format></package>"
        )
    };
    let entry = |name: &str| format!("<rpm:entry name=\"{name}\"/>");
    let soname = entry("libldap.so.2()(64bit)");
    let primary = format!(
        "<metadata>{}{}{}</metadata>",
        package("openldap", &format!("<rpm:provides>{soname}</rpm:provides>")),
        package(
            "openldap-devel",
            &format!("<rpm:requires>{soname}{}</rpm:requires>", entry("libother.so.1()(64bit)"))
        ),
        package("other", &format!("<rpm:provides>{}</rpm:provides>", entry("libother.so.1()(64bit)"))),
    );
    let filelists = "<filelists><package pkgid=\"0\" name=\"openldap-devel\" arch=\"x86_64\">\
                     <file>/usr/lib64/libldap.so</file></package></filelists>";
    let repomd = "<repomd><data type=\"primary\"><location href=\"repodata/primary.xml.gz\"/></data>\
                  <data type=\"filelists\"><location href=\"repodata/filelists.xml.gz\"/></data></repomd>";
    Mirror::new()
        .with("repodata/repomd.xml", repomd)
        .with("repodata/primary.xml.gz", gzip(primary))
        .with("repodata/filelists.xml.gz", gzip(filelists))
}

#[test]
fn alpine_writes_the_library_into_the_dependencies() {
    assert_eq!(runtime(&alpine(), "alpine:3.22", "openldap-dev"), ["libldap"]);
    assert_eq!(runtime(&alpine(), "alpine:3.22", "old-ldap-dev"), ["libldap"]);
    assert!(runtime(&alpine(), "alpine:3.22", "gcc").is_empty());
}

#[test]
fn without_a_soname_an_rpm_package_is_told_by_the_version_that_it_requires() {
    let entry = "<rpm:entry name=\"openldap(x86-64)\" flags=\"EQ\" ver=\"2.6\"/>";
    let mirror = rpm();
    let path = mirror.path().join("repodata/primary.xml.gz");
    let mut primary = String::new();
    let packed = std::fs::File::open(&path).unwrap();
    pydockstage_catalog::input::unpack(packed).unwrap().read_to_string(&mut primary).unwrap();
    let (before, behind) = primary.split_once("<rpm:requires>").unwrap();
    let behind = behind.split_once("</rpm:requires>").unwrap().1;
    let mirror = mirror.with(
        "repodata/primary.xml.gz",
        gzip(format!("{before}<rpm:requires>{entry}</rpm:requires>{behind}")),
    );
    assert_eq!(runtime(&mirror, "fedora:42", "openldap-devel"), ["openldap"]);
}

#[test]
fn rpm_writes_the_soname_behind_a_symlink_into_the_requirements() {
    assert_eq!(runtime(&rpm(), "fedora:42", "openldap-devel"), ["openldap"]);
}

#[test]
fn a_catalog_that_was_added_is_used_by_name_until_it_is_removed() {
    let directory = tempfile::tempdir().unwrap();
    let release: Release = "fedora:42".parse().unwrap();
    add(directory.path(), &release, &rpm().source(), &Options::default(), None).unwrap();
    let load = || Catalog::embedded().with_directory(directory.path()).unwrap();
    assert_eq!(load().kept()[0].0, release);
    let package = "openldap-devel".parse().unwrap();
    let catalog = load();
    assert_eq!(catalog.release(&release).unwrap().runtime(&package).unwrap()[0].as_str(), "openldap");
    assert!(remove(directory.path(), &release).unwrap());
    assert!(!remove(directory.path(), &release).unwrap());
    assert!(load().kept().is_empty());
}
