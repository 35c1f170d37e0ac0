//! The stages of the owner's own, and the order of all: each behind those that it takes from.

use crate::names::StageName;
use crate::plan::resolve::Context;
use crate::plan::{Action, From, PlanError, Reason, Role, Stage, Step, hooks};
use crate::spec::values::{Platform, StageOrImage};
use crate::spec::{Origin, OwnStage, OwnStep, Rows, Written};

/// What a stage of the owner's own is made of.
pub(in crate::plan) fn extra(context: &Context<'_>) -> Result<Vec<Stage>, PlanError> {
    context.spec.stage.iter().map(|(name, written)| stage(context, name, written)).collect()
}

fn stage(
    context: &Context<'_>,
    name: &StageName,
    written: &Written<crate::spec::One<OwnStage>>,
) -> Result<Stage, PlanError> {
    let own = &written.value;
    let on_build = own.platform.as_ref().is_some_and(|platform| platform.value == Platform::Build);
    let from = match own.from.as_ref().map(|from| &from.value) {
        Some(StageOrImage::Stage(stage)) => From::Stage(stage.clone()),
        Some(StageOrImage::Image(image)) if on_build && image.as_str() != "scratch" => {
            From::BuildPlatform(image.as_str().to_owned())
        }
        Some(StageOrImage::Image(image)) => From::Image(image.as_str().to_owned()),
        None => From::Image("scratch".to_owned()),
    };
    if let (From::Stage(_), true, Some(platform)) = (&from, on_build, &own.platform) {
        return Err(PlanError::PlatformOfStage { name: name.clone(), origin: platform.origin.clone() });
    }
    let mut steps = match &own.steps {
        Some(steps) => hooks::steps(context, &steps.value, &format!("the owner's stage {name}"))?,
        None => Vec::new(),
    };
    if let Some(command) = &own.command {
        let reason = Reason::written("the owner's choice", &command.origin);
        steps.push(Step::new(Action::SetCommand { command: command.value.words().to_vec() }, reason));
    }
    let reason = Reason::written("a stage of the owner's own", &written.origin);
    Ok(Stage { name: name.clone(), role: Role::Extra, from, reason, steps })
}

/// A stage, and what the owner wrote in it that takes from others.
struct Node<'a> {
    stage: Stage,
    written: Vec<(&'a StageName, &'a Origin)>,
}

/// All stages in the order in which they are built, and what is to be known about them. `standard` are in their order,
/// the last of them production; `more` are on top of them.
pub(in crate::plan) fn ordered(
    context: &Context<'_>,
    standard: Vec<Stage>,
    more: Vec<Stage>,
) -> Result<(Vec<Stage>, Vec<String>), PlanError> {
    let mut notes = Vec::new();
    let count = standard.len();
    let own = extra(context)?;
    let targets: Vec<StageName> = more.iter().map(|stage| stage.name.clone()).collect();
    let mut nodes: Vec<Node<'_>> = Vec::new();
    for stage in standard.into_iter().chain(more).chain(own) {
        let written = references(context, &stage);
        if let Some(first) = nodes.iter().find(|node| node.stage.name == stage.name) {
            let origin = context.spec.stage.get(&stage.name).map(|stage| stage.origin.clone());
            let origin = origin.or_else(|| target_origin(context, &first.stage.name));
            return Err(PlanError::StageName {
                name: stage.name,
                origin: origin.unwrap_or_else(|| Origin::argument("stage")),
            });
        }
        nodes.push(Node { stage, written });
    }
    packages_known(context, &nodes)?;
    let mut order = Order { nodes: &nodes, standard: count, done: Vec::new(), path: Vec::new() };
    for index in 0..count - 1 {
        order.visit(index, None)?;
    }
    // What needs nothing of production stands before it, so that production is the last where it can be.
    for index in count..nodes.len() {
        if !order.needs(index, count - 1, &mut Vec::new()) {
            order.visit(index, None)?;
        }
    }
    for index in count - 1..nodes.len() {
        order.visit(index, None)?;
    }
    let done = order.done;
    for (index, node) in nodes.iter().enumerate().skip(count) {
        let name = &node.stage.name;
        let used = nodes
            .iter()
            .enumerate()
            .any(|(other, user)| other != index && takes(&user.stage).contains(&name));
        if !used && !targets.contains(name) {
            notes.push(format!(
                "no other stage takes from {name}: it is built only where it is asked for, by --target={name}"
            ));
        }
    }
    let mut stages: Vec<Option<Stage>> = nodes.into_iter().map(|node| Some(node.stage)).collect();
    let mut sorted: Vec<Stage> = done.into_iter().filter_map(|index| stages[index].take()).collect();
    if sorted.last().is_some_and(|stage| stage.role != Role::Production) {
        sorted.extend(last(&sorted));
    }
    Ok((sorted, notes))
}

