use super::requirements::FOLDER;
use crate::names::{DistributionName, ProjectPath, SetName};
use crate::plan::resolve::Context;
use crate::plan::{Action, From, Neighbour, Neighbours, PlanError, Reason, Role, Stage, Step, locked};
use crate::project::{Entry, Local, LockKind, Metadata};
use indexmap::IndexMap;

/// The projects around this one that its lock file installs from their folders.
pub(in crate::plan) struct Found<'a> {
    /// The stage with their files.
    pub(in crate::plan) stage: Stage,
    /// How they are installed.
    pub(in crate::plan) install: Neighbours,
    /// What each says about its own build.
    pub(in crate::plan) metadata: Vec<&'a Metadata>,
}

/// The files of those projects, in an image with nothing else, each at its place in the build context: what one names by
/// a relative path lies there. None where the lock file installs none.
pub(in crate::plan) fn neighbours<'a>(context: &Context<'a>) -> Result<Option<Found<'a>>, PlanError> {
    let around = context.project.surroundings().filter(|around| around.lock.is_some());
    let (Some(around), Some(LockKind::Uv)) = (around, context.project.deciding()) else { return Ok(None) };
    let mut sets = IndexMap::new();
    let mut installed = IndexMap::new();
    for (name, packages) in locked::neighbours(context)? {
        let mut of_set = Vec::new();
        for package in packages {
            let Some(local) = around.local.get(&package.name) else { continue };
            of_set.push(package.name.clone());
            installed.insert(package.name.clone(), (local, package.origin.to_string()));
        }
        sets.insert(name, of_set);
    }
    if installed.is_empty() {
        return Ok(None);
    }
    installed.sort_keys();
    let members = installed.iter().map(|(name, (local, _))| Neighbour {
        distribution: name.clone(),
        path: local.path.clone(),
        is_wheel: is_wheel(&local.path),
    });
    let install = Neighbours {
        from: context.names.name(Role::Neighbours),
        folder: FOLDER.to_owned(),
        place: context.places.neighbours.clone(),
        members: members.collect(),
        argument: context.places.argument.clone(),
        sets,
    };
    let all = || installed.values().flat_map(|(local, origin)| copies(local, origin, ""));
    let steps: Vec<Step> = if install.of_all_sets().is_some() {
        all().collect()
    } else {
        // A folder for each set: what another set alone installs changes nothing of this one.
        let of_set = |(set, names): (&SetName, &Vec<DistributionName>)| {
            let found = names.iter().filter_map(|name| installed.get(name));
            found
                .flat_map(|(local, origin)| copies(local, origin, &format!("{FOLDER}/{set}")))
                .collect::<Vec<_>>()
        };
        install.sets.iter().flat_map(of_set).collect()
    };
    let stage = Stage {
        name: install.from.clone(),
        role: Role::Neighbours,
        from: From::Image("scratch".to_owned()),
        reason: Reason::default_choice("the projects around it that it depends on, without their tests"),
        steps,
    };
    let metadata = installed.values().map(|(local, _)| &local.metadata).collect();
    Ok(Some(Found { stage, install, metadata }))
}

/// Copies what a project is made of to its place below `target`.
fn copies(local: &Local, origin: &str, target: &str) -> Vec<Step> {
    let reason = Reason::gathered("a project that the lock file installs", [origin.to_owned()]);
    let copy = |sources: Vec<ProjectPath>, folder: &ProjectPath| {
        let target = if folder.is_root() { format!("{target}/") } else { format!("{target}/{folder}/") };
        Step::new(Action::CopyFiles { sources, target }, reason.clone())
    };
    let entries = &local.contents.sources;
    let below = |entry: &Entry| local.path.join(entry.path.as_str()).ok();
    let mut files: Vec<ProjectPath> =
        entries.iter().filter(|entry| !entry.is_directory).filter_map(below).collect();
    if entries.is_empty() {
        files.push(local.path.clone());
    }
    let folder = files.first().map(ProjectPath::parent);
    let mut steps: Vec<Step> = folder.map(|folder| copy(files, &folder)).into_iter().collect();
    let folders = entries.iter().filter(|entry| entry.is_directory).filter_map(below);
    steps.extend(folders.map(|folder| copy(vec![folder.clone()], &folder)));
    steps
}

fn is_wheel(path: &ProjectPath) -> bool {
    path.as_str().to_ascii_lowercase().ends_with(".whl")
}
