//! A first spec: what should not change by itself, and what can't be found out.

use crate::Error;
use crate::files::{FilesError, Operation, replace};
use crate::names::ProjectPath;
use crate::packages::Catalog;
use crate::plan::{Action, Plan, PlanError, Reason, Role, own};
use crate::project::Project;
use crate::spec::{Argument, OWN_FILE, PYPROJECT, Spec};
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::Path;

/// What was written, and what need not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// The file that was written or added to.
    pub path: ProjectPath,
    /// The text that was added.
    pub added: String,
    /// What was inferred: the key, its value, and why.
    pub inferred: Vec<(String, String, String)>,
}

/// Adds a first `[tool.pydockstage]` to pyproject.toml, or writes pydockstage.toml where there is none.
pub fn begin(root: &Path) -> Result<Beginning, Error> {
    crate::reading::readable(root)?;
    if Spec::read(root)? != Spec::default() || root.join(OWN_FILE).exists() {
        return Err(Error::SpecExists);
    }
    let project = Project::read(root)?;
    let (plan, candidates) = match Plan::resolve(&project, &Spec::default(), Catalog::embedded()) {
        Err(PlanError::NoCommand { candidates }) => {
            let placeholder = Argument::new("command", "command", vec!["python"]);
            let spec = Spec::of_arguments([placeholder])?;
            (Plan::resolve(&project, &spec, Catalog::embedded())?, Some(candidates))
        }
        other => (other?, None),
    };
    let mut keys = format!("base = \"{}\"\n", plan.release);
    let mut inferred = Vec::new();
    let python = plan.stage(Role::Base).map(|base| &base.reason);
    let is_told = project.metadata().requires_python.is_some() || !project.metadata().pins.is_empty();
    if let Some(reason) = python.filter(|_| is_told) {
        inferred.push(("python".to_owned(), format!("\"{}\"", plan.python), why(reason, &plan)));
    } else {
        let _ = writeln!(keys, "python = \"{}\"", plan.python);
    }
    inferred.push((
        "requirements.default".to_owned(),
        format!("\"{}\"", plan.default_set),
        format!(
            "of the sets that were found: {}",
            plan.sets.keys().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        ),
    ));
    if let Some(candidates) = candidates {
        let example = vec!["python".to_owned(), "-m".to_owned(), "myproject".to_owned()];
        let lines =
            if candidates.is_empty() { vec![example] } else { candidates.into_iter().map(|c| c.0).collect() };
        keys.push_str("# What the container runs: write the right line.\n");
        for words in lines {
            let _ = writeln!(keys, "# command = {words:?}");
        }
    } else {
        let production = plan.stage(Role::Production).into_iter().flat_map(|stage| &stage.steps);
        inferred.extend(production.filter_map(|step| match &step.action {
            Action::SetCommand { command } => {
                Some(("command".to_owned(), format!("{command:?}"), step.reason.to_string()))
            }
            _ => None,
        }));
    }
    let (path, before, added) = match read(root, PYPROJECT)? {
        Some(text) => {
            let blank = if text.is_empty() || text.ends_with("\n\n") {
                ""
            } else if text.ends_with('\n') {
                "\n"
            } else {
                "\n\n"
            };
            (own(PYPROJECT), format!("{text}{blank}"), format!("[tool.pydockstage]\n{keys}"))
        }
        None => (own(OWN_FILE), String::new(), keys),
    };
    replace(root, &path, &format!("{before}{added}"))?;
    Ok(Beginning { path, added, inferred })
}

/// Why the base has that Python, without why its release is written out.
fn why(reason: &Reason, plan: &Plan) -> String {
    let text = reason.text.split(';').next().unwrap_or_default();
    let text = text.strip_prefix(&format!("Python {}, ", plan.python)).unwrap_or(text);
    match reason.origins.last() {
        Some(origin) => format!("{text}, {origin}"),
        None => text.to_owned(),
    }
}

fn read(root: &Path, name: &'static str) -> Result<Option<String>, Error> {
    match std::fs::read_to_string(root.join(name)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(FilesError::io(Operation::Read, &own(name), &error).into()),
    }
}
