use super::planned::{notes, planned};
use crate::OK;
use crate::answer::Answer;
use crate::arguments::Explain;
use pydockstage_core::report::{Message, nothing_to_explain};
use pydockstage_core::views::{self, About};
use serde_json::json;

pub(crate) fn explain(arguments: &Explain) -> Result<Answer, Vec<Message>> {
    let generation = planned(&arguments.project).map_err(|messages| meant_as_about(arguments, messages))?;
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

/// The folder comes first, and who asks for a stage or a package easily leaves it out.
fn meant_as_about(arguments: &Explain, messages: Vec<Message>) -> Vec<Message> {
    let directory = &arguments.project.plan.directory;
    if arguments.about.is_some() || directory.exists() {
        return messages;
    }
    let help = format!(
        "for a line, a stage or a package, name the folder first: pydockstage explain . {}",
        directory.display()
    );
    messages.into_iter().map(|message| message.help(help.clone())).collect()
}
