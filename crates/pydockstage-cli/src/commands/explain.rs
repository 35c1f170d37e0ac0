use super::planned::{notes, planned};
use crate::OK;
use crate::answer::Answer;
use crate::arguments::Explain;
use pydockstage_core::report::{Message, nothing_to_explain};
use pydockstage_core::views::{self, About};
use serde_json::json;

pub(crate) fn explain(arguments: &Explain) -> Result<Answer, Vec<Message>> {
    let generation = planned(&arguments.project)?;
    let about = arguments.about.as_deref().map_or(About::Everything, About::of);
    let (plan, rendered) = (&generation.plan, &generation.dockerfile);
    let text = views::explain(plan, rendered, &about)
        .ok_or_else(|| vec![nothing_to_explain(plan, rendered, &about)])?;
    let json = match about {
        About::Everything => json!({ "plan": plan, "lines": rendered.lines }),
        _ => json!({ "about": arguments.about, "text": text }),
    };
    Ok(Answer { status: OK, text, aside: notes(&generation), json })
}
