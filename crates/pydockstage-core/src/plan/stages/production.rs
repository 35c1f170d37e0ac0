use super::{guard, scan};
use crate::names::own;
use crate::names::{EnvName, StageName};
use crate::plan::hooks::hook;
use crate::plan::needed::Needed;
use crate::plan::resolve::{Context, sorted};
use crate::plan::{
    Action, Package, PackageManager, PlanError, Reason, Role, Stage, Step, Tree, expert, healthcheck,
    repositories, writable,
};

/// The image that ships: runtime packages, the virtual environment, and the project's own files last; where it is
/// checked, behind the stages that do so.
pub(in crate::plan) fn production(
    context: &Context<'_>,
    needed: &Needed,
    base: &StageName,
    shipped: &[&Stage],
    files: Option<&StageName>,
    scans: bool,
    built: Option<Step>,
) -> Result<Vec<Stage>, PlanError> {
    let runtimes: Vec<_> = shipped.iter().map(|stage| stage.runtime()).collect();
    let (uid, gid) = user(context);
    let mut steps = Vec::new();
    if uid >= FIRST_FREE && (gid >= FIRST_FREE || gid == 0) {
        steps.push(Step::new(
            Action::CreateUser { uid, gid, manager: PackageManager::default() },
            Reason::default_choice(
                "a user without rights, a home or a shell, for programs that look themselves up",
            ),
        ));
    }
    let mut packages: Vec<Package> = written(context)?;
    packages.extend(runtimes.iter().flat_map(|runtime| runtime.packages.iter().cloned()));
    packages.extend(needed.runtime.iter().cloned());
    if !scans {
        packages.extend(needed.linked.iter().cloned());
    }
    packages.extend(repositories::runtime(context));
    packages.extend(expert::init(context));
    steps.extend(expert::bytecode(context));
    if scans {
        steps.push(Step::new(
            Action::InstallScanned {
                packages: sorted(packages),
                from: context.names.name(Role::Scan),
                list: scan::LIST.to_owned(),
                manager: PackageManager::default(),
            },
            Reason::default_choice("what the installed files link to, and what the owner asks for"),
        ));
    } else if !packages.is_empty() {
        steps.push(Step::new(
            Action::install(sorted(packages)),
            Reason::default_choice(
                "only the runtime halves of what was compiled against, and what the owner asks for",
            ),
        ));
    }
    let trees = runtimes.into_iter().flat_map(|runtime| runtime.trees);
    let (own, trees): (Vec<Tree>, Vec<Tree>) =
        trees.partition(|tree| tree.stage == context.names.name(Role::Package) && context.is_package());
    steps.extend(trees.into_iter().map(copy));
    let own = own.into_iter().next().unwrap_or_else(|| sources(context, files));
    steps.extend(hook(context, "production-root", context.spec.hooks.production_root.as_ref())?);
    let (writable, writable_within) = writable::steps(context, uid, gid);
    steps.extend(writable);
    steps.extend(built);
    steps.extend(environment(context));
    let reason = "the image that ships: no compiler, no header, no installer";
    if !guard::is_wanted(context) {
        steps.push(copy(own));
        steps.extend(writable_within);
        steps.extend(configuration(context, uid, gid)?);
        return Ok(vec![context.stage(Role::Production, base.clone(), reason, steps)]);
    }
    let runtime = context.stage(
        Role::Runtime,
        base.clone(),
        "all of the image that ships but the project, for those who check it",
        steps,
    );
    let guard = guard::guard(context, &runtime.name, &context.names.name(Role::Dependencies), &own);
    let mut steps = vec![copy(guard::passed(context, &own))];
    steps.extend(writable_within);
    steps.extend(configuration(context, uid, gid)?);
    let production = context.stage(Role::Production, runtime.name.clone(), reason, steps);
    Ok(vec![runtime, guard, production])
}

fn copy(tree: Tree) -> Step {
    Step::new(Action::CopyTree { stage: tree.stage, source: tree.source, target: tree.target }, tree.reason)
}

/// The files of a project that is no package; `files` is the stage that has them without the tests among them.
fn sources(context: &Context<'_>, files: Option<&StageName>) -> Tree {
    let (stage, source) = match files {
        Some(files) => (files.clone(), context.places.own.clone()),
        None => (context.names.name(Role::Sources), "/".to_owned()),
    };
    Tree {
        stage,
        source,
        target: context.places.project.clone(),
        reason: Reason::default_choice(
            "the project is no package, so its files run as they are; as the last layer, for they change most",
        ),
    }
}

/// The first number that Debian leaves to people (Debian Policy 9.2.2): below it a user or group may be there already.
const FIRST_FREE: u32 = 1000;

/// The user and the group of the container: the owner's, else numbers that no distribution gives out.
pub(super) fn user(context: &Context<'_>) -> (u32, u32) {
    match &context.spec.user {
        Some(user) => (user.value.uid, user.value.gid.unwrap_or(user.value.uid)),
        None => (10001, 10001),
    }
}

