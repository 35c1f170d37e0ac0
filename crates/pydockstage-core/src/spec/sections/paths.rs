use crate::spec::Otherwise::Value;
use crate::spec::Written;
use crate::spec::section::section;
use crate::spec::values::InstallPath;

section! {
    /// Where things lie in the image.
    pub struct Paths {
        /// The virtual environment.
        "venv": pub venv: Option<Written<InstallPath>>, Value(r#""/venv""#), r#""/opt/venv""#;

        /// The project, in the stage `build`.
        "project": pub project: Option<Written<InstallPath>>, Value(r#""/project""#), r#""/srv/project""#;
    }
}
