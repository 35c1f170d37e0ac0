//! A plan for a project that lies below the root of the build context, with the projects beside it that it needs.

use super::stages::FOLDER;
use super::{Action, LocalProject, Plan, Reason, Role, RunMount, Step, ignore};
use crate::names::{ProjectPath, SetName};
use crate::project::{Entry, Local, Surroundings};

/// The paths of the context that the action takes from it.
pub(super) fn taken(action: &Action) -> Vec<&ProjectPath> {
    match action {
        Action::CopyFiles { sources, .. } => sources.iter().collect(),
        Action::WriteDeclared(declared) => vec![&declared.source],
        Action::ExportLock(export) => export.sources.iter().collect(),
        _ => Vec::new(),
    }
}

/// Those of them that are told from the project's folder, to change them.
fn taken_mut(action: &mut Action) -> Vec<&mut ProjectPath> {
    match action {
        Action::CopyFiles { sources, .. } => sources.iter_mut().collect(),
        Action::WriteDeclared(declared) => vec![&mut declared.source],
        _ => Vec::new(),
    }
}

/// What the owner's own steps take from the context, told from the project's folder as well.
fn own_sources(action: &mut Action) -> Vec<&mut String> {
    match action {
        Action::OwnCopy(copy) if copy.from.is_none() => copy.sources.iter_mut().collect(),
        Action::OwnRun(run) => {
            let binds = run.mounts.iter_mut().filter_map(|mount| match mount {
                RunMount::Bind { source, from: None, .. } => {
                    Some(source.get_or_insert_with(|| ".".to_owned()))
                }
                _ => None,
            });
            binds.collect()
        }
        _ => Vec::new(),
    }
}

impl Plan {
    /// Moves the plan to the context of these surroundings.
    pub(super) fn placed(mut self, around: &Surroundings) -> Self {
        let below = |path: &ProjectPath| {
            if path.is_root() { Ok(around.folder.clone()) } else { around.folder.join(path.as_str()) }
        };
        // What lies around the project has its place in the context from the start.
        let own = self.stages.iter_mut().filter(|stage| stage.role != Role::Neighbours);
        for step in own.flat_map(|stage| &mut stage.steps) {
            for path in taken_mut(&mut step.action) {
                if let Ok(placed) = below(path) {
                    *path = placed;
                }
            }
            for source in own_sources(&mut step.action) {
                let path = source.trim_start_matches("./").trim_start_matches('/');
                *source = match path {
                    _ if around.folder.is_root() => continue,
                    "" | "." => around.folder.to_string(),
                    path => format!("{}/{path}", around.folder),
                };
            }
        }
        if !around.local.is_empty() && around.lock.is_none() {
            self.needs_local(around);
        }
        self.path = around.folder.join("Dockerfile").ok().filter(|_| !around.folder.is_root());
        self.ignored = ignore::rules(&self.stages);
        self
    }

    /// Puts the projects beside it where each declared set finds them.
    fn needs_local(&mut self, around: &Surroundings) {
        for stage in &mut self.stages {
            let mut copied = Vec::new();
            for step in &mut stage.steps {
                match &mut step.action {
                    Action::WriteDeclared(declared) => {
                        declared.local = around
                            .local
                            .iter()
                            .map(|(name, local)| {
                                let placed =
                                    LocalProject { path: local.path.clone(), needs: local.needs.clone() };
                                (name.clone(), placed)
                            })
                            .collect();
                        copied.extend(
                            declared
                                .sets
                                .keys()
                                .flat_map(|set| around.local.values().flat_map(|local| copies(set, local))),
                        );
                    }
                    Action::InstallRequirements(install) => install.writable = true,
                    _ => {}
                }
            }
            stage.steps.extend(copied);
        }
        if around.has_unused_lock {
            self.notes.push(
                "the workspace's uv.lock says nothing to pip: what its members need is resolved anew at each build"
                    .to_owned(),
            );
        }
    }
}

/// Copies what a project beside this one is made of to where the set's files lie.
fn copies(set: &SetName, local: &Local) -> Vec<Step> {
    let target = format!("{FOLDER}/{set}/{}", local.path);
    let placed = local.contents.sources.iter().filter_map(|entry| {
        Some(Entry { path: local.path.join(entry.path.as_str()).ok()?, is_directory: entry.is_directory })
    });
    let placed: Vec<Entry> = placed.collect();
    let step = |sources: Vec<ProjectPath>, target: String| {
        Step::new(
            Action::CopyFiles { sources, target },
            Reason::written("a project beside this one that it depends on", &local.path),
        )
    };
    let files: Vec<ProjectPath> =
        placed.iter().filter(|entry| !entry.is_directory).map(|entry| entry.path.clone()).collect();
    let folders = placed.iter().filter(|entry| entry.is_directory);
    let folders = folders
        .map(|folder| step(vec![folder.path.clone()], format!("{target}/{}/", folder.path.file_name())));
    let files = (!files.is_empty()).then(|| step(files, format!("{target}/")));
    files.into_iter().chain(folders).collect()
}
