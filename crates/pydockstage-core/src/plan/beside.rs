//! What is written beside the Dockerfile where its owner asks for it: what Bake builds, and what Compose runs.

use super::resolve::Context;
use super::{Action, Reason, RunMount, Secret, SecretPlace, Stage};
use crate::names::{DistributionName, EnvName, ProjectPath, SetName, StageName, own};
use crate::project::Entry;
use crate::spec::values::{MountName, Port};
use serde::{Deserialize, Serialize};

/// What `docker buildx bake` builds, as `docker-bake.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bake {
    /// What the images are called where the one who builds says nothing else.
    pub image: DistributionName,
    /// The images; the first is the one that ships.
    pub targets: Vec<BakeTarget>,
    /// What the target is called that makes what is published: the first one for all platforms, with attestations.
    pub release: String,
    /// What is handed over for the build alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handed: Vec<Handed>,
    /// Why the file is there.
    pub reason: Reason,
}

/// An image that Bake builds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BakeTarget {
    /// Its name, of letters, digits, `-` and `_`.
    pub name: String,
    /// The stage.
    pub stage: StageName,
    /// The requirement set that the build argument picks; the default where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<SetName>,
}

/// What `docker compose` runs, as `compose.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compose {
    /// What the service is called.
    pub service: DistributionName,
    /// The stage that it runs.
    pub stage: StageName,
    /// The ports that it is reached by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ports: Vec<Port>,
    /// What happens when a file changes, by paths below the project's folder.
    pub watch: Vec<Watch>,
    /// What is handed over for the build alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handed: Vec<Handed>,
    /// Why the file is there.
    pub reason: Reason,
}

/// What happens when a file changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "kebab-case")]
pub enum Watch {
    /// It is copied into the container, which starts again.
    Sync {
        /// The file or the folder.
        path: ProjectPath,
        /// Where it lies in the container.
        target: String,
    },
    /// The image is built again.
    Rebuild {
        /// The file or the folder.
        path: ProjectPath,
    },
}

/// What the one who builds hands over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Handed {
    /// A secret that is a variable on the machine that builds.
    Variable {
        /// What the secret is called.
        id: MountName,
        /// The variable.
        variable: EnvName,
    },
    /// A secret that is a file there.
    File {
        /// What the secret is called.
        id: MountName,
        /// The variable that says where the file is.
        variable: EnvName,
        /// Where it usually is.
        usual: String,
        /// Whether the build can't do without.
        required: bool,
    },
    /// An agent of SSH.
    Agent {
        /// Its name.
        id: MountName,
    },
}

/// What Bake builds; none where its owner doesn't ask for it.
pub(super) fn bake(context: &Context<'_>, stages: &[Stage]) -> Option<Bake> {
    let written = context.spec.bake.as_ref().filter(|bake| bake.value)?;
    let target = |stage: StageName, set: Option<&SetName>| {
        let name = match set {
            Some(set) => format!("{stage}-{set}"),
            None => stage.to_string(),
        };
        BakeTarget { name: name.replace('.', "_"), stage, set: set.cloned() }
    };
    let mut targets = vec![target(context.names.name(super::Role::Production), None)];
    targets.extend(finals(context).into_iter().map(|stage| target(stage, None)));
    let build = context.names.name(super::Role::Build);
    targets.extend(context.project.sets().keys().map(|set| target(build.clone(), Some(set))));
    let mut named: Vec<BakeTarget> = Vec::with_capacity(targets.len());
    for mut target in targets {
        while named.iter().any(|known| known.name == target.name) {
            target.name.push('_');
        }
        named.push(target);
    }
    let mut release = "release".to_owned();
    while named.iter().any(|known| known.name == release) {
        release.push('_');
    }
    Some(Bake {
        image: name(context),
        targets: named,
        release,
        handed: handed(stages),
        reason: Reason::written("the images that docker buildx bake builds", &written.origin),
    })
}

/// What Compose runs; none where its owner doesn't ask for it.
pub(super) fn compose(context: &Context<'_>, stages: &[Stage]) -> Option<Compose> {
    let written = context.spec.compose.as_ref().filter(|compose| compose.value)?;
    let dev = context.spec.targets.dev.as_ref();
    let stage = match dev {
        Some(target) => super::stages::target_name(target, "dev"),
        None => context.names.name(super::Role::Production),
    };
    let production = stages.iter().filter(|stage| stage.role == super::Role::Production);
    let ports = production.flat_map(|stage| &stage.steps).find_map(|step| match &step.action {
        Action::Expose { ports } => Some(ports.clone()),
        _ => None,
    });
    Some(Compose {
        service: name(context),
        stage,
        ports: ports.unwrap_or_default(),
        watch: watch(context, dev.is_some()),
        handed: handed(stages),
        reason: Reason::written("what docker compose runs", &written.origin),
    })
}

