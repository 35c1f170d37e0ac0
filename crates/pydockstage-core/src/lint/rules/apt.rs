//! apt's lists and recommendations.

use super::Subject;
use crate::dockerfile::{Instruction, Mount, Run};
use crate::lint::Finding;
use crate::lint::file::{Step, literal};
use crate::lint::installs;
use crate::lint::problem::Problem;
use crate::lint::shell::ShellCommand;
use crate::names::Family;

/// Whether a RUN installs packages with apt.
fn installs_with_apt(step: &Step<'_>) -> bool {
    installs_of(step).next().is_some()
}

fn installs_of<'s>(step: &'s Step<'_>) -> impl Iterator<Item = &'s ShellCommand> {
    step.commands
        .iter()
        .filter(|command| installs::system(command).is_some_and(|install| install.family == Family::Apt))
}

pub(in crate::lint) fn updated_alone(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for step in subject.file.stages.iter().flat_map(|stage| &stage.steps) {
        let Instruction::Run(run) = step.instruction else { continue };
        let update = step.commands.iter().find(|command| installs::updates(command));
        // `apt-get upgrade` and scripts that install are in the same layer as well.
        let only =
            step.commands.iter().all(|command| installs::updates(command) || command.program() == "set");
        if let Some(update) = update
            && only
            && !caches(run, "/var/lib/apt")
        {
            found.push(Finding::new(Problem::ListsUpdatedAlone, update.span()));
        }
    }
}

pub(in crate::lint) fn lists_kept(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for step in subject.file.shipped() {
        let Instruction::Run(run) = step.instruction else { continue };
        let update = step.commands.iter().find(|command| installs::updates(command));
        let cleans = |command: &ShellCommand| {
            command.program() == "rm"
                && command.words.iter().any(|word| word.text.starts_with("/var/lib/apt"))
                || command.program().starts_with("apt") && command.has("dist-clean")
        };
        if let Some(update) = update
            && installs_with_apt(step)
            && !caches(run, "/var/lib/apt")
            && !step.commands.iter().any(cleans)
        {
            found.push(Finding::new(Problem::ListsKept, update.span()));
        }
    }
}

/// Whether a cache, or memory, is mounted at a folder or below it.
pub(super) fn caches(run: &Run, folder: &str) -> bool {
    run.mounts.iter().any(|mount| {
        let target = match mount {
            Mount::Cache(cache) => &cache.target,
            Mount::Tmpfs(tmpfs) => &tmpfs.target,
            _ => return false,
        };
        literal(target.as_word()).is_some_and(|target| target.starts_with(folder))
    })
}

pub(in crate::lint) fn recommended(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for step in subject.file.shipped() {
        for command in installs_of(step) {
            let without = |text: &str| {
                text == "--no-install-recommends"
                    || text.ends_with("Install-Recommends=false")
                    || text.ends_with("Install-Recommends=0")
                    || text.ends_with("Install-Recommends=no")
            };
            if command.arguments().iter().any(|word| without(&word.text)) {
                continue;
            }
            let finding = Finding::new(Problem::RecommendedPackages, command.span());
            let verb = command.arguments().iter().find(|word| word.text == "install");
            found.push(match verb.filter(|word| word.span.len() == word.text.len()) {
                Some(verb) => finding.mended_by(verb.span.end..verb.span.end, " --no-install-recommends"),
                None => finding,
            });
        }
    }
}
