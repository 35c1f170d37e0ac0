use super::sources::kept;
use crate::dockerfile::shell_word;
use crate::names::{ProjectPath, StageName};
use crate::plan::resolve::Context;
use crate::plan::{Action, From, OwnRun, Program, Reason, Role, Stage, Step};
use crate::project::{Entry, TEST_FILES, is_like};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// Names for the stage: the first that is free.
const NAMES: [&str; 4] = ["shipped", "without-tests", "shipped-files", "files-that-ship"];

/// The files of a project that is no package, without the tests among its code; none where there are none. The stage
/// with its sources has no shell to take them out with, and the one for tests takes them from there.
pub(in crate::plan) fn shipped(
    context: &Context<'_>,
    base: &StageName,
    sources: &StageName,
) -> Option<Stage> {
    if context.is_package() {
        return None;
    }
    let tests = &context.project.contents().tests;
    let wanted = kept(context);
    let is_kept = |path: &ProjectPath| wanted.iter().any(|kept| path.is_within(kept));
    let dropped: Vec<&Entry> = tests.found.iter().filter(|entry| !is_kept(&entry.path)).collect();
    if dropped.is_empty() {
        return None;
    }
    let place = &context.places.own;
    let copy = |source: &str, target: &str| Action::CopyTree {
        stage: sources.clone(),
        source: source.to_owned(),
        target: target.to_owned(),
    };
    let stays: Vec<&ProjectPath> = tests
        .used
        .iter()
        .chain(tests.found.iter().map(|entry| &entry.path).filter(|path| is_kept(path)))
        .collect();
    let words: BTreeSet<String> = dropped.iter().map(|entry| word(place, entry, &stays)).collect();
    let line =
        format!("rm -rf{}", words.iter().map(|word| format!(" \\\n        {word}")).collect::<String>());
    let program = OwnRun {
        program: Program::Line(line),
        variables: IndexMap::new(),
        mounts: Vec::new(),
        network: None,
    };
    let mut steps = vec![
        Step::new(copy("/", place), Reason::default_choice("what the project is made of")),
        Step::new(
            Action::OwnRun(program),
            Reason::default_choice(
                "tests, which nothing that ships imports: to ship one, name it in keep of [tool.pydockstage]",
            ),
        ),
    ];
    let inside = wanted.iter().filter(|kept| {
        dropped.iter().any(|entry| entry.is_directory && entry.path != **kept && kept.is_within(&entry.path))
    });
    steps.extend(inside.map(|kept| {
        let origin = context.spec.keep.as_ref().map(|keep| keep.origin.clone());
        let reason = origin.map_or_else(
            || Reason::default_choice("the owner keeps it"),
            |origin| Reason::written("the owner keeps it", &origin),
        );
        Step::new(copy(&format!("/{kept}"), &format!("{place}/{kept}")), reason)
    }));
    let is_free = |name: &StageName| {
        !context.spec.stage.contains_key(name) && context.names.all().iter().all(|other| other != name)
    };
    let name = NAMES.iter().filter_map(|name| name.parse().ok()).find(is_free)?;
    Some(Stage {
        name,
        role: Role::Extra,
        from: From::Stage(base.clone()),
        reason: Reason::default_choice("the project's files without the tests among them"),
        steps,
    })
}

/// The test as a word for the shell: a folder by its name, a file with all that are called like it beside it, unless
/// one of these stays. So one more test changes nothing.
fn word(place: &str, entry: &Entry, stays: &[&ProjectPath]) -> String {
    let exact = || shell_word(&format!("{place}/{}", entry.path));
    let parent = entry.path.parent();
    let pattern =
        TEST_FILES.iter().find(|pattern| pattern.contains('*') && is_like(entry.path.file_name(), pattern));
    let Some(pattern) = pattern.filter(|_| !entry.is_directory) else { return exact() };
    let is_beside = |path: &&&ProjectPath| path.parent() == parent && is_like(path.file_name(), pattern);
    if parent.is_root() || stays.iter().any(|path| is_beside(&path)) {
        return exact();
    }
    format!("{}/{pattern}", shell_word(&format!("{place}/{parent}")))
}
