//! The plan: what was found and what was written, resolved with the catalog into every stage and every step, each
//! with its reason.
//!
//! A plan is data. The Dockerfile and every other file is a [view](crate::views) of it, which decides nothing.

mod access;
mod action;
mod beside;
mod command;
mod compiles;
mod context;
mod declared;
mod error;
mod expert;
mod halves;
mod healthcheck;
mod hooks;
mod ignore;
mod image;
mod installers;
mod installing;
mod interpreter;
mod listens;
mod locked;
mod names_and_paths;
mod needed;
mod no_archive;
mod own_action;
mod own_build;
mod own_files;
mod package;
mod package_manager;
mod platform;
mod procfile;
mod python;
mod reason;
mod repositories;
mod resolve;
mod server;
mod stage;
mod stages;
mod step;
mod tools;
mod version;
pub mod wheels;
mod without_catalog;
mod writable;

pub(crate) use crate::names::own;
pub use action::{
    Action, CheckImports, Declared, Healthcheck, InstallProject, InstallRequirements, LocalProject,
    WriteDeclared,
};
pub use beside::{Bake, BakeTarget, Compose, Handed, Watch};
pub use error::PlanError;
pub use ignore::IgnoreRule;
pub(crate) use ignore::check as check_ignore_file;
pub use installing::{ExportLock, Exporter, Filler, NamedIndex, Neighbour, Neighbours, Secret, SecretPlace};
pub use interpreter::Interpreter;
pub(crate) use interpreter::UV_PYTHON;
pub use no_archive::NoArchive;
pub use own_action::{Download, InstallLink, InstallMore, OwnCopy, OwnRun, Program, RunMount};
pub(crate) use own_files::check as check_own_files;
pub use package::Package;
pub use package_manager::PackageManager;
pub use reason::Reason;
pub use repositories::AptRepository;
pub use stage::{From, Role, Runtime, Stage, Tree};
pub use step::Step;

use crate::names::{EnvName, ProjectPath, Release, SetName};
use crate::packages::Catalog;
use crate::project::Project;
use crate::spec::Spec;
use crate::spec::values::{Dialect, PythonVersion};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// Everything that will be in the files, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The distribution and its release.
    pub release: Release,
    /// The minor version of Python.
    pub python: PythonVersion,
    /// Where it comes from and where it is.
    #[serde(default, skip_serializing_if = "Interpreter::is_image")]
    pub interpreter: Interpreter,
    /// What the builder understands: whether there are mounts and links.
    #[serde(default)]
    pub dialect: Dialect,
    /// The frontend that the file asks for; the builder's own where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub syntax: Option<String>,
    /// The build argument that names the image to begin with; none where that is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_argument: Option<EnvName>,
    /// The build argument that picks a requirement set.
    pub argument: EnvName,
    /// The set that is installed when the argument names none.
    pub default_set: SetName,
    /// The requirement sets.
    pub sets: IndexMap<SetName, PlannedSet>,
    /// The stages, each behind those that it takes from.
    pub stages: Vec<Stage>,
    /// What never travels to the builder.
    pub ignored: Vec<IgnoreRule>,
    /// Where the Dockerfile lies in the build context; none where the context is the project's own folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<ProjectPath>,
    /// What Bake builds, where its owner asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bake: Option<Bake>,
    /// What Compose runs, where its owner asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compose: Option<Compose>,
    /// What is no error, and should be known.
    pub notes: Vec<String>,
}

/// What a requirement set is installed from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedSet {
    /// The files that name it.
    pub files: Vec<ProjectPath>,
    /// Every file it needs.
    pub closure: Vec<ProjectPath>,
    /// Every folder it needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub directories: Vec<ProjectPath>,
}

impl Plan {
    /// Resolves what was found in the project and what its owner wrote.
    pub fn resolve(project: &Project, spec: &Spec, catalog: &Catalog) -> Result<Self, PlanError> {
        let plan = resolve::resolve(project, spec, catalog)?;
        Ok(match project.surroundings() {
            Some(around) => plan.placed(around),
            None => plan,
        })
    }

    /// Python as the stages call it: by its path where another may be found first.
    pub(crate) fn python_program(&self) -> &str {
        if self.interpreter.is_image() { "python3" } else { &self.interpreter.path }
    }

    /// The pip that belongs to it.
    pub(crate) fn pip_program(&self) -> String {
        if self.interpreter.is_image() {
            "pip".to_owned()
        } else {
            format!("{} -m pip", self.interpreter.path)
        }
    }

    /// The stage with that role; none where the plan needs none.
    pub fn stage(&self, role: Role) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.role == role)
    }

    /// What the one who builds hands over, each once.
    pub fn secrets(&self) -> Vec<&Secret> {
        let mut found: Vec<&Secret> = Vec::new();
        for step in self.stages.iter().flat_map(|stage| &stage.steps) {
            for secret in step.action.secrets() {
                match found.iter_mut().find(|known| known.place == secret.place) {
                    Some(known) if secret.required && !known.required => *known = secret,
                    Some(_) => {}
                    None => found.push(secret),
                }
            }
        }
        found
    }

    /// The names of its stages and of the packages they install, each once.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.stages.iter().map(|stage| stage.name.to_string()).collect();
        for step in self.stages.iter().flat_map(|stage| &stage.steps) {
            names.extend(step.action.packages().iter().map(|package| package.name.to_string()));
        }
        names.sort();
        names.dedup();
        names
    }
}
