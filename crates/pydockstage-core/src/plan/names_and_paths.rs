//! The names of stages and the places in the image, as the owner wrote them or by default.

use super::{PlanError, Role};
pub(super) use crate::names::own;
use crate::names::{EnvName, StageName};
use crate::spec::Spec;

/// The stage names of a plan.
#[derive(Debug, Clone)]
pub(super) struct StageNames {
    by_role: [StageName; ROLES.len()],
}

const ROLES: [Role; 12] = [
    Role::Base,
    Role::Toolchain,
    Role::Requirements,
    Role::Dependencies,
    Role::Sources,
    Role::Neighbours,
    Role::Package,
    Role::Build,
    Role::Scan,
    Role::Runtime,
    Role::Guard,
    Role::Production,
];

impl StageNames {
    /// The names that the spec gives, and the usual ones for the others.
    pub(super) fn of(spec: &Spec) -> Result<Self, PlanError> {
        let stages = &spec.stages;
        let written = |role| match role {
            Role::Base => stages.base.as_ref(),
            Role::Toolchain => stages.toolchain.as_ref(),
            Role::Requirements => stages.requirements.as_ref(),
            Role::Dependencies => stages.dependencies.as_ref(),
            Role::Sources => stages.sources.as_ref(),
            Role::Neighbours => stages.neighbours.as_ref(),
            Role::Package => stages.package.as_ref(),
            Role::Build => stages.build.as_ref(),
            Role::Scan => stages.scan.as_ref(),
            Role::Runtime => stages.runtime.as_ref(),
            Role::Guard => stages.guard.as_ref(),
            Role::Production => stages.production.as_ref(),
            Role::Extra => None,
        };
        let names = ROLES.map(|role| match written(role) {
            Some(name) => name.value.clone(),
            None => own(role.default_name()),
        });
        for (index, name) in names.iter().enumerate() {
            if names[..index].contains(name) {
                // One of the two was written: the usual names differ.
                let origin = ROLES[..=index].iter().rev().filter_map(|role| written(*role));
                if let Some(written) = origin.into_iter().find(|written| written.value == *name) {
                    return Err(PlanError::StageName { name: name.clone(), origin: written.origin.clone() });
                }
            }
        }
        Ok(Self { by_role: names })
    }

    /// The name of the stage with that role.
    pub(super) fn name(&self, role: Role) -> StageName {
        let index = ROLES.iter().position(|known| *known == role).unwrap_or_default();
        self.by_role[index].clone()
    }

    /// The names of all stages that always may be there.
    pub(super) fn all(&self) -> &[StageName] {
        &self.by_role
    }
}

/// The places in the image.
#[derive(Debug, Clone)]
pub(super) struct Places {
    /// The virtual environment.
    pub(super) venv: String,
    /// The project, in the stages that have it.
    pub(super) project: String,
    /// The otherwise empty root that gets the project's own files.
    pub(super) own: String,
    /// The projects around this one, where they are built.
    pub(super) neighbours: String,
    /// The build argument that picks a requirement set.
    pub(super) argument: EnvName,
}

impl Places {
    pub(super) fn of(spec: &Spec) -> Self {
        let path = |written: Option<&str>, usual: &str| written.unwrap_or(usual).to_owned();
        let venv = path(spec.paths.venv.as_ref().map(|venv| venv.value.as_str()), "/venv");
        let project = path(spec.paths.project.as_ref().map(|project| project.value.as_str()), "/project");
        Self {
            own: apart(&[&venv, &project], ["own", "own-files", "project-files"]),
            neighbours: apart(&[&venv, &project], ["neighbours", "around", "beside"]),
            venv,
            project,
            argument: spec
                .requirements
                .argument
                .as_ref()
                .map_or_else(|| own("REQS"), |argument| argument.value.clone()),
        }
    }
}

/// A place that none of these lies in, nor it in one of them: the first of the names that is free.
fn apart(taken: &[&str], names: [&str; 3]) -> String {
    let first = |path: &str| path.split('/').nth(1).unwrap_or_default().to_owned();
    let is_free = |name: &&str| taken.iter().all(|path| first(path) != **name);
    let name = names.into_iter().find(is_free);
    // Two places take no three names.
    format!("/{}", name.unwrap_or(names[0]))
}
