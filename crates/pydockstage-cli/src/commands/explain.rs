use super::planned::{notes, planned};
use crate::OK;
use crate::answer::Answer;
use crate::arguments::Explain;
use pydockstage_core::report::{Message, nearest};
use pydockstage_core::views::{self, About};
use serde_json::json;

pub(crate) fn explain(arguments: &Explain) -> Result<Answer, Vec<Message>> {
    let generation = planned(&arguments.project).map_err(|messages| meant_as_about(arguments, messages))?;
    let about = arguments.about.as_deref().map_or(About::Everything, About::of);
    let (plan, rendered) = (&generation.plan, &generation.dockerfile);
    let text = views::explain(plan, rendered, &about).ok_or_else(|| {
        let asked = arguments.about.as_deref().unwrap_or_default();
        let lines = rendered.text.lines().count();
        let message = match about {
            About::Line(line) if (1..=lines).contains(&line) => Message::new(
                "nothing-to-explain",
                format!("line {line} of the Dockerfile comes from no step"),
            )
            .note(format!("it says: {}", rendered.text.lines().nth(line - 1).unwrap_or_default()))
            .help("ask for the line of an instruction; pydockstage explain tells them all"),
            About::Line(line) => {
                Message::new("nothing-to-explain", format!("the Dockerfile has no line {line}"))
                    .help(format!("its lines are 1 to {lines}"))
            }
            _ => {
                let names = plan.names();
                let message = Message::new(
                    "nothing-to-explain",
                    format!("the plan has no stage and no package {asked}"),
                );
                match nearest(asked, names.iter().map(String::as_str)) {
                    Some(name) => message.help(format!("did you mean {name}?")),
                    None => message.help(format!("there are: {}", names.join(", "))),
                }
            }
        };
        vec![message]
    })?;
    let json = match about {
        About::Everything => json!({ "plan": plan, "lines": rendered.lines }),
        _ => json!({ "about": arguments.about, "text": text }),
    };
    Ok(Answer { status: OK, text, aside: notes(&generation), json })
}

/// The folder comes first, and who asks for a stage or a package easily leaves it out.
fn meant_as_about(arguments: &Explain, messages: Vec<Message>) -> Vec<Message> {
    let directory = &arguments.project.directory;
    if arguments.about.is_some() || directory.exists() {
        return messages;
    }
    let help = format!(
        "for a line, a stage or a package, name the folder first: pydockstage explain . {}",
        directory.display()
    );
    messages.into_iter().map(|message| message.help(help.clone())).collect()
}
