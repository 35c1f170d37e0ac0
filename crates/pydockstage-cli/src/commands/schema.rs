use crate::OK;
use crate::answer::Answer;

/// The JSON schema of `[tool.pydockstage]`, in either format.
pub(crate) fn schema() -> Answer {
    let schema = pydockstage_core::spec::schema();
    Answer { status: OK, text: format!("{schema:#}\n"), aside: String::new(), json: schema }
}
