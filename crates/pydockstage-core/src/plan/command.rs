//! What the container runs: what the spec says, else the only thing that the project has to run.

use super::server::Server;
use super::{PlanError, Reason, listens, procfile};
use crate::names::DistributionName;
use crate::project::{Application, Found, MarkerEnvironment, Project};
use crate::spec::Spec;
use crate::spec::values::{Port, Protocol, PythonVersion};
use std::collections::BTreeSet;

/// A command and why it was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) words: Vec<String>,
    pub(super) reason: Reason,
    /// The port that it listens on, where its words tell.
    pub(super) port: Option<(Port, Reason)>,
    /// The signal that ends it, where the usual one doesn't.
    pub(super) signal: Option<(&'static str, Reason)>,
    /// What its owner may not have meant.
    pub(super) doubt: Option<String>,
    /// The folder of the project that Python must be told to import from.
    pub(super) import_root: Option<crate::names::ProjectPath>,
}

impl Chosen {
    fn new(words: Vec<String>, reason: Reason) -> Self {
        let listening = listens::read(&words);
        let port = listening.as_ref().and_then(|found| {
            let port = Port { number: found.port?, protocol: Protocol::Tcp };
            let text = format!("{} listens there", found.server.program());
            Some((port, Reason::gathered(text, reason.origins.clone())))
        });
        let signal = listening.as_ref().filter(|found| found.needs_interrupt).map(|_| {
            ("SIGINT", Reason::default_choice("uWSGI takes SIGTERM as a wish to load itself again"))
        });
        let doubt = listening.filter(|found| found.is_shy).map(|found| {
            format!(
                "{} runs {}, which listens on 127.0.0.1 unless it is told an address: nothing outside of the container reaches it",
                reason.origins.join(", "),
                found.server.program()
            )
        });
        Self { words, reason, port, signal, doubt, import_root: None }
    }

    fn application(words: Vec<String>, application: &Application, reason: Reason) -> Self {
        let root = &application.import_root;
        Self { import_root: (!root.is_root()).then(|| root.clone()), ..Self::new(words, reason) }
    }
}

/// The command; none where the owner wrote an entry point alone.
pub(super) fn choose(
    spec: &Spec,
    project: &Project,
    python: PythonVersion,
) -> Result<Option<Chosen>, PlanError> {
    if let Some(command) = &spec.command {
        let words = command.value.words().to_vec();
        let mut chosen = Chosen::new(words, Reason::written("the owner's choice", &command.origin));
        if procfile::is_development(&chosen.words) {
            chosen.doubt = Some(format!("{} runs a server that is for development alone", command.origin));
        }
        return Ok(Some(chosen));
    }
    if spec.entrypoint.is_some() {
        return Ok(None);
    }
    let runnable = project.runnable();
    if let Some(process) = procfile::process(&runnable.processes) {
        let text = format!("the process `{}` of the Procfile", process.value.name);
        let words = procfile::words(process)?;
        return Ok(Some(Chosen::new(words, Reason::written(text, &process.origin))));
    }
    let applications = match &project.metadata().fastapi {
        Some(entrypoint) => vec![pointed_at(entrypoint, &runnable.applications)?],
        None => runnable.applications.clone(),
    };
    let is_told = project.metadata().fastapi.is_some();
    let others = if is_told { Vec::new() } else { others(project) };
    let mut served = served(project, python, &applications);
    let is_unserved = !applications.is_empty() && served.is_empty();
    if is_unserved {
        return Err(PlanError::NoServer {
            servers: applications.iter().flat_map(|made| Server::fitting(made.interface)).collect(),
            applications: applications.iter().map(told).collect(),
            others,
        });
    }
    if let (Some(manage), true) = (&runnable.manage, applications.is_empty()) {
        return Err(PlanError::OnlyManage { manage: manage.clone() });
    }
    if others.is_empty() && served.len() == 1 {
        return Ok(served.pop());
    }
    let mut candidates: Vec<(Vec<String>, String)> =
        served.into_iter().map(|chosen| (chosen.words, chosen.reason.origins.join(", "))).collect();
    candidates.extend(others);
    if candidates.len() == 1
        && let Some((words, origin)) = candidates.pop()
    {
        let reason = Reason::written("the only thing that the project has to run", origin);
        return Ok(Some(Chosen::new(words, reason)));
    }
    Err(PlanError::NoCommand { candidates })
}

