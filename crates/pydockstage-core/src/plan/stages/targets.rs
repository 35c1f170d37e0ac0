//! More images from the same file: for tests, for development, for a look inside.

use super::requirements::{FOLDER, WRITTEN};
use super::sources::copies;
use crate::names::{DistributionName, ProjectPath, SetName, StageName};
use crate::plan::installers;
use crate::plan::names_and_paths::own;
use crate::plan::resolve::{Context, sorted};
use crate::plan::{
    Action, Declared, From, InstallLink, InstallMore, Package, PlanError, Reason, Role, Stage, Step,
    WriteDeclared, hooks, interpreter, tools,
};
use crate::project::SetSource;
use crate::spec::{One, Target, Written};
use indexmap::IndexMap;

/// What the tests are usually installed from.
const TEST_SETS: [&str; 3] = ["test", "tests", "dev"];

/// What shows most of what a process does, by Debian's names.
const TOOLS: [&str; 2] = ["procps", "strace"];

/// The stages of the targets that the owner asks for; `standard` are those that they stand on.
pub(in crate::plan) fn targets(context: &Context<'_>, standard: &[Stage]) -> Result<Vec<Stage>, PlanError> {
    let targets = &context.spec.targets;
    let mut stages = Vec::new();
    if let Some(target) = &targets.test {
        stages.extend(test(context, target, standard)?);
    }
    if let Some(target) = &targets.dev {
        stages.extend(dev(context, target, standard)?);
    }
    if let Some(target) = &targets.debug {
        stages.push(debug(context, target, standard)?);
    }
    Ok(stages)
}

type Wish = Written<One<Target>>;

/// What the stage of a target is called.
pub(in crate::plan) fn name(target: &Wish, usual: &'static str) -> StageName {
    target.value.name.as_ref().map_or_else(|| own(usual), |name| name.value.clone())
}

/// The image that ships, with the requirements of the tests on top: what is tested is what ships.
fn test(context: &Context<'_>, target: &Wish, standard: &[Stage]) -> Result<Vec<Stage>, PlanError> {
    let name = name(target, "test");
    let set = set(context, target, &TEST_SETS)?;
    let mut steps = vec![root()];
    let pip: Vec<Package> = set.as_ref().and_then(|_| interpreter::pip(context)).into_iter().collect();
    steps.extend(packages(context, target, &pip)?);
    let mut stages = Vec::new();
    if let Some(set) = set {
        let (step, before) = install(context, target, &name, &set)?;
        stages.extend(before);
        steps.push(step);
    }
    steps.extend(source(context));
    steps.extend(user(standard));
    steps.extend(command(target, &["pytest"], standard));
    stages.push(stage(
        context,
        name,
        Role::Production,
        "the image that ships, with its tests on top",
        target,
        steps,
    ));
    Ok(stages)
}

/// The project as a link to its source, over which a container mounts the one that is worked on.
fn dev(context: &Context<'_>, target: &Wish, standard: &[Stage]) -> Result<Vec<Stage>, PlanError> {
    let name = name(target, "dev");
    let set = set(context, target, &["dev"])?;
    let mut steps = Vec::new();
    let mut shipped = Vec::new();
    for step in standard.iter().filter(|stage| ships(stage)).flat_map(|stage| &stage.steps) {
        if let Action::InstallPackages { packages, .. } = &step.action {
            shipped.extend(packages.iter().cloned());
        }
    }
    steps.extend(packages(context, target, &shipped)?);
    let mut stages = Vec::new();
    if let Some(set) = set {
        let (step, before) = install(context, target, &name, &set)?;
        stages.extend(before);
        steps.push(step);
    }
    steps.extend(source(context));
    if let Some(file) = &context.project.metadata().installable {
        let (declared, variables) = super::package::version_steps(context)?;
        steps.extend(declared);
        steps.push(Step::new(
            Action::InstallLink(InstallLink {
                project: context.places.project.clone(),
                venv: context.places.venv.clone(),
                variables,
            }),
            Reason::written("a link to the source, so that an edit counts without another build", file),
        ));
    }
    let ports = standard.iter().filter(|stage| ships(stage)).flat_map(|stage| &stage.steps);
    steps.extend(
        ports
            .filter(|step| matches!(step.action, Action::Expose { .. } | Action::SetEnvironment { .. }))
            .cloned(),
    );
    steps.extend(command(target, &[], standard));
    let reason = "the project as a link to its source, which is mounted at run time";
    stages.push(stage(context, name, Role::Dependencies, reason, target, steps));
    Ok(stages)
}

