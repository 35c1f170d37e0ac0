use crate::names::SystemPackage;
use crate::spec::Otherwise::{Inferred, Nothing};
use crate::spec::WrittenList;
use crate::spec::section::section;
use indexmap::IndexMap;

section! {
    /// Packages of the distribution.
    pub struct System {
        /// What is needed to compile the requirements: development packages, whose runtime halves the catalog knows.
        "build": pub build: Option<WrittenList<SystemPackage>>,
            Inferred("what the catalog knows of the requirements"), r#"["libldap2-dev", "libsasl2-dev"]"#;

        /// What the production image needs besides the runtime halves of the development packages.
        "runtime": pub runtime: Option<WrittenList<SystemPackage>>, Nothing, r#"["media-types"]"#;

        /// Runtime packages of a development package, in place of the catalog's.
        "mapping": pub mapping: IndexMap<SystemPackage, WrittenList<SystemPackage>>,
            Inferred("the catalog's"), r#"{ "libfoo-dev" = ["libfoo1"] }"#;
    }
}
