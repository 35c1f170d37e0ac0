//! pip: its cache, and the files that requirements files include.

use super::Subject;
use super::apt::caches;
use crate::dockerfile::{Instruction, Mount, Source};
use crate::lint::Finding;
use crate::lint::file::{Step, literal};
use crate::lint::installs;
use crate::lint::problem::Problem;
use crate::project;
use std::path::{Component, Path, PathBuf};

pub(in crate::lint) fn pip_cache(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let mut is_off = false;
    for step in subject.file.shipped() {
        match step.instruction {
            Instruction::Env(env) => {
                let keys = env.0.iter().filter_map(|pair| pair.key.as_word().as_literal());
                is_off |= keys.into_iter().any(|key| matches!(key, "PIP_NO_CACHE_DIR" | "UV_NO_CACHE"));
            }
            Instruction::Run(run)
                if !is_off && !run.mounts.iter().any(|mount| matches!(mount, Mount::Cache(_))) =>
            {
                for command in &step.commands {
                    let Some(install) = installs::python(command) else { continue };
                    let without =
                        |text: &str| matches!(text, "--no-cache-dir" | "--no-cache" | "--cache-dir" | "-n");
                    if command.words.iter().any(|word| without(&word.text)) || caches(run, "/") {
                        continue;
                    }
                    let option = if install.by_uv { " --no-cache" } else { " --no-cache-dir" };
                    let finding = Finding::new(Problem::PipCacheKept, command.span());
                    let at = install.verb.span.end;
                    found.push(if install.verb.span.len() == install.verb.text.len() {
                        finding.mended_by(at..at, option)
                    } else {
                        finding
                    });
                }
            }
            _ => {}
        }
    }
}

pub(in crate::lint) fn includes(subject: &Subject<'_>, found: &mut Vec<Finding>) {
    let Some(context) = subject.context else { return };
    for (index, _) in subject.file.stages.iter().enumerate() {
        let line = subject.file.line(index);
        let own = line.last().map_or(0, |stage| stage.span.start);
        let mut there = Files::default();
        for step in line.iter().flat_map(|stage| &stage.steps) {
            there.add(step);
            if step.span.start < own {
                continue;
            }
            let mounted = there.with_mounts(step);
            for install in step.commands.iter().filter_map(installs::python) {
                for word in install.files.iter().filter(|word| !word.expands) {
                    let Some(file) = mounted.source(&word.text) else { continue };
                    for include in included(context, &file) {
                        if !mounted.has(&include) {
                            let problem = Problem::IncludeNotCopied {
                                file: file.display().to_string(),
                                include: include.display().to_string(),
                            };
                            found.push(Finding::new(problem, word.span.clone()));
                        }
                    }
                }
            }
        }
    }
}

/// The files of the context that are in a stage, each as far as it is known: where from, and where it lies.
#[derive(Default, Clone)]
struct Files {
    workdir: PathBuf,
    copied: Vec<(PathBuf, PathBuf)>,
}

impl Files {
    fn add(&mut self, step: &Step<'_>) {
        match step.instruction {
            Instruction::Workdir(workdir) => {
                if let Some(path) = literal(workdir.word()) {
                    self.workdir = normal(&Path::new("/").join(&self.workdir).join(path));
                }
            }
            Instruction::Copy(copy) if copy.from.is_none() => {
                let Some(destination) = literal(copy.paths.destination()) else { return };
                let sources: Vec<String> = copy
                    .paths
                    .sources()
                    .iter()
                    .filter_map(|source| match source {
                        Source::Path(path) => literal(path),
                        Source::Heredoc(_) => None,
                    })
                    .collect();
                let is_folder = destination.ends_with('/') || destination == "." || sources.len() > 1;
                let to = normal(&Path::new("/").join(&self.workdir).join(&destination));
                for source in sources {
                    let from = normal(Path::new(source.trim_start_matches('/')));
                    let is_file = Path::new(&source).extension().is_some();
                    match from.file_name().filter(|_| is_file && is_folder) {
                        Some(name) => self.copied.push((from.clone(), to.join(name))),
                        None => self.copied.push((from, to.clone())),
                    }
                }
            }
            _ => {}
        }
    }

    /// The same and what is mounted for one RUN.
    fn with_mounts(&self, step: &Step<'_>) -> Self {
        let mut with = self.clone();
        if let Instruction::Run(run) = step.instruction {
            for mount in &run.mounts {
                if let Mount::Bind(bind) = mount
                    && bind.from.is_none()
                    && let Some(target) = literal(bind.target.as_word())
                {
                    let source = bind.source.as_ref().and_then(|source| literal(source.as_word()));
                    let from = normal(Path::new(source.as_deref().unwrap_or(".").trim_start_matches('/')));
                    with.copied.push((from, normal(&Path::new("/").join(&self.workdir).join(target))));
                }
            }
        }
        with
    }

    /// The file of the context that lies at a path of the image.
    fn source(&self, path: &str) -> Option<PathBuf> {
        let path = normal(&Path::new("/").join(&self.workdir).join(path));
        self.copied.iter().rev().find_map(|(from, to)| {
            let rest = path.strip_prefix(to).ok()?;
            Some(if rest.as_os_str().is_empty() { from.clone() } else { normal(&from.join(rest)) })
        })
    }

    /// Whether a file of the context is in the image, or may be: a pattern may match anything.
    fn has(&self, file: &Path) -> bool {
        self.copied.iter().any(|(from, _)| {
            file.starts_with(from)
                || from.as_os_str().is_empty()
                || from.to_string_lossy().contains(['*', '?', '['])
        })
    }
}

/// The path without `.`, and without `..` as far as it goes.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

/// The files that a requirements file of the context names with `-r` and `-c`, and those that they name; nothing where
/// it can't be read.
fn included(context: &Path, file: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    let mut next = vec![file.to_owned()];
    while let Some(file) = next.pop() {
        let Ok(text) = std::fs::read_to_string(context.join(&file)) else { continue };
        for target in project::includes(&text).iter().filter(|target| !target.contains("://")) {
            let path = normal(&file.parent().unwrap_or(Path::new("")).join(target));
            if !found.contains(&path) {
                found.push(path.clone());
                next.push(path);
            }
        }
    }
    found
}
