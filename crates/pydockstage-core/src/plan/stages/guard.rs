use super::production::{user, workdir};
use crate::names::{Family, StageName};
use crate::plan::resolve::Context;
use crate::plan::{Action, CheckImports, Reason, Role, Stage, Step, Tree};
use crate::spec::values::Guard;

/// The program that looks through what is installed.
pub(super) const PROGRAM: &str = "/check.py";

/// Where the lists of files of the packages that were compiled against are laid.
const LISTS: &str = "/packages";

/// Whether the image that ships is checked while it is built.
pub(super) fn is_wanted(context: &Context<'_>) -> bool {
    level(context) != Guard::Off
}

fn level(context: &Context<'_>) -> Guard {
    context.spec.guard.as_ref().map_or(Guard::All, |guard| guard.value)
}

/// Where the program finds the lists of files, where there is a check.
pub(super) fn lists(context: &Context<'_>) -> Option<String> {
    is_wanted(context).then(|| LISTS.to_owned())
}

/// What of this stage the image that ships takes: the project's own files, so that there is none without the check.
pub(super) fn passed(context: &Context<'_>, tree: &Tree) -> Tree {
    Tree { stage: context.names.name(Role::Guard), source: context.places.own.clone(), ..tree.clone() }
}

/// The file system of the image that ships, with checks that fail the build, and of which nothing ships but the
/// project's own files as they came in.
///
/// The environment is looked through before those files are there, so that a change of code doesn't do it again.
pub(super) fn guard(
    context: &Context<'_>,
    runtime: &StageName,
    dependencies: &StageName,
    tree: &Tree,
) -> Stage {
    let places = &context.places;
    let (uid, gid) = user(context);
    let copy = |stage: &StageName, source: &str, target: &str| Action::CopyTree {
        stage: stage.clone(),
        source: source.to_owned(),
        target: target.to_owned(),
    };
    let mut steps = Vec::new();
    if context.release.distribution().family() == Family::Apt {
        steps.push(Step::new(
            copy(dependencies, "/var/lib/dpkg/info/*.list", &format!("{LISTS}/")),
            Reason::default_choice("tells which package has a library that is missing"),
        ));
    }
    steps.push(match context.spec.system.scanned() {
        Some(_) => Step::new(
            copy(&context.names.name(Role::Scan), PROGRAM, PROGRAM),
            Reason::default_choice("the program that checks, too"),
        ),
        None => Step::new(
            Action::WriteProgram { program: PROGRAM.to_owned(), scans: false, guards: lists(context) },
            Reason::default_choice("checks by the loader and by Python themselves"),
        ),
    });
    steps.push(Step::new(
        Action::SetUser { uid, gid },
        Reason::default_choice("the check sees what the container will see"),
    ));
    steps.push(Step::new(
        Action::CheckLibraries {
            program: PROGRAM.to_owned(),
            folder: places.venv.clone(),
            place: places.venv.clone(),
        },
        Reason::default_choice("a library that is missing fails the build and not the container"),
    ));
    steps.push(Step::new(
        copy(&tree.stage, &tree.source, &places.own),
        Reason::default_choice("what is the project's own, and what passes to the image that ships"),
    ));
    steps.push(Step::new(
        copy(&tree.stage, &tree.source, &tree.target),
        Reason::default_choice("the project's own files where they run"),
    ));
    steps.extend(workdir(context));
    steps.push(Step::new(
        Action::CheckLibraries {
            program: PROGRAM.to_owned(),
            folder: places.own.clone(),
            place: tree.target.clone(),
        },
        Reason::default_choice("the project may have been compiled, too"),
    ));
    if level(context) == Guard::All {
        steps.push(Step::new(
            Action::CheckImports(CheckImports {
                program: PROGRAM.to_owned(),
                folder: places.own.clone(),
                names: imports(context),
            }),
            Reason::default_choice("a project that can't be imported fails the build and not the container"),
        ));
    }
    context.stage(
        Role::Guard,
        runtime.clone(),
        "fails the build when a library is missing or the project can't be imported; nothing of it ships",
        steps,
    )
}

/// The modules and the script that the container's command names: `python -m NAME`, `python FILE.py`, `NAME:attribute`
/// and the project's own console scripts.
fn imports(context: &Context<'_>) -> Vec<String> {
    let metadata = context.project.metadata();
    let mut names: Vec<String> = Vec::new();
    let mut add = |module: &str| {
        let top = module.split('.').next().unwrap_or(module).to_owned();
        let sound = top.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && top.chars().all(|c| c.is_alphanumeric() || c == '_');
        if sound && !names.contains(&top) {
            names.push(top);
        }
    };
    let words: Vec<&str> =
        context.command.iter().flat_map(|chosen| chosen.words.iter().map(String::as_str)).collect();
    let program = words.first().and_then(|word| word.rsplit('/').next()).unwrap_or_default();
    if let Some(entry) = metadata.scripts.get(program) {
        add(&entry.value.module);
    }
    let mut script = None;
    if program.starts_with("python") {
        let at = words.iter().skip(1).position(|word| *word == "-m" || !word.starts_with('-'));
        match at.and_then(|at| words.get(at + 1..)) {
            Some(["-m", module, ..]) => add(module),
            Some([file, ..]) if is_script(file) => script = Some((*file).to_owned()),
            _ => {}
        }
    }
    for (module, _) in words.iter().skip(1).filter_map(|word| word.split_once(':')) {
        let top = module.split('.').next().unwrap_or(module);
        if metadata.packages.iter().any(|package| package.name == top) {
            add(module);
        }
    }
    names.extend(script);
    names
}

/// Whether the program's argument is a file of Python's; the name's case counts on Linux.
fn is_script(word: &str) -> bool {
    std::path::Path::new(word).extension().is_some_and(|extension| extension == "py")
}
