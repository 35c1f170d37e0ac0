use super::planned::{notes, planned};
use crate::OK;
use crate::answer::Answer;
use crate::arguments::{Graph, Language};
use pydockstage_core::report::Message;
use pydockstage_core::views;
use serde_json::json;

pub(crate) fn graph(arguments: &Graph) -> Result<Answer, Vec<Message>> {
    let generation = planned(&arguments.project)?;
    let text = match arguments.language {
        Language::Mermaid => views::mermaid(&generation.plan),
        Language::Dot => views::dot(&generation.plan),
        Language::Svg => views::svg(&generation.plan),
    };
    Ok(Answer { status: OK, json: json!({ "graph": text }), text, aside: notes(&generation) })
}
