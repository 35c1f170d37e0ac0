//! The owner's own steps, in hooks and in stages of the owner's own, as steps of the plan.

use super::resolve::Context;
use super::{Action, Download, OwnCopy, OwnRun, Package, PlanError, Program, Reason, RunMount, Step};
use crate::names::EnvName;
use crate::spec::values::{Dialect, MountKind, OwnCommand};
use crate::spec::{OwnMount, OwnStep, Rows, Written};
use indexmap::IndexMap;

/// The steps of a hook; none where there is none.
pub(super) fn hook(
    context: &Context<'_>,
    point: &str,
    written: Option<&Written<Rows<OwnStep>>>,
) -> Result<Vec<Step>, PlanError> {
    let reason = format!("the owner's hook {point}");
    written.map_or(Ok(Vec::new()), |written| steps(context, &written.value, &reason))
}

/// These steps, each with that reason.
pub(super) fn steps(
    context: &Context<'_>,
    rows: &Rows<OwnStep>,
    reason: &str,
) -> Result<Vec<Step>, PlanError> {
    rows.iter()
        .map(|row| Ok(Step::new(action(context, row)?, Reason::written(reason, &row.origin))))
        .collect()
}

fn action(context: &Context<'_>, row: &Written<OwnStep>) -> Result<Action, PlanError> {
    let step = &row.value;
    let variables: IndexMap<EnvName, String> =
        step.env.iter().map(|(name, value)| (name.clone(), value.value.to_string())).collect();
    let owner = step.owner.as_ref().map(|owner| owner.value.to_string());
    let mode = step.mode.as_ref().map(|mode| mode.value.clone());
    let target = step.to.as_ref().map(|to| to.value.to_string()).unwrap_or_default();
    if let Some(command) = &step.run {
        if let Some(network) = step.network.as_ref().filter(|_| is_portable(context)) {
            return Err(PlanError::NotPortable {
                what: format!("network = \"{}\"", network.value),
                origin: network.origin.clone(),
            });
        }
        let mounts = step.mounts.iter().flat_map(|mounts| &mounts.value);
        return Ok(Action::OwnRun(OwnRun {
            program: program(&command.value, &variables),
            variables,
            mounts: mounts.filter_map(|mount| self::mount(&mount.value)).collect(),
            network: step.network.as_ref().map(|network| network.value),
        }));
    }
    if let Some(sources) = &step.copy {
        let sources = sources.values().map(ToString::to_string).collect();
        let from = step.from.as_ref().map(|from| from.value.clone());
        return Ok(Action::OwnCopy(OwnCopy { from, sources, target, owner, mode }));
    }
    if let (Some(address), Some(checksum)) = (&step.download, &step.checksum) {
        let (address, checksum) = (address.value.to_string(), checksum.value.clone());
        return Ok(Action::Download(Download { address, checksum, target, owner, mode }));
    }
    if let Some(packages) = &step.packages {
        let packages = packages.value.iter().map(|written| package(context, written));
        return Ok(Action::install(packages.collect::<Result<_, _>>()?));
    }
    if let Some(workdir) = &step.workdir {
        return Ok(Action::SetWorkdir { path: workdir.value.as_str().to_owned() });
    }
    if let Some(user) = &step.user {
        return Ok(Action::SetUser { uid: user.value.uid, gid: user.value.gid });
    }
    Ok(Action::SetEnvironment { path_first: None, variables })
}

fn is_portable(context: &Context<'_>) -> bool {
    context.spec.dialect.as_ref().is_some_and(|dialect| dialect.value == Dialect::Portable)
}

/// A package that the owner asks for, held against the catalog.
pub(super) fn package(
    context: &Context<'_>,
    written: &Written<crate::names::SystemPackage>,
) -> Result<Package, PlanError> {
    if let Ok(catalog) = context.catalog.release(&context.release) {
        catalog
            .check_runtime(&written.value)
            .map_err(|error| PlanError::Package { error: Box::new(error), origin: written.origin.clone() })?;
    }
    let reason = Reason::written("the owner's choice", &written.origin);
    Ok(Package { name: written.value.clone(), reason, runtime: Vec::new() })
}

/// A text of one plain line is handed on as it stands. Anything that the builder might read before the shell does, or
/// that a variable can't be set in front of, is a script.
fn program(command: &OwnCommand, variables: &IndexMap<EnvName, String>) -> Program {
    let text = match command {
        OwnCommand::Words(words) => return Program::Words(words.words().to_vec()),
        OwnCommand::Script(text) => text.as_str(),
    };
    let line = text.trim();
    let means_something = line.contains(['\n', '#', '\u{feff}'])
        || line.contains("<<")
        || line.ends_with('\\')
        || line.starts_with(['[', '-']);
    let is_list = line.contains([';', '|', '&']) && !variables.is_empty();
    if means_something || is_list { Program::Script(text.to_owned()) } else { Program::Line(line.to_owned()) }
}

/// The mount; none where its owner left out what it can't do without, which the reader doesn't let pass.
fn mount(mount: &OwnMount) -> Option<RunMount> {
    let target = mount.target.as_ref().map(|target| target.value.to_string());
    let id = mount.id.as_ref().map(|id| id.value.clone());
    let required = mount.required.as_ref().is_none_or(|required| required.value);
    Some(match mount.kind.as_ref()?.value {
        MountKind::Cache => RunMount::Cache {
            target: target?,
            id,
            sharing: mount.sharing.as_ref().map(|sharing| sharing.value),
        },
        MountKind::Bind => RunMount::Bind {
            source: mount.source.as_ref().map(|source| source.value.to_string()),
            from: mount.from.as_ref().map(|from| from.value.clone()),
            target: target?,
            writable: mount.writable.as_ref().is_some_and(|writable| writable.value),
        },
        MountKind::Tmpfs => {
            RunMount::Tmpfs { target: target?, size: mount.size.as_ref().map(|size| size.value.clone()) }
        }
        MountKind::Secret => {
            let env = mount.env.as_ref().map(|env| env.value.clone());
            RunMount::Secret { id: id?, target, env, required }
        }
        MountKind::Ssh => RunMount::Ssh { id, target, required },
    })
}
