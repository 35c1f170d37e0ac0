use crate::names::{DistributionName, EnvName, ProjectPath, SetName};
use crate::spec::Otherwise::{Inferred, Nothing, Value};
use crate::spec::section::section;
use crate::spec::{Written, WrittenList};
use indexmap::IndexMap;

section! {
    /// Where the requirements come from, and which set is the default.
    pub struct Requirements {
        /// The directory with a file for each requirement set.
        "directory": pub directory: Option<Written<ProjectPath>>,
            Inferred("the directory `requirements`, where there is one"), r#""requirements""#;

        /// The requirement set that production gets, and `build` when no other is asked for.
        "default": pub default: Option<Written<SetName>>,
            Inferred("`base`, or the project's own dependencies"), r#""base""#;

        /// Requirement sets of the owner's own making.
        "sets": pub sets: IndexMap<SetName, Written<SetSource>>,
            Inferred("a set for each file in the directory, each dependency group and each extra"),
            r#"{ dev = { files = ["requirements/dev.txt"], groups = ["dev"] } }"#;

        /// The build argument that picks another set.
        "argument": pub argument: Option<Written<EnvName>>, Value(r#""REQS""#), r#""REQS""#;
    }
}

section! {
    /// What a requirement set is made of.
    pub struct SetSource {
        /// Requirement files.
        "files": pub files: Option<WrittenList<ProjectPath>>, Nothing, r#"["requirements/dev.txt"]"#;

        /// Dependency groups of pyproject.toml.
        "groups": pub groups: Option<WrittenList<DistributionName>>, Nothing, r#"["dev"]"#;

        /// Extras of the project.
        "extras": pub extras: Option<WrittenList<DistributionName>>, Nothing, r#"["test"]"#;
    }
}