/// What the project calls itself.
fn name(context: &Context<'_>) -> DistributionName {
    context.project.metadata().name.as_ref().map_or_else(|| own("app"), |name| name.value.clone())
}

/// The stages that its owner asks for as images of their own.
fn finals(context: &Context<'_>) -> Vec<StageName> {
    let targets = &context.spec.targets;
    [(&targets.test, "test"), (&targets.dev, "dev"), (&targets.debug, "debug")]
        .into_iter()
        .filter_map(|(target, usual)| Some(super::stages::target_name(target.as_ref()?, usual)))
        .collect()
}

/// What requirements are read from makes another image. All else is synchronized where the container runs the source
/// itself, and makes another image where it doesn't.
fn watch(context: &Context<'_>, runs_source: bool) -> Vec<Watch> {
    let mut rebuilt: Vec<ProjectPath> = Vec::new();
    for path in context.project.sets().values().flat_map(crate::project::RequirementSet::closure) {
        if !rebuilt.contains(path) {
            rebuilt.push(path.clone());
        }
    }
    let metadata = context.project.metadata();
    rebuilt.extend(metadata.installable.iter().cloned());
    rebuilt.extend(context.project.pip_settings().cloned());
    rebuilt.sort();
    rebuilt.dedup();
    let contents = context.project.contents();
    let development: &[Entry] = if runs_source { &contents.development } else { &[] };
    let mut watch = Vec::new();
    for entry in contents.sources.iter().chain(development) {
        let path = entry.path.clone();
        if rebuilt.contains(&path) {
            continue;
        }
        watch.push(if runs_source {
            let target = format!("{}/{path}", context.places.project);
            Watch::Sync { path, target }
        } else {
            Watch::Rebuild { path }
        });
    }
    let covered = |path: &ProjectPath| {
        let folders = contents.sources.iter().filter(|entry| entry.is_directory);
        !runs_source && folders.into_iter().any(|folder| path.is_within(&folder.path))
    };
    watch.extend(rebuilt.into_iter().filter(|path| !covered(path)).map(|path| Watch::Rebuild { path }));
    watch
}

/// What the steps are handed, each once.
fn handed(stages: &[Stage]) -> Vec<Handed> {
    let mut found: Vec<Handed> = Vec::new();
    for step in stages.iter().flat_map(|stage| &stage.steps) {
        let installs = step.action.secrets().iter().filter_map(of_secret);
        let mounts = match &step.action {
            Action::OwnRun(run) => run.mounts.as_slice(),
            _ => &[],
        };
        for handed in installs.chain(mounts.iter().filter_map(of_mount)) {
            match found.iter_mut().find(|known| known.key() == handed.key()) {
                Some(known) => {
                    if let Handed::File { required: true, .. } = handed {
                        *known = handed;
                    }
                }
                None => found.push(handed),
            }
        }
    }
    found
}

impl Handed {
    /// What tells it from others.
    fn key(&self) -> (bool, &MountName) {
        match self {
            Self::Variable { id, .. } | Self::File { id, .. } => (false, id),
            Self::Agent { id } => (true, id),
        }
    }
}

fn of_secret(secret: &Secret) -> Option<Handed> {
    Some(match &secret.place {
        SecretPlace::Variable(name) => {
            Handed::Variable { id: name.as_str().parse().ok()?, variable: name.clone() }
        }
        SecretPlace::File { id, .. } => Handed::File {
            id: id.parse().ok()?,
            variable: variable(id, "_FILE")?,
            usual: secret.option.split_once("src=").map(|(_, path)| path.to_owned())?,
            required: secret.required,
        },
        SecretPlace::Agent => Handed::Agent { id: own("default") },
    })
}

fn of_mount(mount: &RunMount) -> Option<Handed> {
    match mount {
        RunMount::Secret { id, env, .. } => {
            let variable = env.clone().or_else(|| variable(id.as_str(), ""))?;
            Some(Handed::Variable { id: id.clone(), variable })
        }
        RunMount::Ssh { id, .. } => Some(Handed::Agent { id: id.clone().unwrap_or_else(|| own("default")) }),
        _ => None,
    }
}

/// The variable that goes with the name of a secret.
fn variable(id: &str, end: &str) -> Option<EnvName> {
    let name: String =
        id.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect();
    let start = if name.starts_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
    format!("{start}{name}{end}").parse().ok()
}
