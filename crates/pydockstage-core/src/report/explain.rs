use super::{Message, nearest};
use crate::plan::Plan;
use crate::views::{About, Rendered};

/// What is said where a plan has nothing of what was asked about.
pub fn nothing_to_explain(plan: &Plan, rendered: &Rendered, about: &About) -> Message {
    let lines = rendered.text.lines().count();
    let of = |what: String| Message::new("nothing-to-explain", what);
    match about {
        About::Everything => of("the plan has no stage".to_owned()),
        About::Line(line) if (1..=lines).contains(line) => {
            let written = rendered.text.lines().nth(line - 1).unwrap_or_default();
            of(format!("line {line} of the Dockerfile comes from no step"))
                .note(format!("it says: {written}"))
                .help("ask for the line of an instruction, or for all: pydockstage explain")
        }
        About::Line(line) => {
            of(format!("the Dockerfile has no line {line}")).help(format!("its lines are 1 to {lines}"))
        }
        About::Name(asked) => {
            let names = plan.names();
            let message = of(format!("the plan has no stage and no package {asked}"));
            match nearest(asked, names.iter().map(String::as_str)) {
                Some(name) => message.help(format!("did you mean {name}?")),
                None => message.help(format!("there are: {}", names.join(", "))),
            }
        }
    }
}
