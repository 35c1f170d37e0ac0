use crate::names::{DistributionName, SystemPackage};
use crate::spec::Otherwise::{Inferred, Nothing};
use crate::spec::WrittenList;
use crate::spec::section::section;
use indexmap::IndexMap;

section! {
    /// Packages of the distribution.
    pub struct System {
        /// What is needed to compile the requirements: development packages, whose runtime halves the catalog knows.
        /// They go beside what is inferred, and in place of an inferred package with the same runtime half; an empty
        /// list says that nothing is needed, and nothing is inferred.
        "build": pub build: Option<WrittenList<SystemPackage>>,
            Inferred("what the catalog knows of the requirements"), r#"["libldap2-dev", "libsasl2-dev"]"#;

        /// What the production image needs besides the runtime halves of the development packages.
        "runtime": pub runtime: Option<WrittenList<SystemPackage>>, Nothing, r#"["media-types"]"#;

        /// What a requirement needs, in place of what the catalog knows of it: development packages and tools, and runtime
        /// packages that no development package brings. An empty list for nothing.
        "needs": pub needs: IndexMap<DistributionName, WrittenList<SystemPackage>>,
            Inferred("what the catalog knows of each requirement"), r#"{ pycurl = ["libcurl4-gnutls-dev"] }"#;

        /// Runtime packages of a development package, in place of the catalog's.
        "mapping": pub mapping: IndexMap<SystemPackage, WrittenList<SystemPackage>>,
            Inferred("the catalog's"), r#"{ "libfoo-dev" = ["libfoo1"] }"#;
    }
}