/// Production once more: a build that names no target makes the last stage.
fn last(stages: &[Stage]) -> Option<Stage> {
    let production = stages.iter().find(|stage| stage.role == Role::Production)?;
    let is_free = |name: &&str| stages.iter().all(|stage| stage.name.as_str() != *name);
    let name = ["default", "final", "shipped", "last"].into_iter().find(is_free)?;
    // The judges look for the user in the last stage.
    let user = production.steps.iter().filter(|step| matches!(step.action, Action::SetUser { .. }));
    Some(Stage {
        name: name.parse().ok()?,
        role: Role::Extra,
        from: From::Stage(production.name.clone()),
        reason: Reason::default_choice(
            "production once more, for a build without a target makes the last stage",
        ),
        steps: user.cloned().collect(),
    })
}

struct Order<'a, 'b> {
    nodes: &'a [Node<'b>],
    standard: usize,
    done: Vec<usize>,
    path: Vec<usize>,
}

impl Order<'_, '_> {
    fn index(&self, name: &StageName) -> Option<usize> {
        self.nodes.iter().position(|node| node.stage.name == *name)
    }

    /// Puts the stage behind all that it takes from.
    fn visit(&mut self, index: usize, asked: Option<&Origin>) -> Result<(), PlanError> {
        if self.done.contains(&index) {
            return Ok(());
        }
        if let Some(start) = self.path.iter().position(|other| *other == index) {
            let chain: Vec<usize> = self.path[start..].iter().copied().chain([index]).collect();
            return Err(self.looped(&chain, asked));
        }
        self.path.push(index);
        // The standard stages keep their order.
        if (1..self.standard).contains(&index) {
            self.visit(index - 1, asked)?;
        }
        let node = &self.nodes[index];
        for (name, origin) in &node.written {
            let Some(other) = self.index(name) else {
                let known = self.nodes.iter().map(|node| node.stage.name.clone()).collect();
                return Err(PlanError::UnknownStage {
                    name: (*name).clone(),
                    origin: (*origin).clone(),
                    known,
                });
            };
            self.visit(other, Some(origin))?;
        }
        for name in takes(&node.stage) {
            if let Some(other) = self.index(name) {
                self.visit(other, None)?;
            }
        }
        self.path.pop();
        self.done.push(index);
        Ok(())
    }

    fn looped(&self, chain: &[usize], asked: Option<&Origin>) -> PlanError {
        let mut written = chain.windows(2).filter_map(|pair| {
            let to = &self.nodes[pair[1]].stage.name;
            self.nodes[pair[0]]
                .written
                .iter()
                .find(|(name, _)| *name == to)
                .map(|(_, origin)| (*origin).clone())
        });
        let origin = written.next_back().or_else(|| asked.cloned());
        PlanError::StageLoop {
            chain: chain.iter().map(|index| self.nodes[*index].stage.name.clone()).collect(),
            standard: chain.iter().any(|index| *index < self.standard),
            origin: origin.unwrap_or_else(|| Origin::argument("stage")),
        }
    }

    /// Whether the stage takes from that one, by itself or by others.
    fn needs(&self, index: usize, wanted: usize, seen: &mut Vec<usize>) -> bool {
        if index == wanted {
            return true;
        }
        if seen.contains(&index) {
            return false;
        }
        seen.push(index);
        let others: Vec<usize> =
            takes(&self.nodes[index].stage).into_iter().filter_map(|name| self.index(name)).collect();
        others.into_iter().any(|other| self.needs(other, wanted, seen))
    }
}

