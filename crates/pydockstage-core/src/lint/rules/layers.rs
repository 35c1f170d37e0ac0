//! What goes into which layer, and in which order.

use super::Subject;
use crate::dockerfile::{CopyFiles, Instruction, Paths, Source};
use crate::lint::Finding;
use crate::lint::file::literal;
use crate::lint::installs;
use crate::lint::problem::Problem;

pub(in crate::lint) fn source_first(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for stage in &subject.file.stages {
        let mut source = None;
        let mut installed = false;
        for step in &stage.steps {
            match step.instruction {
                Instruction::Copy(copy) if copies_context(copy) => {
                    source.get_or_insert(step.span.clone());
                }
                Instruction::Run(_) => {
                    let system = step.commands.iter().any(|command| installs::system(command).is_some());
                    let python = step.commands.iter().filter_map(installs::python);
                    let requirements =
                        python.into_iter().any(|install| !install.files.is_empty() && !install.project);
                    if let Some(span) = &source {
                        if system {
                            found.push(Finding::new(Problem::SourceBeforePackages, span.clone()));
                        }
                        if requirements && !installed {
                            found.push(Finding::new(Problem::SourceBeforeRequirements, span.clone()));
                        }
                    }
                    installed |= requirements;
                }
                _ => {}
            }
        }
    }
}

/// Whether all of the build context is copied.
fn copies_context(copy: &CopyFiles) -> bool {
    let all = |source: &Source| match source {
        Source::Path(path) => matches!(literal(path).as_deref(), Some("." | "./" | "/")),
        Source::Heredoc(_) => false,
    };
    copy.from.is_none() && copy.paths.sources().iter().any(all)
}

pub(in crate::lint) fn owners(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for stage in subject.file.last().map(|last| subject.file.line(last)).unwrap_or_default() {
        let mut copied: Vec<String> = Vec::new();
        for step in &stage.steps {
            let paths = match step.instruction {
                Instruction::Copy(copy) => Some(&copy.paths),
                Instruction::Add(add) => Some(&add.paths),
                _ => None,
            };
            copied.extend(paths.and_then(|paths| literal(paths.destination())));
            if copied.is_empty() {
                continue;
            }
            for command in &step.commands {
                let recursive = command.arguments().iter().any(|word| {
                    word.text == "--recursive"
                        || word.text.starts_with('-')
                            && !word.text.starts_with("--")
                            && word.text.contains('R')
                });
                if matches!(command.program(), "chown" | "chmod" | "chgrp") && recursive {
                    let problem = Problem::OwnerChangedInLayer { program: command.program().to_owned() };
                    found.push(Finding::new(problem, command.span()));
                }
            }
        }
    }
}

pub(in crate::lint) fn workdirs(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for index in 0..subject.file.stages.len() {
        let line = subject.file.line(index);
        let mut is_known = false;
        for (place, stage) in line.iter().enumerate() {
            for step in &stage.steps {
                let Instruction::Workdir(workdir) = step.instruction else { continue };
                let Some(path) = literal(workdir.word()) else {
                    is_known = true;
                    continue;
                };
                let is_absolute = path.starts_with('/') || path.get(1..2) == Some(":");
                if !is_absolute && !is_known && place + 1 == line.len() {
                    found.push(Finding::new(Problem::RelativeWorkdir { path }, step.span.clone()));
                }
                is_known |= is_absolute;
            }
        }
    }
}

pub(in crate::lint) fn adds(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    for step in subject.file.stages.iter().flat_map(|stage| &stage.steps) {
        let Instruction::Add(add) = step.instruction else { continue };
        if add.checksum.is_some()
            || add.unpack.is_some()
            || add.keep_git_dir.is_some()
            || !is_local(&add.paths)
        {
            continue;
        }
        let keyword = step.span.start..step.span.start + "ADD".len();
        found.push(Finding::new(Problem::AddForCopy, step.span.clone()).mended_by(keyword, "COPY"));
    }
}

/// Whether nothing is fetched and nothing unpacked.
fn is_local(paths: &Paths) -> bool {
    const ARCHIVES: [&str; 8] = [".tar", ".tgz", ".gz", ".bz2", ".xz", ".zst", ".txz", ".tbz2"];
    paths.sources().iter().all(|source| match source {
        Source::Path(path) => literal(path).is_some_and(|path| {
            !path.contains("://")
                && !path.starts_with("git@")
                && !ARCHIVES.iter().any(|end| path.ends_with(end))
                && !path.contains('*')
        }),
        Source::Heredoc(_) => true,
    })
}
