use crate::names::{ProjectPath, SystemPackage};
use crate::spec::Otherwise::{Inferred, Nothing, Value};
use crate::spec::field::Faults;
use crate::spec::rows::{At, Row};
use crate::spec::section::section;
use crate::spec::values::{Suite, WebAddress};
use crate::spec::{Written, WrittenList};

section! {
    /// A repository of packages besides the distribution's own.
    pub struct Repository {
        /// Its address, as `URIs` of a deb822 source (sources.list(5)).
        "address": pub address: Option<Written<WebAddress>>, Nothing, r#""https://apt.example.org/debian""#;

        /// The file of the project with the key that it is signed by: armoured (`.asc`) or binary (`.gpg`).
        "key": pub key: Option<Written<ProjectPath>>, Nothing, r#""keys/example.asc""#;

        /// Its suites.
        "suites": pub suites: Option<WrittenList<Suite>>, Inferred("the release"), r#"["trixie"]"#;

        /// Its components.
        "components": pub components: Option<WrittenList<Suite>>, Value(r#"["main"]"#), r#"["main"]"#;

        /// Packages of it that are needed to compile; the runtime halves stand in `system.mapping`.
        "build": pub build: Option<WrittenList<SystemPackage>>, Nothing, r#"["libexample-dev"]"#;

        /// Packages of it that the production image needs.
        "runtime": pub runtime: Option<WrittenList<SystemPackage>>, Nothing, r#"["libexample1"]"#;
    }
}

impl Row for Repository {
    fn check(&self, at: &At<'_>, faults: &mut Faults) {
        if self.address.is_none() {
            at.lacks(&["address"], faults);
        }
        let Some(key) = &self.key else { return at.lacks(&["key"], faults) };
        let name = key.value.as_str();
        if ![".asc", ".gpg"].iter().any(|end| name.ends_with(end)) {
            let error = crate::names::NameError {
                kind: "file with a key",
                value: name.to_owned(),
                reason: "apt tells by its end what it is: .asc for an armoured key, .gpg for a binary one",
            };
            at.wrong("key", &key.origin, error, faults);
        }
    }
}
