use crate::project::{Note, Overlooked};
use crate::report::{Message, Place};

/// What is said of something that is no error. The message is to be shown as a warning.
impl From<&Note> for Message {
    fn from(note: &Note) -> Self {
        match note {
            Note::Overlooked { what, place } => overlooked(*what).at(place.clone()),
            Note::UnusedRequirements { file, lock } => Self::new(
                "unused-requirements",
                format!("{file} is not used: {lock} says what is installed"),
            )
            .help("where the file was meant, write installer = \"pip\""),
            Note::HiddenDependencies { origin } => Self::new(
                "hidden-dependencies",
                "what the project depends on would be known only if its build were run",
            )
            .at(Place::file(origin.path.to_string()))
            .note("nothing of a project is run to find out what it needs")
            .help("write them in requirements/base.txt or in pyproject.toml:\n[project]\ndependencies = [\"flask>=2\"]"),
        }
    }
}

fn overlooked(what: Overlooked) -> Message {
    match what {
        Overlooked::StrayWords => {
            Message::new("stray-words", "pip reads over what stands here behind an option")
                .help("put it on a line of its own, before its options")
        }
        Overlooked::OptionBesideRequirement => Message::new(
            "option-without-effect",
            "pip reads over this option beside a requirement or an include",
        )
        .help("put it on a line of its own"),
        Overlooked::SecondOnLine => {
            Message::new("option-without-effect", "of several such options on a line, pip takes only one")
                .help("put each on a line of its own")
        }
        Overlooked::RequirementOptionAlone => Message::new(
            "option-without-effect",
            "this option belongs to a requirement, and there is none on its line",
        )
        .help("put it behind its requirement, on the same line or with a \\ at the end of the one before"),
    }
}
