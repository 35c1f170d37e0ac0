use crate::names::ProjectPath;
use crate::spec::Otherwise::{Inferred, Value};
use crate::spec::Written;
use crate::spec::field::Faults;
use crate::spec::rows::{At, Row};
use crate::spec::section::section;
use crate::spec::values::{AnyPath, ExecForm, ImagePath, ImageReference, NodeManager};

section! {
    /// What Node builds from the project's own package.json, for the image that ships.
    pub struct Assets {
        /// The image that has Node.
        "image": pub image: Option<Written<ImageReference>>, Value(r#""node:22-slim""#), r#""node:22-slim""#;

        /// The directory with package.json and its lock file.
        "directory": pub directory: Option<Written<ProjectPath>>, Value(r#"".""#), r#""frontend""#;

        /// What installs the packages.
        "manager": pub manager: Option<Written<NodeManager>>, Inferred("the one whose lock file is there"), r#""npm""#;

        /// The command that builds, in that directory.
        "build": pub build: Option<Written<ExecForm>>, Inferred("the script `build` of package.json"), r#"["npm", "run", "build"]"#;

        /// What it makes: a directory below that one.
        "output": pub output: Option<Written<AnyPath>>, Value(r#""dist""#), r#""dist""#;

        /// Where that goes in the image that ships.
        "to": pub to: Option<Written<ImagePath>>, Value(r#""/srv/assets""#), r#""/srv/assets""#;
    }
}

impl Row for Assets {
    fn check(&self, at: &At<'_>, faults: &mut Faults) {
        if let Some(output) = &self.output
            && let Err(error) = output.value.as_str().parse::<ProjectPath>()
        {
            at.wrong("output", &output.origin, error, faults);
        }
    }
}
