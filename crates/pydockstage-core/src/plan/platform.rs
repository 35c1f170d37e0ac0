//! What a release calls itself, as bindep asks (`distro` 1.9, from `/etc/os-release`).

use crate::names::{Distribution, Family, Release};
use std::collections::BTreeSet;

/// The version numbers of releases that go by a code name (Debian, "Releases"; Ubuntu, "Releases").
const NUMBERS: [(&str, &str); 12] = [
    ("stretch", "9"),
    ("buster", "10"),
    ("bullseye", "11"),
    ("bookworm", "12"),
    ("trixie", "13"),
    ("bionic", "18.04"),
    ("focal", "20.04"),
    ("jammy", "22.04"),
    ("noble", "24.04"),
    ("plucky", "25.04"),
    ("questing", "25.10"),
    ("resolute", "26.04"),
];

/// The profiles of bindep that are active on a release: `platform:debian-trixie`, `platform:dpkg` and so on
/// (documentation of bindep 2.14, "Profiles", and its `platform_profiles`).
pub(super) fn profiles(release: &Release) -> BTreeSet<String> {
    let id = match release.distribution() {
        Distribution::Amazon => "amzn",
        Distribution::Alma => "almalinux",
        Distribution::Ubi => "rhel",
        other => other.as_str(),
    };
    let name = release.name();
    let number = NUMBERS.iter().find(|(code, _)| *code == name).map(|(_, number)| *number);
    let number = number.unwrap_or_else(|| name.trim_start_matches("stream"));
    let mut atoms = BTreeSet::from([id.to_owned()]);
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) && release.distribution().family() == Family::Apt {
        atoms.insert(format!("{id}-{name}"));
    }
    if number.starts_with(|c: char| c.is_ascii_digit()) {
        let parts: Vec<&str> = number.split('.').collect();
        atoms.extend((1..=parts.len()).map(|end| format!("{id}-{}", parts[..end].join("."))));
    }
    match release.distribution().family() {
        Family::Apt => {
            atoms.insert("dpkg".to_owned());
            atoms.insert(if number == "9" { "base-py2" } else { "base-py3" }.to_owned());
        }
        Family::Dnf => {
            atoms.extend(["rpm", "redhat", "base-py3"].map(str::to_owned));
            if release.distribution() == Distribution::Amazon {
                let aliases: Vec<String> = atoms
                    .iter()
                    .filter_map(|atom| Some(format!("amazonami{}", atom.strip_prefix("amzn")?)))
                    .collect();
                atoms.extend(aliases);
            }
        }
        Family::Apk => {
            atoms.insert("apk".to_owned());
        }
    }
    atoms.into_iter().map(|atom| format!("platform:{atom}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(release: &str) -> Vec<String> {
        let profiles = profiles(&release.parse().unwrap());
        profiles.into_iter().map(|profile| profile.replace("platform:", "")).collect()
    }

    #[test]
    fn a_release_has_the_profiles_that_bindep_gives_it() {
        assert_eq!(of("debian:bookworm"), ["base-py3", "debian", "debian-12", "debian-bookworm", "dpkg"]);
        assert_eq!(
            of("ubuntu:noble"),
            ["base-py3", "dpkg", "ubuntu", "ubuntu-24", "ubuntu-24.04", "ubuntu-noble"]
        );
        assert_eq!(of("centos:stream9"), ["base-py3", "centos", "centos-9", "redhat", "rpm"]);
        assert_eq!(of("alpine:3.22"), ["alpine", "alpine-3", "alpine-3.22", "apk"]);
        assert_eq!(of("debian:forky"), ["base-py3", "debian", "debian-forky", "dpkg"]);
    }
}