/// Whether the stage is the image that ships or what that stands on.
fn ships(stage: &Stage) -> bool {
    matches!(stage.role, Role::Runtime | Role::Production)
}

/// The image that ships, with tools to look into it.
fn debug(context: &Context<'_>, target: &Wish, standard: &[Stage]) -> Result<Stage, PlanError> {
    let mut added = Vec::new();
    if target.value.packages.is_none() {
        let reason = Reason::default_choice("shows what the processes do");
        let called = TOOLS.iter().filter_map(|tool| tools::called(&context.release, tool));
        added.extend(called.map(|tool| Package {
            name: own(tool),
            reason: reason.clone(),
            runtime: Vec::new(),
        }));
    }
    let mut steps = vec![root()];
    steps.extend(packages(context, target, &added)?);
    steps.extend(user(standard));
    steps.extend(command(target, &["sh"], standard));
    let name = name(target, "debug");
    Ok(stage(
        context,
        name,
        Role::Production,
        "the image that ships, with tools to look into it",
        target,
        steps,
    ))
}

fn stage(
    context: &Context<'_>,
    name: StageName,
    on: Role,
    reason: &str,
    target: &Wish,
    steps: Vec<Step>,
) -> Stage {
    Stage {
        name,
        role: Role::Extra,
        from: From::Stage(context.names.name(on)),
        reason: Reason::written(reason, &target.origin),
        steps,
    }
}

fn root() -> Step {
    Step::new(Action::SetUser { uid: 0, gid: 0 }, Reason::default_choice("to install what comes on top"))
}

/// The user of the image that ships, once more.
fn user(standard: &[Stage]) -> Vec<Step> {
    let production = standard.iter().filter(|stage| stage.role == Role::Production);
    production
        .flat_map(|stage| &stage.steps)
        .filter(|step| matches!(step.action, Action::SetUser { .. }))
        .cloned()
        .collect()
}

/// The owner's command, or the usual one; where there is no usual one, what production runs.
fn command(target: &Wish, usual: &[&str], standard: &[Stage]) -> Vec<Step> {
    let production =
        standard.iter().filter(|stage| stage.role == Role::Production).flat_map(|stage| &stage.steps);
    let (command, reason) = match &target.value.command {
        Some(command) => {
            (command.value.words().to_vec(), Reason::written("the owner's choice", &command.origin))
        }
        None if usual.is_empty() => {
            return production
                .filter(|step| {
                    matches!(step.action, Action::SetEntrypoint { .. } | Action::SetCommand { .. })
                })
                .cloned()
                .collect();
        }
        None => {
            let words = usual.iter().map(|word| (*word).to_owned()).collect();
            (words, Reason::default_choice("what the image is for"))
        }
    };
    let mut production = production;
    let entrypoint = production.any(|step| matches!(step.action, Action::SetEntrypoint { .. })).then(|| {
        let reason = Reason::default_choice("what stands before production's command means nothing here");
        Step::new(Action::SetEntrypoint { command: Vec::new() }, reason)
    });
    entrypoint.into_iter().chain([Step::new(Action::SetCommand { command }, reason)]).collect()
}

/// The owner's packages for the target, and these.
fn packages(context: &Context<'_>, target: &Wish, more: &[Package]) -> Result<Option<Step>, PlanError> {
    let written = target.value.packages.iter().flat_map(|packages| &packages.value);
    let mut packages =
        written.map(|written| hooks::package(context, written)).collect::<Result<Vec<_>, _>>()?;
    packages.extend(more.iter().cloned());
    let reason = Reason::written("what comes on top", &target.origin);
    let packages = sorted(packages);
    Ok((!packages.is_empty()).then(|| Step::new(Action::install(packages), reason)))
}

/// The set that the owner names, or the first of the usual ones that there is and that production doesn't have anyway.
fn set(context: &Context<'_>, target: &Wish, usual: &[&str]) -> Result<Option<SetName>, PlanError> {
    let sets = context.project.sets();
    match &target.value.set {
        Some(written) if sets.contains_key(&written.value) => Ok(Some(written.value.clone())),
        Some(written) => Err(PlanError::UnknownSet {
            set: written.value.clone(),
            known: sets.keys().cloned().collect(),
            origin: written.origin.clone(),
        }),
        None => Ok(usual
            .iter()
            .filter_map(|name| sets.keys().find(|set| set.as_str() == *name))
            .find(|set| *set != context.project.default_set_name())
            .cloned()),
    }
}

