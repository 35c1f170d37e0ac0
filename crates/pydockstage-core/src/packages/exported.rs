//! What the catalog tells of the names of PEP 725, in the form that PEP 804 (a draft of 2025) gives such mappings.
//!
//! The form is that of the schema that accompanies the draft (`external-mapping.schema.json`, version 1 of its
//! documents, with `build_host` for what the first texts called `host`).

use super::{ReleaseCatalog, external_ids};
use crate::names::{Distribution, Family, SystemPackage};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The `VERSION_ID` of os-release(5) for the releases that are named by a word.
const VERSIONS: [(&str, &str); 9] = [
    ("stretch", "9"),
    ("buster", "10"),
    ("bullseye", "11"),
    ("bookworm", "12"),
    ("trixie", "13"),
    ("forky", "14"),
    ("focal", "20.04"),
    ("jammy", "22.04"),
    ("noble", "24.04"),
];

impl ReleaseCatalog<'_> {
    /// The name that a registry gives the release's mapping: `debian+12.mapping.json`.
    pub fn mapping_name(&self) -> String {
        let release = self.release();
        let id = match release.distribution() {
            Distribution::Alma => "almalinux",
            Distribution::Amazon => "amzn",
            Distribution::Ubi => "rhel",
            other => other.as_str(),
        };
        let known = VERSIONS.iter().find(|(word, _)| *word == release.name()).map(|(_, version)| *version);
        let version = known.unwrap_or_else(|| release.name().trim_start_matches("stream"));
        format!("{id}+{version}.mapping.json")
    }

    /// The mapping of the release: for each `dep:` URL that is known, what is installed to build with it, to link to it
    /// and to run what was built. An URL whose packages the release has not is an empty list, as the draft says.
    pub fn mapping(&self) -> Value {
        let mappings: Vec<Value> = external_ids().map(|id| self.mapped(&id)).collect();
        json!({
            "schema_version": 1,
            "name": self.release().to_string(),
            "description": format!("Made from the index of {}", self.header().date),
            "mappings": mappings,
            "package_managers": [manager(self.release().distribution().family())],
        })
    }

    fn mapped(&self, id: &str) -> Value {
        let Some(needs) = self.external(id) else { return json!({ "id": id, "specs": [] }) };
        let halves = needs.build.iter().flat_map(|package| self.runtime(package).unwrap_or_default());
        let run: BTreeSet<SystemPackage> = halves.chain(needs.runtime).collect();
        json!({ "id": id, "specs": { "build": needs.tools, "build_host": needs.build, "run": run } })
    }
}

/// How a family's package manager is run.
fn manager(family: Family) -> Value {
    let (name, install, query): (&str, &[&str], &[&str]) = match family {
        Family::Apt => ("apt-get", &["apt-get", "install", "--yes", "{}"], &["dpkg-query", "-W", "{}"]),
        Family::Dnf => ("dnf", &["dnf", "install", "--assumeyes", "{}"], &["rpm", "--query", "{}"]),
        Family::Apk => ("apk", &["apk", "add", "{}"], &["apk", "info", "--installed", "{}"]),
    };
    json!({
        "name": name,
        "commands": {
            "install": { "command": install, "requires_elevation": true },
            "query": { "command": query },
        },
        "specifier_syntax": { "name_only": ["{name}"], "exact_version": null, "version_ranges": null },
    })
}

#[cfg(test)]
mod tests {
    use crate::packages::Catalog;
    use serde_json::json;

    #[test]
    fn a_release_is_exported_in_the_registrys_form() {
        let catalog = Catalog::embedded().release(&"debian:bookworm".parse().unwrap()).unwrap();
        assert_eq!(catalog.mapping_name(), "debian+12.mapping.json");
        let mapping = catalog.mapping();
        let of = |id: &str| {
            let mut entries = mapping["mappings"].as_array().unwrap().iter();
            entries.find(|entry| entry["id"] == id).unwrap()["specs"].clone()
        };
        let expected = json!({ "build": [], "build_host": ["zlib1g-dev"], "run": ["zlib1g"] });
        assert_eq!(of("dep:generic/zlib"), expected);
        assert_eq!(of("dep:virtual/compiler/c"), json!({ "build": ["gcc"], "build_host": [], "run": [] }));
        assert_eq!(of("dep:generic/arrow"), json!([]), "bookworm has none");
    }
}
