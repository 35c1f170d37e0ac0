use crate::names::{SetName, StageName, SystemPackage};
use crate::spec::Otherwise::{Inferred, Nothing};
use crate::spec::field::Faults;
use crate::spec::rows::{At, One, Row};
use crate::spec::section::section;
use crate::spec::values::ExecForm;
use crate::spec::{Written, WrittenList};

section! {
    /// More images from the same file, each built with `--target`; an empty table is enough.
    pub struct Targets {
        /// The image that ships, with the requirements of the tests and the project's source on top.
        "test": pub test: Option<Written<One<Target>>>, Nothing, "{}";

        /// The project as a link to its source, which is mounted over the project's directory.
        "dev": pub dev: Option<Written<One<Target>>>, Nothing, r#"{ set = "dev" }"#;

        /// The image that ships, with tools to look into it.
        "debug": pub debug: Option<Written<One<Target>>>, Nothing, r#"{ packages = ["strace"] }"#;
    }
}

section! {
    /// One more image.
    pub struct Target {
        /// What the stage is called.
        "name": pub name: Option<Written<StageName>>, Inferred("the key"), r#""test""#;

        /// The requirement set that is installed on top; not in `debug`.
        "set": pub set: Option<Written<SetName>>, Inferred("for `test` the set `test`, `tests` or `dev`, for `dev` the set `dev`"), r#""dev""#;

        /// Packages of the distribution that are installed on top.
        "packages": pub packages: Option<WrittenList<SystemPackage>>,
            Inferred("for `debug` procps and strace, nothing for the others"), r#"["procps", "strace"]"#;

        /// What the container runs.
        "command": pub command: Option<Written<ExecForm>>, Inferred("for `test` pytest, else what production runs; for `debug` a shell"), r#"["pytest", "-q"]"#;
    }
}

impl Row for Target {
    fn check(&self, _: &At<'_>, _: &mut Faults) {}
}
