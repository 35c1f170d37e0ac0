use super::OwnStep;
use crate::spec::Otherwise::{Nothing, Value};
use crate::spec::Written;
use crate::spec::field::Faults;
use crate::spec::rows::{At, Row, Rows};
use crate::spec::section::section;
use crate::spec::values::{ExecForm, Platform, StageOrImage};

section! {
    /// A stage of the owner's own.
    pub struct OwnStage {
        /// What it begins with: another stage, or an image with its tag.
        "from": pub from: Option<Written<StageOrImage>>, Nothing, r#""debian:trixie-slim""#;

        /// The platform it runs on: `build` for what is the same on each, and would be emulated otherwise.
        "platform": pub platform: Option<Written<Platform>>, Value(r#""target""#), r#""build""#;

        /// What it does, in order.
        "steps": pub steps: Option<Written<Rows<OwnStep>>>, Nothing, r#"[{ run = ["make", "install"] }]"#;

        /// What a container of the stage runs. Default: what it begins with says that.
        "command": pub command: Option<Written<ExecForm>>, Nothing, r#"["pytest", "-q"]"#;
    }
}

impl Row for OwnStage {
    fn check(&self, at: &At<'_>, faults: &mut Faults) {
        if self.from.is_none() {
            at.lacks(&["from"], faults);
        }
    }
}
