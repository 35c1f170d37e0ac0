use super::{pdm, pipenv, poetry, uv};
use crate::names::{DistributionName, ProjectPath, own};
use crate::plan::resolve::Context;
use crate::plan::{Action, ExportLock, Exporter, Filler, PlanError, Reason, Step};
use crate::project::{Layout, Lock, LockedSource, SetSource};
use indexmap::IndexMap;

/// How a lock file becomes a list of what is installed.
pub(in crate::plan) struct Locked {
    pub(in crate::plan) exporter: Exporter,
    /// What pip is asked for to have the program, where no image brings it.
    pub(in crate::plan) requirements: Vec<String>,
}

impl Locked {
    /// The file that is written for each set.
    pub(in crate::plan) fn file(&self) -> ProjectPath {
        match self.exporter {
            Exporter::Uv { .. } => uv::file(),
            _ => own("requirements.txt"),
        }
    }

    /// The step that brings the program; none where an image does.
    pub(in crate::plan) fn program(&self) -> Option<Step> {
        if self.requirements.is_empty() {
            return None;
        }
        let action = Action::InstallExporter { requirements: self.requirements.clone() };
        Some(Step::new(action, Reason::default_choice("it reads the lock file, in a stage that never ships")))
    }

    fn options(
        &self,
        lock: Option<&Lock>,
        extras: &[DistributionName],
        groups: &[DistributionName],
    ) -> Vec<String> {
        match self.exporter {
            Exporter::Uv { .. } => uv::options(extras, groups),
            Exporter::Poetry => poetry::options(extras, groups),
            Exporter::Pdm => pdm::options(extras, groups),
            Exporter::Pipenv => pipenv::options(groups, lock.map(|lock| &lock.written_groups)),
        }
    }
}

/// The step that writes what the lock file holds for the chosen set, into a folder with the set's name.
pub(in crate::plan) fn export(
    context: &Context<'_>,
    locked: &Locked,
    folder: &str,
) -> Result<Step, PlanError> {
    let project = context.project;
    let Layout::Lock(file) = project.layout() else {
        unreachable!("an exporter is chosen for a lock file alone")
    };
    let mut sets = IndexMap::new();
    let folder_of_lock = context.lock_folder();
    let lock_file = folder_of_lock.join(file.as_str()).unwrap_or_else(|_| file.clone());
    let mut sources = vec![lock_file.clone()];
    for (name, set) in project.sets() {
        let (extras, groups): (&[_], &[_]) = match set.source() {
            SetSource::Declared { file, extras, groups } => {
                let placed = context.placed(file);
                if !sources.contains(&placed) {
                    sources.push(placed);
                }
                (extras, groups)
            }
            _ => return Err(PlanError::SetSources { set: name.clone(), lock: file.clone() }),
        };
        sets.insert(name.clone(), locked.options(context.lock(), extras, groups));
    }
    if let (Exporter::Uv { .. }, Some(lock)) = (&locked.exporter, context.lock()) {
        sources.extend(uv::sources(lock, &folder_of_lock));
    }
    sources.sort();
    sources.dedup();
    let reason = Reason::written(
        "what the lock file holds for the set alone, so that another change of the project doesn't install it again",
        file,
    );
    Ok(Step::new(
        Action::ExportLock(ExportLock {
            exporter: locked.exporter.clone(),
            lock: lock_file,
            member: project.member().cloned(),
            sources,
            argument: context.places.argument.clone(),
            folder: folder.to_owned(),
            file: locked.file(),
            sets,
            hashes: has_hashes(context),
        }),
        reason,
    ))
}

/// Whether what is installed from the lock can be held against digests: all of it comes as archives. pip takes no
/// repository and no folder beside digests (pip documentation, "Secure installs").
pub(in crate::plan) fn has_hashes(context: &Context<'_>) -> bool {
    let is_archive = |lock: &Lock| {
        lock.packages.iter().all(|package| {
            matches!(
                package.source,
                LockedSource::Index { .. } | LockedSource::Archive { .. } | LockedSource::File { .. }
            ) || package.source.is_root()
        })
    };
    context.chosen.filler != Filler::Pip || context.lock().is_none_or(is_archive)
}

/// What the settings of the lock file's installer ask to build from its source: names, or `:all:` (pip documentation,
/// "pip install", `--no-binary`; uv takes the same). The stage that installs sees no settings but these.
pub(in crate::plan) fn no_binary(context: &Context<'_>) -> Vec<String> {
    let Some(lock) = context.lock() else { return Vec::new() };
    match &lock.no_binary.all {
        Some(_) => vec![":all:".to_owned()],
        None => lock.no_binary.packages.keys().map(ToString::to_string).collect(),
    }
}
