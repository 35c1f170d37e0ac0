//! What the container runs: what the spec says, else the only thing that the project has to run.

use super::{PlanError, Reason};
use crate::project::Metadata;
use crate::spec::Spec;

/// A command and why it was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) words: Vec<String>,
    pub(super) reason: Reason,
}

/// The command; none where the owner wrote an entry point alone.
pub(super) fn choose(spec: &Spec, metadata: &Metadata) -> Result<Option<Chosen>, PlanError> {
    if let Some(command) = &spec.command {
        let reason = Reason::written("the owner's choice", &command.origin);
        return Ok(Some(Chosen { words: command.value.words().to_vec(), reason }));
    }
    if spec.entrypoint.is_some() {
        return Ok(None);
    }
    let mut candidates = candidates(metadata);
    if candidates.len() == 1
        && let Some((words, origin)) = candidates.pop()
    {
        let reason = Reason::written("the only thing that the project has to run", origin);
        return Ok(Some(Chosen { words, reason }));
    }
    Err(PlanError::NoCommand { candidates })
}

/// Every console script, and every package that `python -m` can run and that no script of its own stands for.
fn candidates(metadata: &Metadata) -> Vec<(Vec<String>, String)> {
    let scripts = metadata.scripts.iter().map(|(name, entry)| (vec![name.clone()], entry.origin.to_string()));
    let top = |module: &str| module.split('.').next().unwrap_or_default().to_owned();
    let is_scripted =
        |package: &str| metadata.scripts.values().any(|entry| top(&entry.value.module) == package);
    let modules = metadata.packages.iter().filter_map(|package| {
        let main = package.main.as_ref().filter(|_| !is_scripted(&package.name))?;
        let words = ["python", "-m", &package.name].map(str::to_owned).to_vec();
        Some((words, main.to_string()))
    });
    scripts.chain(modules).collect()
}
