//! What lies behind a lock: package indexes and repositories, and what the one who builds hands over to read them.
//!
//! A secret is there for one command alone, as a file or a variable that the builder takes away again. It is no build
//! argument, which would stay in the history of the image, and no environment of a stage.

mod indexes;
mod repositories;

pub(super) use repositories::{Fetched, fetched};

use super::installers::Chosen;
use super::{NamedIndex, PlanError, Secret, SecretPlace};
use crate::names::ProjectPath;
use crate::project::Project;
use crate::spec::Spec;
use crate::spec::values::PythonVersion;

/// What is needed to fetch what is installed.
#[derive(Default)]
pub(super) struct Access {
    /// What is handed over while requirements are installed.
    pub(super) secrets: Vec<Secret>,
    /// What is handed over while the project itself is built.
    pub(super) own_secrets: Vec<Secret>,
    /// The indexes by whose names uv finds their credentials.
    pub(super) indexes: Vec<NamedIndex>,
    /// pip's own settings, which name indexes.
    pub(super) pip_settings: Option<ProjectPath>,
    /// The repositories.
    pub(super) fetched: Vec<Fetched>,
}

impl Access {
    pub(super) fn of(
        project: &Project,
        spec: &Spec,
        chosen: &Chosen,
        python: PythonVersion,
    ) -> Result<Self, PlanError> {
        let mut access = indexes::access(project, spec, chosen)?;
        access.fetched = fetched(project, python);
        let sets = project.sets().len();
        for secret in repositories::secrets(&access.fetched, sets) {
            add(&mut access.secrets, secret);
        }
        Ok(access)
    }
}

/// Adds a secret. One that is there already is asked for once, for both reasons.
fn add(secrets: &mut Vec<Secret>, secret: Secret) {
    match secrets.iter_mut().find(|known| known.place == secret.place) {
        Some(known) => {
            known.required |= secret.required;
            for origin in secret.reason.origins {
                if !known.reason.origins.contains(&origin) {
                    known.reason.origins.push(origin);
                }
            }
        }
        None => secrets.push(secret),
    }
}

/// A secret that is a file on the machine that builds.
fn file(id: &str, target: &str, source: &str) -> (SecretPlace, String) {
    let place = SecretPlace::File { id: id.to_owned(), target: target.to_owned() };
    (place, format!("--secret id={id},src={source}"))
}
