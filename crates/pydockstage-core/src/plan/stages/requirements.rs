use crate::names::{DistributionName, ProjectPath, SetName, StageName};
use crate::plan::installers::{self, Locked};
use crate::plan::resolve::Context;
use crate::plan::{Action, Declared, PlanError, Reason, Role, Stage, Step, WriteDeclared};
use crate::project::{Requirement, RequirementKind, RequirementSet, SetSource};
use indexmap::IndexMap;

/// The folder with a folder for each set: at the root, a set called `dev` would lie where the builder mounts devices.
pub(in crate::plan) const FOLDER: &str = "/sets";

/// The file that the requirements of a declared set are written to.
pub(super) const WRITTEN: &str = "declared.txt";

/// Where setuptools finds dependencies, too.
const SETUP_CFG: &str = "setup.cfg";

/// The files of each requirement set, in a folder with the set's name.
///
/// The stage that installs mounts one folder of this one, and the builder compares what is in it: it installs again
/// only when a file of that set has changed, whatever else did.
pub(in crate::plan) fn requirements(context: &Context<'_>, base: &StageName) -> Result<Stage, PlanError> {
    let argument = &context.places.argument;
    let sets = context.project.sets();
    let locked = context.chosen.locked.as_ref();
    let mut steps: Vec<Step> = locked.and_then(Locked::program).into_iter().collect();
    steps.extend([
        Step::new(
            Action::DeclareArgument {
                name: argument.clone(),
                default: context.project.default_set_name().to_string(),
                description: description(context),
            },
            Reason::default_choice("picks the requirement set"),
        ),
        Step::new(
            Action::CheckSet { argument: argument.clone(), sets: sets.keys().cloned().collect() },
            Reason::default_choice("a name that is no requirement set fails at once, with the right ones"),
        ),
    ]);
    if let Some(locked) = locked {
        steps.push(installers::export(context, locked, FOLDER)?);
        let reason = "what the lock file holds for the requirement set, and nothing else of the project";
        return Ok(context.stage(Role::Requirements, base.clone(), reason, steps));
    }
    let mut declared = IndexMap::new();
    let mut declaring = None;
    for (name, set) in sets {
        match set.source() {
            SetSource::Files(_) | SetSource::Lock(_) => copy(name, set, &mut steps)?,
            SetSource::Declared { file, extras, groups } | SetSource::Mixed { file, extras, groups, .. }
                if file.as_str() == crate::spec::PYPROJECT || is_plain_cfg(file, groups, set) =>
            {
                if declaring.as_ref().is_some_and(|known| known != file) {
                    return Err(PlanError::DependenciesInCode { file: file.clone() });
                }
                if matches!(set.source(), SetSource::Mixed { .. }) {
                    copy(name, set, &mut steps)?;
                } else {
                    edits(name, set)?;
                }
                declared.insert(name.clone(), Declared { extras: extras.clone(), groups: groups.clone() });
                declaring.get_or_insert_with(|| file.clone());
            }
            SetSource::Declared { file, .. } | SetSource::Mixed { file, .. } => {
                return Err(PlanError::DependenciesInCode { file: file.clone() });
            }
            _ => return Err(PlanError::DependenciesInCode { file: set.origin().path.clone() }),
        }
    }
    if let Some(settings) = &context.access.pip_settings {
        for name in sets.keys() {
            let target = format!("{FOLDER}/{name}/");
            let copy = Action::CopyFiles { sources: vec![settings.clone()], target };
            steps.push(Step::new(
                copy,
                Reason::written("pip's own settings, which name its indexes", settings),
            ));
        }
    }
    if let Some(source) = declaring {
        let reason = Reason::written(
            "only the requirements, so that another change of the file doesn't install them again",
            &source,
        );
        steps.push(Step::new(
            Action::WriteDeclared(WriteDeclared {
                argument: argument.clone(),
                source,
                folder: FOLDER.to_owned(),
                sets: declared,
                local: IndexMap::new(),
            }),
            reason,
        ));
    }
    let reason = "each requirement set with all it includes, and nothing else of the project";
    Ok(context.stage(Role::Requirements, base.clone(), reason, steps))
}

/// Whether the requirements stand in setup.cfg alone, and not in files that it names.
fn is_plain_cfg(file: &ProjectPath, groups: &[DistributionName], set: &RequirementSet) -> bool {
    file.as_str() == SETUP_CFG && groups.is_empty() && set.closure().iter().all(|path| path == file)
}

/// What the build argument is for, with the sets there are.
pub(super) fn description(context: &Context<'_>) -> String {
    let names: Vec<&str> = context.project.sets().keys().map(SetName::as_str).collect();
    format!("the requirement set: {}", names.join(", "))
}

/// Copies what a set needs, each folder of the project by one step.
fn copy(name: &SetName, set: &RequirementSet, steps: &mut Vec<Step>) -> Result<(), PlanError> {
    let mut folders: IndexMap<ProjectPath, Vec<ProjectPath>> = IndexMap::new();
    for file in set.closure() {
        folders.entry(file.parent()).or_default().push(file.clone());
    }
    let reason = |text: &str| Reason::written(format!("{text} of the requirement set {name}"), set.origin());
    for (folder, mut sources) in folders {
        sources.sort();
        let target =
            if folder.is_root() { format!("{FOLDER}/{name}/") } else { format!("{FOLDER}/{name}/{folder}/") };
        steps.push(Step::new(Action::CopyFiles { sources, target }, reason("the files")));
    }
    for directory in set.directories() {
        steps.push(Step::new(
            Action::CopyFiles {
                sources: vec![directory.clone()],
                target: format!("{FOLDER}/{name}/{directory}/"),
            },
            reason("a local path"),
        ));
    }
    steps.extend(edits(name, set)?);
    Ok(())
}

/// What can't stay as it is in the files of a set: the project itself is installed later, and what is installed as a
/// link to its source would point nowhere in the image that ships.
fn edits(name: &SetName, set: &RequirementSet) -> Result<Vec<Step>, PlanError> {
    let mut files: IndexMap<ProjectPath, Vec<&Requirement>> = IndexMap::new();
    for requirement in set.requirements() {
        if requirement.is_project_itself && !requirement.extras.is_empty() {
            return Err(PlanError::ProjectWithExtras {
                text: requirement.text.clone(),
                origin: requirement.origin.clone(),
            });
        }
        if requirement.is_project_itself || is_link(requirement) {
            files.entry(requirement.origin.path.clone()).or_default().push(requirement);
        }
    }
    let edit = |(file, requirements): (ProjectPath, Vec<&Requirement>)| {
        Step::new(
            Action::EditRequirements {
                file: format!("{FOLDER}/{name}/{file}"),
                without_project: requirements.iter().any(|requirement| requirement.is_project_itself),
                without_links: requirements.iter().any(|requirement| is_link(requirement)),
            },
            Reason::gathered(
                "the project itself is installed by a later stage, and a link to a source would point nowhere there",
                requirements.iter().map(|requirement| requirement.origin.to_string()),
            ),
        )
    };
    Ok(files.into_iter().map(edit).collect())
}

/// Whether a folder of the project is asked for as a link (`-e`).
fn is_link(requirement: &Requirement) -> bool {
    requirement.editable
        && !requirement.is_project_itself
        && matches!(requirement.kind, RequirementKind::Directory(_) | RequirementKind::File(_))
}
