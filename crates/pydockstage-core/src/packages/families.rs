//! What Debian's development packages and tools are called where apk or dnf installs: `catalog/families.txt`.
//!
//! A line is `dev NAME apk=NAME dnf=NAME`, either left out where no source was found; `a|b` is the first of them that the
//! release has. docs/reference/python-needs.md tells where each name comes from.

use super::{ReleaseCatalog, lines};
use crate::names::{Family, SystemPackage};

static TEXT: &str = include_str!("../../catalog/families.txt");

/// The tools that have other names (Fedora's packages gcc and pkgconf; Alpine's pkgconf).
const TOOLS: [(&str, Family, &str); 4] = [
    ("g++", Family::Dnf, "gcc-c++"),
    ("gfortran", Family::Dnf, "gcc-gfortran"),
    ("pkg-config", Family::Dnf, "pkgconf"),
    ("pkg-config", Family::Apk, "pkgconf"),
];

/// The package of a release that Debian calls `name`; none where the release has none by any name that is known.
pub(super) fn find(catalog: &ReleaseCatalog<'_>, name: &str) -> Option<SystemPackage> {
    let family = catalog.release().distribution().family();
    let prefix = match family {
        Family::Apt => return existing(catalog, name),
        Family::Apk => "apk=",
        Family::Dnf => "dnf=",
    };
    let tool = TOOLS.iter().find(|(debian, other, _)| *debian == name && *other == family);
    if let Some((_, _, own)) = tool {
        return existing(catalog, own);
    }
    let own = lines::find(TEXT, "dev", name)
        .and_then(|line| line.split(' ').find_map(|field| field.strip_prefix(prefix)));
    // What no line translates may still be called the same.
    own.unwrap_or(name).split('|').find_map(|own| existing(catalog, own))
}

fn existing(catalog: &ReleaseCatalog<'_>, name: &str) -> Option<SystemPackage> {
    name.parse().ok().filter(|package| catalog.lists_package(package))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packages::{Catalog, overlay, text};

    /// A catalog in which each named package is a development package.
    fn catalog(release: &str, names: &[&str]) -> Catalog {
        let mut names: Vec<String> = names.iter().map(|name| format!("dev {name} x=\n")).collect();
        names.sort();
        let text = format!("# release x {release} 2026-01-01 amd64:00\n{}", names.concat());
        Catalog::embedded().with(text::seal(&text)).unwrap()
    }

    #[test]
    fn a_distribution_has_its_packages_in_each_family() {
        for (release, index, build) in [
            ("alpine:3.22", ["openldap-dev", "cyrus-sasl-dev", "gcc"], ["cyrus-sasl-dev", "openldap-dev"]),
            (
                "fedora:42",
                ["openldap-devel", "cyrus-sasl-devel", "gcc"],
                ["cyrus-sasl-devel", "openldap-devel"],
            ),
        ] {
            let catalog = catalog(release, &index);
            let catalog = catalog.release(&release.parse().unwrap()).unwrap();
            let needs = catalog.needs(&"python-ldap".parse().unwrap(), &[] as &[&str]).unwrap();
            assert_eq!(needs.build.iter().map(SystemPackage::as_str).collect::<Vec<_>>(), build);
            assert_eq!(needs.tools, ["gcc".parse().unwrap()]);
        }
    }

    #[test]
    fn a_name_that_is_not_known_there_is_told() {
        let catalog = catalog("alpine:3.22", &["gcc"]);
        let catalog = catalog.release(&"alpine:3.22".parse().unwrap()).unwrap();
        let needs = catalog.needs(&"pylibacl".parse().unwrap(), &[] as &[&str]).unwrap();
        assert_eq!(needs.build, []);
        assert_eq!(needs.notes, ["what alpine:3.22 calls libacl1-dev isn't known"]);
    }

    /// Every line is of a package that the table of distributions names, and more than eighty of them are covered.
    #[test]
    fn the_names_cover_most_of_the_table() {
        let named: Vec<&str> = overlay::development_packages().collect();
        for (name, _) in lines::of_kind(TEXT, "dev") {
            assert!(named.contains(&name), "{name} is in no line of catalog/python.txt");
        }
        for prefix in ["apk=", "dnf="] {
            let covered = overlay::distributions().filter(|name| {
                overlay::is_covered(name, |package| {
                    lines::find(TEXT, "dev", package).is_some_and(|line| line.contains(prefix))
                })
            });
            assert!(covered.count() >= 80, "{prefix}");
        }
    }
}
