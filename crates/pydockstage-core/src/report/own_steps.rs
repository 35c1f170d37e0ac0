//! What is said about the owner's own steps, stages and targets.

use super::plan::at_wish;
use super::{Message, nearest};
use crate::names::StageName;
use crate::plan::PlanError;
use crate::spec::Origin as Wish;

/// The message of an error of theirs.
pub(super) fn message(error: &PlanError) -> Message {
    match error {
        PlanError::NotPortable { what, origin } => at_wish(
            Message::new("not-portable", format!("{what} is nothing that all builders share")),
            Some(origin),
        )
        .help("leave it out, or write dialect = \"buildkit\""),
        PlanError::PlatformOfStage { name, origin } => at_wish(
            Message::new(
                "platform-of-stage",
                format!("the stage {name} begins with another stage, and is on the platform of that one"),
            ),
            Some(origin),
        )
        .help("leave `platform` out, or begin with an image"),
        PlanError::UnknownStage { name, origin, known } => unknown_stage(name, origin, known),
        PlanError::StageLoop { chain, standard, origin } => {
            let names: Vec<String> = chain.iter().map(ToString::to_string).collect();
            let message = at_wish(
                Message::new("stage-loop", "a stage takes from one that is not before it"),
                Some(origin),
            )
            .note(format!("each takes from the next: {}", names.join(", ")));
            if *standard {
                message.help("take it from a stage before, or put what is taken into a stage of its own")
            } else {
                message.help("put what both need into a third stage that takes from neither")
            }
        }
        PlanError::PackagesOfImage { image, origin } => at_wish(
            Message::new("packages-of-image", format!("how packages are installed in {image} is not known")),
            Some(origin),
        )
        .help("write the command, as { run = \"apk add --no-cache make\" }, or begin with the stage base"),
        PlanError::UnknownSet { set, known, origin } => {
            let names: Vec<&str> = known.iter().map(crate::names::SetName::as_str).collect();
            let message = at_wish(
                Message::new("unknown-set", format!("the project has no requirement set {set}")),
                Some(origin),
            );
            message
                .note(format!("its sets are {}", names.join(", ")))
                .help("name one of them, or write it under requirements.sets")
        }
        PlanError::NoSuchFile { path, origin } => {
            at_wish(Message::new("no-such-file", format!("{path} is not in the project")), Some(origin))
                .help("write its path from the project's folder; what another stage has is taken with `from`")
        }
        PlanError::NodeLock { directory, has_package, found, origin } => {
            let place =
                if directory.is_root() { "the project's folder".to_owned() } else { directory.to_string() };
            if !has_package {
                return at_wish(
                    Message::new("no-package-json", format!("{place} has no package.json")),
                    Some(origin),
                )
                .help("write the directory that has one, as directory = \"frontend\"");
            }
            let names: Vec<&str> = found.iter().map(|manager| manager.as_str()).collect();
            match names.as_slice() {
                [] => at_wish(
                    Message::new("no-node-lock", format!("{place} has no lock file of npm, pnpm or yarn")),
                    Some(origin),
                )
                .help("make one, so that each build installs the same: npm install --package-lock-only"),
                names => at_wish(
                    Message::new(
                        "node-lock",
                        format!("{place} has the lock files of {}", names.join(" and of ")),
                    ),
                    Some(origin),
                )
                .help(format!(
                    "write one of them, as manager = \"{}\", or remove the lock file that is out of use",
                    names[0]
                )),
            }
        }
        PlanError::AptRepository { release, origin } => at_wish(
            Message::new("repository-of-apt", format!("a repository of apt is of no use on {release}")),
            Some(origin),
        )
        .help("make a repository of another kind known by a hook: hooks.base"),
        other => Message::new("plan", other.to_string()),
    }
}

fn unknown_stage(name: &StageName, origin: &Wish, known: &[StageName]) -> Message {
    let names: Vec<&str> = known.iter().map(StageName::as_str).collect();
    let message = at_wish(Message::new("unknown-stage", format!("there is no stage {name}")), Some(origin))
        .note(format!("the stages are {}", names.join(", ")));
    let message = match nearest(name.as_str(), names.iter().copied()) {
        Some(nearest) => message.help(format!("write \"{nearest}\"")),
        None => message,
    };
    message.help(format!("an image is written with its tag, as \"{name}:1\""))
}
