use super::{Action, Package, Reason, Step};
use crate::names::{StageName, SystemPackage};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// A named step of the build, with a base image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Its name in the file.
    pub name: StageName,
    /// What it is for; the name may be the owner's, the role is not.
    pub role: Role,
    /// What it begins with.
    pub from: From,
    /// Why it is there.
    pub reason: Reason,
    /// What it does, in order.
    pub steps: Vec<Step>,
}

/// What a stage is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The Python image and the environment that every stage shares.
    Base,
    /// Compilers and development packages.
    Toolchain,
    /// The files of the chosen requirement set, and nothing else of the project.
    Requirements,
    /// The virtual environment with the requirement set.
    Dependencies,
    /// The files that the project is made of, without its tests.
    Sources,
    /// The files of the projects around this one that are installed with it.
    Neighbours,
    /// The project installed, without its tests.
    Package,
    /// The project installed: the image for tests and for a shell.
    Build,
    /// What looks which libraries the installed files link to.
    Scan,
    /// The base with what the project needs to run, and without the project.
    Runtime,
    /// What fails the build when the image that ships would not work.
    Guard,
    /// The image that ships.
    Production,
    /// A stage on top of the others: of the owner's own, or for a target that the owner asks for.
    Extra,
}

impl Role {
    /// The stage's name where the owner chose none.
    pub fn default_name(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Toolchain => "toolchain",
            Self::Requirements => "requirements",
            Self::Dependencies => "dependencies",
            Self::Sources => "sources",
            Self::Neighbours => "neighbours",
            Self::Package => "package",
            Self::Build => "build",
            Self::Scan => "scan",
            Self::Runtime => "runtime",
            Self::Guard => "guard",
            Self::Production => "production",
            Self::Extra => "extra",
        }
    }
}

/// What a stage begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum From {
    /// An image of a registry, as `python:3.13-slim-trixie`.
    Image(String),
    /// An image of a registry, for the platform that builds instead of the one that is built for.
    BuildPlatform(String),
    /// Another stage, earlier in the plan.
    Stage(StageName),
}

/// What of a stage must also be in the image that ships.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Runtime {
    /// The runtime halves of its packages, each with its reason.
    pub packages: Vec<Package>,
    /// The trees to copy from the stage: where they lie in it, and where they go.
    pub trees: Vec<Tree>,
}

/// A tree that is copied from one stage to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tree {
    /// The stage that has it.
    pub stage: StageName,
    /// Where it lies there.
    pub source: String,
    /// Where it goes.
    pub target: String,
    /// Why.
    pub reason: Reason,
}

impl Stage {
    /// What of this stage must also be in the image that ships: the runtime packages of what it compiles against, the
    /// virtual environment it fills, the project's own files.
    pub fn runtime(&self) -> Runtime {
        let mut packages: IndexMap<SystemPackage, Package> = IndexMap::new();
        let mut trees = Vec::new();
        for step in &self.steps {
            match &step.action {
                Action::InstallPackages { packages: installed, .. } => {
                    for (runtime, package) in installed.iter().flat_map(|p| p.runtime.iter().map(move |r| (r, p))) {
                        let origins = package.reason.origins.clone();
                        packages
                            .entry(runtime.clone())
                            .and_modify(|there| {
                                there.reason = Reason::gathered(
                                    format!("{}, {}", there.reason.text, package.name),
                                    there.reason.origins.iter().cloned().chain(origins.clone()),
                                );
                            })
                            .or_insert_with(|| Package {
                                name: runtime.clone(),
                                reason: Reason::gathered(format!("the runtime half of {}", package.name), origins),
                                runtime: Vec::new(),
                            });
                    }
                }
                Action::InstallRequirements(install) => trees.push(Tree {
                    stage: self.name.clone(),
                    source: install.venv.clone(),
                    target: install.venv.clone(),
                    reason: Reason::default_choice(
                        "the virtual environment, at the same path and for the same interpreter as where it was filled",
                    ),
                }),
                Action::InstallProject(install) => trees.push(Tree {
                    stage: self.name.clone(),
                    source: install.root.clone(),
                    target: "/".to_owned(),
                    reason: Reason::default_choice(
                        "the project's own files as the last layer: a change of code changes nothing else",
                    ),
                }),
                _ => {}
            }
        }
        Runtime { packages: packages.into_values().collect(), trees }
    }
}