/// What the owner asks for besides the runtime halves.
fn written(context: &Context<'_>) -> Result<Vec<Package>, PlanError> {
    let catalog = context.catalog.release(&context.release).ok();
    context
        .spec
        .system
        .runtime_packages()
        .iter()
        .map(|written| {
            if let Some(catalog) = &catalog {
                catalog.check_runtime(&written.value).map_err(|error| PlanError::Package {
                    error: Box::new(error),
                    origin: written.origin.clone(),
                })?;
            }
            let reason = Reason::written("the owner's choice", &written.origin);
            Ok(Package { name: written.value.clone(), reason, runtime: Vec::new() })
        })
        .collect()
}

/// The environment variables that the project runs with.
fn environment(context: &Context<'_>) -> Vec<Step> {
    let spec = context.spec;
    let mut steps = Vec::new();
    if !spec.env.is_empty() {
        let origins = spec.env.values().map(|value| value.origin.to_string());
        steps.push(Step::new(
            Action::SetEnvironment {
                path_first: None,
                variables: spec
                    .env
                    .iter()
                    .map(|(name, value)| (name.clone(), value.value.to_string()))
                    .collect(),
            },
            Reason::gathered("the owner's choice", origins),
        ));
    }
    steps.extend(import_root(context));
    steps
}

/// Where the project runs.
pub(super) fn workdir(context: &Context<'_>) -> Option<Step> {
    if let Some(workdir) = &context.spec.workdir {
        let path = workdir.value.as_str().to_owned();
        return Some(Step::new(
            Action::SetWorkdir { path },
            Reason::written("the owner's choice", &workdir.origin),
        ));
    }
    (!context.is_package()).then(|| {
        let path = context.places.project.clone();
        Step::new(Action::SetWorkdir { path }, Reason::default_choice("the project's files are there"))
    })
}

/// What makes no layer: how the container runs.
fn configuration(context: &Context<'_>, uid: u32, gid: u32) -> Result<Vec<Step>, PlanError> {
    let spec = context.spec;
    let inferred = context.command.as_ref().and_then(|chosen| chosen.port.as_ref());
    let mut steps = Vec::new();
    let owner = |origin: &crate::spec::Origin| Reason::written("the owner's choice", origin);
    let owners = |origins: Vec<String>| Reason::gathered("the owner's choice", origins);
    steps.extend(expert::labels(context));
    if !spec.labels.is_empty() {
        steps.push(Step::new(
            Action::SetLabels {
                labels: spec
                    .labels
                    .iter()
                    .map(|(key, value)| (key.to_string(), value.value.to_string()))
                    .collect(),
            },
            owners(spec.labels.values().map(|value| value.origin.to_string()).collect()),
        ));
    }
    steps.extend(workdir(context));
    steps.push(Step::new(
        Action::SetUser { uid, gid },
        match &spec.user {
            Some(user) => owner(&user.origin),
            None => Reason::default_choice(
                "not root, and numbers because an orchestrator can't tell whom a name stands for",
            ),
        },
    ));
    steps.extend(hook(context, "production-user", spec.hooks.production_user.as_ref())?);
    if let Some(expose) = &spec.expose {
        let ports: Vec<_> = expose.values().copied().collect();
        if !ports.is_empty() {
            steps.push(Step::new(Action::Expose { ports }, owner(&expose.origin)));
        }
    } else if let Some((port, reason)) = inferred {
        steps.push(Step::new(Action::Expose { ports: vec![*port] }, reason.clone()));
    }
    if let Some(signal) = &spec.stopsignal {
        let step = Action::SetStopSignal { signal: signal.value.to_string() };
        steps.push(Step::new(step, owner(&signal.origin)));
    } else if let Some((signal, reason)) = context.command.as_ref().and_then(|chosen| chosen.signal.as_ref())
    {
        steps.push(Step::new(Action::SetStopSignal { signal: (*signal).to_owned() }, reason.clone()));
    }
    let (check, reason) = healthcheck::choose(spec, inferred)?;
    steps.push(Step::new(Action::SetHealthcheck(check), reason));
    let mut entrypoint = expert::entrypoint(context);
    entrypoint.extend(spec.entrypoint.iter().flat_map(|own| own.value.words().iter().cloned()));
    if !entrypoint.is_empty() {
        let origins = [
            spec.init.as_ref().filter(|init| init.value).map(|init| init.origin.to_string()),
            spec.entrypoint.as_ref().map(|own| own.origin.to_string()),
        ];
        let reason = owners(origins.into_iter().flatten().collect());
        steps.push(Step::new(Action::SetEntrypoint { command: entrypoint }, reason));
    }
    if let Some(chosen) = &context.command {
        let command = chosen.words.clone();
        steps.push(Step::new(Action::SetCommand { command }, chosen.reason.clone()));
    }
    steps.extend(expert::revision(context));
    Ok(steps)
}

/// Where Python finds the application: in a folder of the project that is not the one that the command starts in.
fn import_root(context: &Context<'_>) -> Option<Step> {
    let root = context.command.as_ref()?.import_root.as_ref().filter(|_| !context.is_package())?;
    let name: EnvName = own("PYTHONPATH");
    if context.spec.env.contains_key(&name) {
        return None;
    }
    let folder = format!("{}/{root}", context.places.project);
    let variables = std::iter::once((name, folder)).collect();
    let action = Action::SetEnvironment { path_first: None, variables };
    Some(Step::new(action, Reason::written("the application is imported from there", root)))
}
