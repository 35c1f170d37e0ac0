use crate::spec::Otherwise::Inferred;
use crate::spec::Written;
use crate::spec::section::section;
use crate::spec::values::ToolVersion;

/// What stands in for a version that is not written.
const TESTED: &str = "the version that this release of pydockstage was tested with";

section! {
    /// The versions of the programs that fill the virtual environment. None of them is in the image that ships.
    pub struct Tools {
        /// The version of uv, by the tag of its image.
        "uv": pub uv: Option<Written<ToolVersion>>, Inferred(TESTED), r#""0.13.9""#;

        /// The version of Poetry, which reads `poetry.lock`.
        "poetry": pub poetry: Option<Written<ToolVersion>>, Inferred(TESTED), r#""2.5.1""#;

        /// The version of the plugin by which Poetry writes what its lock file holds.
        "poetry-plugin-export": pub poetry_plugin_export: Option<Written<ToolVersion>>,
            Inferred(TESTED), r#""1.10.1""#;

        /// The version of PDM, which reads `pdm.lock`.
        "pdm": pub pdm: Option<Written<ToolVersion>>, Inferred(TESTED), r#""2.29.4""#;

        /// The version of Pipenv, which reads `Pipfile.lock`.
        "pipenv": pub pipenv: Option<Written<ToolVersion>>, Inferred(TESTED), r#""2026.10.3""#;
    }
}
