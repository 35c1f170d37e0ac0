use crate::names::{DistributionName, SystemPackage};
use crate::spec::Otherwise::{Inferred, Nothing, Value};
use crate::spec::section::section;
use crate::spec::values::RuntimePackages;
use crate::spec::{Origin, Written, WrittenList};
use indexmap::IndexMap;

section! {
    /// Packages of the distribution.
    pub struct System {
        /// What is needed to compile the requirements: development packages, whose runtime halves the catalog knows.
        /// They go beside what is inferred, and in place of an inferred package with the same runtime half; an empty
        /// list says that nothing is needed, and nothing is inferred.
        "build": pub build: Option<WrittenList<SystemPackage>>,
            Inferred("what the catalog knows of the requirements"), r#"["libldap2-dev", "libsasl2-dev"]"#;

        /// What the production image needs besides the runtime halves of the development packages. `"scan"` instead of a
        /// list is the same as `scan = true`.
        "runtime": pub runtime: Option<Written<RuntimePackages>>, Nothing, r#"["media-types"]"#;

        /// Whether the build looks which libraries the installed files link to, and production gets the packages that have
        /// them, in place of the runtime halves of the development packages. What is opened or run is not seen by that: what
        /// is known to be is installed all the same, and `runtime` names more. Needs no catalog.
        "scan": pub scan: Option<Written<bool>>, Value("false"), "true";

        /// What a requirement needs, in place of what the catalog knows of it: development packages and tools, and runtime
        /// packages that no development package brings. An empty list for nothing.
        "needs": pub needs: IndexMap<DistributionName, WrittenList<SystemPackage>>,
            Inferred("what the catalog knows of each requirement"), r#"{ pycurl = ["libcurl4-gnutls-dev"] }"#;

        /// Runtime packages of a development package, in place of the catalog's.
        "mapping": pub mapping: IndexMap<SystemPackage, WrittenList<SystemPackage>>,
            Inferred("the catalog's"), r#"{ "libfoo-dev" = ["libfoo1"] }"#;
    }
}

impl System {
    /// Where the owner asks for what the installed files are found to link to.
    pub fn scanned(&self) -> Option<&Origin> {
        let word = self.runtime.as_ref().filter(|runtime| runtime.value == RuntimePackages::Scan);
        let key = self.scan.as_ref().filter(|scan| scan.value);
        word.map(|runtime| &runtime.origin).or_else(|| key.map(|scan| &scan.origin))
    }

    /// The packages that the owner names for the production image.
    pub fn runtime_packages(&self) -> &[Written<SystemPackage>] {
        self.runtime.as_ref().map_or(&[], |runtime| runtime.value.packages())
    }
}
