use crate::names::ProjectPath;
use crate::plan::resolve::Context;
use crate::plan::{Action, From, Reason, Role, Stage, Step};
use crate::project::Entry;

/// The files that the project is made of, in an image with nothing else. What only tests need is not among them, so
/// none of it travels to the builder for the image that ships.
pub(in crate::plan) fn sources(context: &Context<'_>) -> Stage {
    Stage {
        name: context.names.name(Role::Sources),
        role: Role::Sources,
        from: From::Image("scratch".to_owned()),
        reason: Reason::default_choice("the files that the project is made of, without its tests"),
        steps: steps(context),
    }
}

fn steps(context: &Context<'_>) -> Vec<Step> {
    let contents = context.project.contents();
    let mut steps = copies(&contents.sources, "", "what the project is made of");
    let Some(written) = &context.spec.keep else { return steps };
    let is_there = |path: &ProjectPath| contents.sources.iter().any(|entry| path.is_within(&entry.path));
    steps.extend(written.values().filter(|path| !path.is_root() && !is_there(path)).map(|path| {
        // A folder or a file: without a slash behind the target, the builder copies either to that name.
        let action = Action::CopyFiles { sources: vec![path.clone()], target: format!("/{path}") };
        Step::new(action, Reason::written("the owner keeps it", &written.origin))
    }));
    steps
}

/// What ships although it is called like a test.
pub(super) fn kept(context: &Context<'_>) -> Vec<ProjectPath> {
    context.spec.keep.iter().flat_map(|written| written.values().cloned()).collect()
}

/// Copies each of the entries below `target`: the files by one step, and each folder by its own, for a builder copies
/// what is in a folder and not the folder.
pub(super) fn copies(entries: &[Entry], target: &str, reason: &str) -> Vec<Step> {
    let step = |sources: Vec<ProjectPath>, target: String| {
        Step::new(Action::CopyFiles { sources, target }, Reason::default_choice(reason))
    };
    let files: Vec<ProjectPath> =
        entries.iter().filter(|entry| !entry.is_directory).map(|entry| entry.path.clone()).collect();
    let folders = entries.iter().filter(|entry| entry.is_directory);
    let folders = folders.map(|folder| step(vec![folder.path.clone()], format!("{target}/{}/", folder.path)));
    let files = (!files.is_empty()).then(|| step(files, format!("{target}/")));
    files.into_iter().chain(folders).collect()
}
