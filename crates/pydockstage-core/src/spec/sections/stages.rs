use crate::names::StageName;
use crate::spec::Otherwise::Value;
use crate::spec::Written;
use crate::spec::section::section;

section! {
    /// What the stages are called, each under its own name as the key.
    pub struct Stages {
        /// The base image and its environment, on which all other stages stand.
        "base": pub base: Option<Written<StageName>>, Value(r#""base""#), r#""python-base""#;

        /// The compilers and the development packages.
        "toolchain": pub toolchain: Option<Written<StageName>>, Value(r#""toolchain""#), r#""compilers""#;

        /// The files of each requirement set.
        "requirements": pub requirements: Option<Written<StageName>>, Value(r#""requirements""#), r#""closure""#;

        /// The virtual environment with the requirements.
        "dependencies": pub dependencies: Option<Written<StageName>>, Value(r#""dependencies""#), r#""venv""#;

        /// The files that the project is made of.
        "sources": pub sources: Option<Written<StageName>>, Value(r#""sources""#), r#""source""#;

        /// The projects around this one that its lock file installs from their folders; none where there are none.
        "neighbours": pub neighbours: Option<Written<StageName>>, Value(r#""neighbours""#), r#""members""#;

        /// The requirements and the project, without its tests; none where the project is no package.
        "package": pub package: Option<Written<StageName>>, Value(r#""package""#), r#""wheel""#;

        /// The requirements and the project: the image for tests.
        "build": pub build: Option<Written<StageName>>, Value(r#""build""#), r#""test""#;

        /// What looks which libraries the installed files link to; none unless `system.scan` asks for it.
        "scan": pub scan: Option<Written<StageName>>, Value(r#""scan""#), r#""links""#;

        /// The base with the runtime packages and the virtual environment; none without a guard.
        "runtime": pub runtime: Option<Written<StageName>>, Value(r#""runtime""#), r#""environment""#;

        /// What checks the image that ships.
        "guard": pub guard: Option<Written<StageName>>, Value(r#""guard""#), r#""checks""#;

        /// The image that ships.
        "production": pub production: Option<Written<StageName>>, Value(r#""production""#), r#""release""#;
    }
}

impl Stages {
    /// Every stage's key with the name that was written for it, in the order in which they are built. A stage that
    /// was not renamed is called by its key.
    pub fn all(&self) -> [(&'static str, Option<&Written<StageName>>); 12] {
        [
            ("base", self.base.as_ref()),
            ("toolchain", self.toolchain.as_ref()),
            ("requirements", self.requirements.as_ref()),
            ("dependencies", self.dependencies.as_ref()),
            ("sources", self.sources.as_ref()),
            ("neighbours", self.neighbours.as_ref()),
            ("package", self.package.as_ref()),
            ("build", self.build.as_ref()),
            ("scan", self.scan.as_ref()),
            ("runtime", self.runtime.as_ref()),
            ("guard", self.guard.as_ref()),
            ("production", self.production.as_ref()),
        ]
    }
}
