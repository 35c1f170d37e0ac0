//! What Node builds: its packages by the lock file, then the project's own script.

use crate::names::{ProjectPath, StageName};
use crate::plan::names_and_paths::own;
use crate::plan::resolve::Context;
use crate::plan::{Action, From, OwnCopy, OwnRun, PlanError, Program, Reason, Role, RunMount, Stage, Step};
use crate::spec::values::{NodeManager, StageOrImage};
use crate::spec::{Assets, One, Written};
use indexmap::IndexMap;

/// Where the stage works.
const PLACE: &str = "/assets";

/// The image where the owner names none: the newest long-term release of Node that still brings corepack.
const IMAGE: &str = "node:22-slim";

/// Each manager with the lock files that are its own (npm's, pnpm's and yarn's documentation).
const LOCKS: [(NodeManager, &[&str]); 3] = [
    (NodeManager::Npm, &["package-lock.json", "npm-shrinkwrap.json"]),
    (NodeManager::Pnpm, &["pnpm-lock.yaml"]),
    (NodeManager::Yarn, &["yarn.lock"]),
];

/// The stage, and the step that takes what it built to production; none where the owner asks for none.
pub(in crate::plan) fn assets(context: &Context<'_>) -> Result<Option<(Stage, Step)>, PlanError> {
    let Some(written) = &context.spec.assets else { return Ok(None) };
    let own_assets = &written.value;
    let directory =
        own_assets.directory.as_ref().map_or_else(ProjectPath::root, |folder| folder.value.clone());
    let found = context.project.node_manifests();
    let manager = manager(written, &directory, found)?;
    let reason = |text: &str| Reason::written(text, &written.origin);
    let run = |words: &[&str], mounts: Vec<RunMount>| {
        Action::OwnRun(OwnRun {
            program: Program::Words(words.iter().map(|word| (*word).to_owned()).collect()),
            variables: IndexMap::new(),
            mounts,
            network: None,
        })
    };
    let cache = |target: &str| RunMount::Cache { target: target.to_owned(), id: None, sharing: None };
    let copy = |sources: Vec<String>| {
        let target = format!("{PLACE}/");
        Action::OwnCopy(OwnCopy { from: None, sources, target, owner: None, mode: None })
    };
    let mut steps = vec![Step::new(
        Action::SetWorkdir { path: PLACE.to_owned() },
        Reason::default_choice("where Node looks for package.json"),
    )];
    if manager != NodeManager::Npm {
        let why = "brings the manager in the version that package.json names";
        steps.push(Step::new(run(&["corepack", "enable"], Vec::new()), Reason::default_choice(why)));
    }
    let why = "its packages before its sources, so that an edit doesn't install them again";
    steps.push(Step::new(copy(found.iter().map(ToString::to_string).collect()), Reason::default_choice(why)));
    let (install, cached): (&[&str], &str) = match manager {
        NodeManager::Npm => (&["npm", "ci"], "/root/.npm"),
        NodeManager::Pnpm => {
            (&["pnpm", "install", "--frozen-lockfile", "--store-dir=/root/.pnpm-store"], "/root/.pnpm-store")
        }
        NodeManager::Yarn => (&["yarn", "install", "--immutable"], "/root/.yarn"),
    };
    let lock = Reason::gathered("exactly what the lock file says", found.iter().map(ToString::to_string));
    steps.push(Step::new(run(install, vec![cache(cached)]), lock));
    if directory.is_root() {
        let entries = &context.project.contents().sources;
        steps.extend(super::sources::copies(entries, PLACE, "what the script builds from"));
    } else {
        steps.push(Step::new(copy(vec![directory.to_string()]), reason("what the script builds from")));
    }
    let usual: Vec<String> = [manager.as_str(), "run", "build"].map(str::to_owned).to_vec();
    let (build, why) = match &own_assets.build {
        Some(build) => (build.value.words().to_vec(), Reason::written("the owner's choice", &build.origin)),
        None => (usual, Reason::default_choice("the script of package.json")),
    };
    let words: Vec<&str> = build.iter().map(String::as_str).collect();
    steps.push(Step::new(run(&words, Vec::new()), why));
    let name: StageName = own("assets");
    let image = own_assets.image.as_ref().map_or(IMAGE, |image| image.value.as_str());
    let stage = Stage {
        name: name.clone(),
        role: Role::Extra,
        from: From::BuildPlatform(image.to_owned()),
        reason: reason("what Node builds, on the platform that builds: it is the same on each"),
        steps,
    };
    let output = own_assets.output.as_ref().map_or("dist", |output| output.value.as_str());
    let step = Step::new(
        Action::OwnCopy(OwnCopy {
            from: Some(StageOrImage::Stage(name)),
            sources: vec![format!("{PLACE}/{output}")],
            target: own_assets.to.as_ref().map_or("/srv/assets", |to| to.value.as_str()).to_owned(),
            owner: None,
            mode: None,
        }),
        reason("what Node built, and nothing of Node itself"),
    );
    Ok(Some((stage, step)))
}

/// The owner's, or the one whose lock file is there.
fn manager(
    written: &Written<One<Assets>>,
    directory: &ProjectPath,
    found: &[ProjectPath],
) -> Result<NodeManager, PlanError> {
    let has = |name: &str| found.iter().any(|path| path.file_name() == name);
    let fitting: Vec<NodeManager> = LOCKS
        .iter()
        .filter(|(_, locks)| locks.iter().any(|lock| has(lock)))
        .map(|(manager, _)| *manager)
        .collect();
    let fault = |found: Vec<NodeManager>| PlanError::NodeLock {
        directory: directory.clone(),
        has_package: has("package.json"),
        found,
        origin: written.origin.clone(),
    };
    match (&written.value.manager, fitting.as_slice()) {
        _ if !has("package.json") => Err(fault(fitting)),
        (Some(manager), fitting) if fitting.contains(&manager.value) => Ok(manager.value),
        (None, [manager]) => Ok(*manager),
        _ => Err(fault(fitting)),
    }
}