/// The stages that a stage takes from, as its steps tell.
fn takes(stage: &Stage) -> Vec<&StageName> {
    let mut names = Vec::new();
    if let From::Stage(on) = &stage.from {
        names.push(on);
    }
    for step in &stage.steps {
        match &step.action {
            Action::CopyTree { stage, .. } => names.push(stage),
            Action::InstallScanned { from, .. } => names.push(from),
            Action::ScanLibraries { base, .. } => names.push(base),
            Action::InstallMore(install) => names.push(&install.from),
            Action::OwnCopy(copy) => names.extend(copy.from.iter().filter_map(name_of)),
            Action::OwnRun(run) => names.extend(run.takes().filter_map(name_of)),
            _ => {}
        }
    }
    names
}

fn name_of(place: &StageOrImage) -> Option<&StageName> {
    match place {
        StageOrImage::Stage(name) => Some(name),
        StageOrImage::Image(_) => None,
    }
}

/// What the owner wrote in the stage that names another.
fn references<'a>(context: &Context<'a>, stage: &Stage) -> Vec<(&'a StageName, &'a Origin)> {
    let spec = context.spec;
    let hooks = &spec.hooks;
    let points: Vec<Option<&Written<Rows<OwnStep>>>> = match stage.role {
        Role::Base => vec![hooks.base.as_ref()],
        Role::Dependencies => vec![hooks.before_dependencies.as_ref(), hooks.after_dependencies.as_ref()],
        Role::Build => vec![hooks.after_project.as_ref()],
        // What the owner does as root is done in the stage that holds all but the project, where there is one.
        Role::Runtime => vec![hooks.production_root.as_ref()],
        Role::Production => vec![hooks.production_root.as_ref(), hooks.production_user.as_ref()],
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    let mut rows: Vec<&Written<Rows<OwnStep>>> = points.into_iter().flatten().collect();
    if stage.role == Role::Extra
        && let Some(own) = spec.stage.get(&stage.name)
    {
        found.extend(own.value.from.iter());
        rows.extend(own.value.steps.iter());
    }
    for step in rows.into_iter().flat_map(|rows| &rows.value) {
        found.extend(step.value.from.iter());
        let mounts = step.value.mounts.iter().flat_map(|mounts| &mounts.value);
        found.extend(mounts.filter_map(|mount| mount.value.from.as_ref()));
    }
    found.into_iter().filter_map(|place| Some((name_of(&place.value)?, &place.origin))).collect()
}

/// Where the name of a target was written.
fn target_origin(context: &Context<'_>, name: &StageName) -> Option<Origin> {
    let targets = &context.spec.targets;
    [&targets.test, &targets.dev, &targets.debug]
        .into_iter()
        .flatten()
        .find(|target| target.value.name.as_ref().is_some_and(|written| written.value == *name))
        .map(|target| target.origin.clone())
}

/// How packages are installed is known of the plan's own distribution, and of no other image.
fn packages_known(context: &Context<'_>, nodes: &[Node<'_>]) -> Result<(), PlanError> {
    for (name, written) in &context.spec.stage {
        let Some(packages) = written
            .value
            .steps
            .iter()
            .flat_map(|steps| &steps.value)
            .find_map(|step| step.value.packages.as_ref())
        else {
            continue;
        };
        let mut at = name;
        // A loop is told later; no chain has more stages than there are.
        for _ in nodes {
            match nodes
                .iter()
                .find(|node| node.stage.name == *at)
                .map(|node| (&node.stage.from, node.stage.role))
            {
                Some((From::Stage(on), Role::Extra)) => at = on,
                Some((From::Image(image) | From::BuildPlatform(image), Role::Extra)) => {
                    return Err(PlanError::PackagesOfImage {
                        image: image.clone(),
                        origin: packages.origin.clone(),
                    });
                }
                _ => break,
            }
        }
    }
    Ok(())
}