/// The application that `[tool.fastapi]` names.
fn pointed_at(entrypoint: &Found<String>, found: &[Application]) -> Result<Application, PlanError> {
    let fault =
        || PlanError::FastapiEntrypoint { text: entrypoint.value.clone(), origin: entrypoint.origin.clone() };
    let (module, attribute) = entrypoint.value.split_once(':').ok_or_else(fault)?;
    let is_name = |name: &str| {
        !name.is_empty()
            && name
                .split('.')
                .all(|part| part.chars().all(|c| c.is_alphanumeric() || c == '_') && !part.is_empty())
    };
    if !is_name(module) || !is_name(attribute) {
        return Err(fault());
    }
    let known = found.iter().find(|made| made.module == module && made.attribute == attribute);
    Ok(Application {
        module: module.to_owned(),
        attribute: attribute.to_owned(),
        is_factory: known.is_some_and(|made| made.is_factory),
        interface: crate::project::Interface::Asgi,
        framework: "FastAPI",
        import_root: known.map_or_else(crate::names::ProjectPath::root, |made| made.import_root.clone()),
        origin: entrypoint.origin.clone(),
    })
}

/// Each application with each server of the requirements that can run it.
fn served(project: &Project, python: PythonVersion, applications: &[Application]) -> Vec<Chosen> {
    let brought = brought(project, python);
    let mut served = Vec::new();
    for application in applications {
        for server in Server::ALL.into_iter().filter(|server| brought.contains(server.distribution())) {
            let Some(words) = server.command(application) else { continue };
            let text =
                format!("the {} application, by the server among the requirements", application.framework);
            served.push(Chosen::application(words, application, Reason::written(text, &application.origin)));
        }
    }
    served
}

/// The servers that the default set brings, by their distributions: those that the project asks for by name, else those
/// that its lock file has, where only that tells what is asked for.
fn brought(project: &Project, python: PythonVersion) -> BTreeSet<&'static str> {
    let asked = asked(project);
    let set = project.default_set();
    let Some(lock) = project.lock_of(set).filter(|_| asked.is_empty()) else { return asked };
    let environment = MarkerEnvironment::linux(&python.to_string(), "x86_64");
    // What the lock can't tell is an error elsewhere.
    let packages = lock.closure_of(&project.wanted(set), &environment).unwrap_or_default();
    let is_there = |name: &&str| packages.iter().any(|package| package.name.as_str() == *name);
    Server::ALL.into_iter().map(Server::distribution).filter(is_there).collect()
}

/// The servers that the project asks for by name.
fn asked(project: &Project) -> BTreeSet<&'static str> {
    let requirements = project.default_set().requirements().iter().chain(project.dependencies().listed());
    let mut brought = BTreeSet::new();
    for requirement in requirements {
        let Some(name) = &requirement.name else { continue };
        let is = |wanted: &str| name.as_str() == wanted;
        let has_extra = |wanted: &[&str]| {
            requirement.extras.iter().map(DistributionName::as_str).any(|extra| wanted.contains(&extra))
        };
        // What these extras bring (metadata of fastapi, litestar and starlette's own on PyPI).
        if (is("fastapi") && has_extra(&["standard", "all"]))
            || (is("litestar") && has_extra(&["standard", "full"]))
        {
            brought.insert("uvicorn");
        }
        brought.extend(Server::ALL.into_iter().map(Server::distribution).filter(|server| is(server)));
    }
    brought
}

/// Every console script; every package that `python -m` can run and that no script of its own stands for; and, where
/// nothing is installed, every module at the root that is meant to be called by its name.
fn others(project: &Project) -> Vec<(Vec<String>, String)> {
    let metadata = project.metadata();
    let scripts = metadata.scripts.iter().map(|(name, entry)| (vec![name.clone()], entry.origin.to_string()));
    let top = |module: &str| module.split('.').next().unwrap_or_default().to_owned();
    let is_scripted =
        |package: &str| metadata.scripts.values().any(|entry| top(&entry.value.module) == package);
    let modules = metadata.packages.iter().filter_map(|package| {
        let main = package.main.as_ref().filter(|_| !is_scripted(&package.name))?;
        let words = ["python", "-m", &package.name].map(str::to_owned).to_vec();
        Some((words, main.to_string()))
    });
    let called = project.runnable().modules.iter().filter(|_| !metadata.is_installable());
    let called =
        called.map(|origin| (vec!["python".to_owned(), origin.path.to_string()], origin.to_string()));
    scripts.chain(modules).chain(called).collect()
}

/// An application as a message tells it.
fn told(application: &Application) -> (String, &'static str, crate::project::Origin) {
    (application.target(), application.framework, application.origin.clone())
}
