use super::OwnStep;
use crate::spec::Otherwise::Nothing;
use crate::spec::rows::Rows;
use crate::spec::section::section;
use crate::spec::{Origin, Written};

section! {
    /// Steps of the owner's own at named points of the plan, as root unless the point says otherwise.
    pub struct Hooks {
        /// In the stage `base`, so in every stage and in the image that ships.
        "base": pub base: Option<Written<Rows<OwnStep>>>, Nothing, r#"[{ copy = ["conf/apt.conf"], to = "/etc/apt/apt.conf.d/" }]"#;

        /// Before the requirements are installed, with the compilers there.
        "before-dependencies": pub before_dependencies: Option<Written<Rows<OwnStep>>>, Nothing, r#"[{ run = ["make", "-C", "/opt/library", "install"] }]"#;

        /// When the requirements are installed, and nothing of the project is.
        "after-dependencies": pub after_dependencies: Option<Written<Rows<OwnStep>>>, Nothing, r#"[{ run = "python -m nltk.downloader punkt" }]"#;

        /// When the project is installed, with its source in the project's directory.
        "after-project": pub after_project: Option<Written<Rows<OwnStep>>>, Nothing, r#"[{ run = ["python", "manage.py", "compilemessages"] }]"#;

        /// In production, behind the packages and the virtual environment and before the project's own files.
        "production-root": pub production_root: Option<Written<Rows<OwnStep>>>, Nothing, r#"[{ run = ["install", "-d", "-m", "0770", "-o", "10001", "-g", "0", "/data"] }]"#;

        /// In production as the user that the container runs as, when everything else is there.
        "production-user": pub production_user: Option<Written<Rows<OwnStep>>>, Nothing, r#"[{ run = ["python", "-m", "myproject", "--version"] }]"#;
    }
}

impl Hooks {
    /// Each point with its steps, in the order in which they are built.
    pub fn all(&self) -> [(&'static str, Option<&Written<Rows<OwnStep>>>); 6] {
        [
            ("base", self.base.as_ref()),
            ("before-dependencies", self.before_dependencies.as_ref()),
            ("after-dependencies", self.after_dependencies.as_ref()),
            ("after-project", self.after_project.as_ref()),
            ("production-root", self.production_root.as_ref()),
            ("production-user", self.production_user.as_ref()),
        ]
    }

    /// What only a stage of the owner's own may change, with its key and where it was written.
    pub(in crate::spec) fn misplaced(&self) -> Vec<(String, &'static str, &Origin)> {
        let mut misplaced = Vec::new();
        for (point, steps) in self.all() {
            for (index, step) in steps.iter().flat_map(|steps| &steps.value).enumerate() {
                let keys = [
                    ("workdir", step.value.workdir.as_ref().map(|w| &w.origin)),
                    ("user", step.value.user.as_ref().map(|w| &w.origin)),
                ];
                for (key, origin) in keys {
                    misplaced
                        .extend(origin.map(|origin| (format!("hooks.{point}[{index}].{key}"), key, origin)));
                }
            }
        }
        misplaced
    }
}