/// The step that installs the set, and the stage that writes its file where no file of the project is one.
fn install(
    context: &Context<'_>,
    target: &Wish,
    name: &StageName,
    set: &SetName,
) -> Result<(Step, Option<Stage>), PlanError> {
    let reason =
        Reason::written("on top of what ships, and no other version of anything that does", &target.origin);
    let found = &context.project.sets()[set];
    let mut from = context.names.name(Role::Requirements);
    let mut before = None;
    let writer = || -> Result<StageName, PlanError> {
        format!("{name}-requirements")
            .parse()
            .map_err(|_| PlanError::StageName { name: name.clone(), origin: target.origin.clone() })
    };
    let argument: crate::names::EnvName = own("SET");
    let write = |writer: StageName, on: Role, action: Action| Stage {
        name: writer,
        role: Role::Extra,
        from: From::Stage(context.names.name(on)),
        reason: Reason::written(format!("the requirement set {set}, for {name}"), &target.origin),
        steps: vec![
            Step::new(
                Action::SetEnvironment {
                    path_first: None,
                    variables: IndexMap::from([(own("SET"), set.to_string())]),
                },
                Reason::default_choice("the one set that is written"),
            ),
            Step::new(
                action,
                Reason::written(
                    "the set that comes on top, whatever the build argument picks",
                    found.origin(),
                ),
            ),
        ],
    };
    let declared = |source: &ProjectPath, extras: &[DistributionName], groups: &[DistributionName]| {
        Action::WriteDeclared(WriteDeclared {
            argument: argument.clone(),
            source: source.clone(),
            folder: FOLDER.to_owned(),
            sets: IndexMap::from([(
                set.clone(),
                Declared { extras: extras.to_vec(), groups: groups.to_vec() },
            )]),
            local: IndexMap::new(),
        })
    };
    let files = match (&context.chosen.locked, found.source()) {
        (Some(locked), _) => {
            let mut step = installers::export(context, locked, FOLDER)?;
            if let Action::ExportLock(export) = &mut step.action {
                export.argument = argument.clone();
                export.sets.retain(|known, _| known == set);
            }
            from = writer()?;
            before = Some(write(from.clone(), Role::Requirements, step.action));
            vec![locked.file().to_string()]
        }
        (None, SetSource::Files(files)) => files.iter().map(ToString::to_string).collect(),
        (None, SetSource::Lock(file)) => vec![file.to_string()],
        (None, SetSource::Declared { file, extras, groups }) => {
            from = writer()?;
            before = Some(write(from.clone(), Role::Base, declared(file, extras, groups)));
            vec![WRITTEN.to_owned()]
        }
        (None, SetSource::Mixed { files, file, extras, groups }) => {
            from = writer()?;
            before = Some(write(from.clone(), Role::Requirements, declared(file, extras, groups)));
            files.iter().map(ToString::to_string).chain([WRITTEN.to_owned()]).collect()
        }
        (None, _) => return Err(PlanError::DependenciesInCode { file: found.origin().path.clone() }),
    };
    let install = InstallMore {
        from,
        folder: format!("{FOLDER}/{set}"),
        project: context.places.project.clone(),
        writable: !found.directories().is_empty(),
        files,
        venv: context.places.venv.clone(),
        filler: context.chosen.filler.clone(),
        is_complete: context.chosen.locked.is_some(),
        no_binary: installers::no_binary(context),
        indexes: context.access.indexes.clone(),
        pip_settings: context.access.pip_settings.clone(),
        secrets: context.access.secrets.clone(),
    };
    Ok((Step::new(Action::InstallMore(install), reason), before))
}

/// The project's source and its tests, as in the stage for tests.
fn source(context: &Context<'_>) -> Vec<Step> {
    let project = &context.places.project;
    let sources = context.names.name(Role::Sources);
    let tree = Action::CopyTree { stage: sources, source: "/".to_owned(), target: project.clone() };
    let mut steps = vec![
        Step::new(
            Action::SetWorkdir { path: project.clone() },
            Reason::default_choice("the project's files are there"),
        ),
        Step::new(tree, Reason::default_choice("the project's source")),
    ];
    steps.extend(copies(&context.project.contents().development, project, "the tests, and what they need"));
    steps
}
