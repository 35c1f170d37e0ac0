use super::error::Fault;
use super::field::Faults;
use super::origin::{Origin, Written};
use super::sections::{Paths, Spec, Stages};
use super::values::{InstallPath, RuntimePackages};

/// What no key can tell by itself: rules between keys. Also for a spec that was put together from a file and from
/// arguments, each sound by itself.
pub(super) fn check(spec: &Spec, faults: &mut Faults) {
    if !faults.touch("stages") {
        stages(&spec.stages, faults);
    }
    if !faults.touch("paths") {
        paths(&spec.paths, faults);
    }
    for (key, name, origin) in spec.hooks.misplaced() {
        faults.add(key, origin.clone(), Fault::InHook { name });
    }
    for (index, written) in spec.certificates.iter().flat_map(|list| &list.value).enumerate() {
        if !written.value.as_str().ends_with(".crt") {
            let error = crate::names::NameError {
                kind: "file with a certificate",
                value: written.value.to_string(),
                reason: "only what ends in .crt is read: a certificate in PEM",
            };
            faults.add(format!("certificates[{index}]"), written.origin.clone(), Fault::Name(error));
        }
    }
    if let (Some(runtime), Some(scan)) = (&spec.system.runtime, &spec.system.scan)
        && runtime.value == RuntimePackages::Scan
        && !scan.value
    {
        let fault = Fault::Together { other: "scan", origin: scan.origin.clone() };
        faults.add("system.runtime".to_owned(), runtime.origin.clone(), fault);
    }
    argument(spec, faults);
    addresses(spec, faults);
}

/// What an image shows to all who have it holds no password, under whatever name.
fn addresses(spec: &Spec, faults: &mut Faults) {
    let mut look = |key: String, text: &str, origin: &Origin| {
        if crate::project::written_secret(text).is_some() {
            faults.add(key, origin.clone(), Fault::SecretInAddress);
        }
    };
    for (name, value) in &spec.env {
        look(format!("env.{name}"), value.value.as_str(), &value.origin);
    }
    for (name, value) in &spec.labels {
        look(format!("labels.{name}"), value.value.as_str(), &value.origin);
    }
    for (path, step) in own_steps(spec) {
        for (name, value) in &step.value.env {
            look(format!("{path}.env.{name}"), value.value.as_str(), &value.origin);
        }
        if let Some(run) = &step.value.run {
            look(format!("{path}.run"), &run.value.to_string(), &run.origin);
        }
    }
    for (key, command) in [("command", &spec.command), ("entrypoint", &spec.entrypoint)] {
        if let Some(command) = command {
            for word in command.value.words() {
                look(key.to_owned(), word, &command.origin);
            }
        }
    }
}

/// The steps of hooks and of stages, each with its path.
fn own_steps(spec: &Spec) -> Vec<(String, &Written<super::OwnStep>)> {
    let hooks =
        spec.hooks.all().into_iter().filter_map(|(point, rows)| Some((format!("hooks.{point}"), rows?)));
    let stages = spec
        .stage
        .iter()
        .filter_map(|(name, stage)| Some((format!("stage.{name}.steps"), stage.value.steps.as_ref()?)));
    hooks
        .chain(stages)
        .flat_map(|(path, rows)| {
            rows.value.iter().enumerate().map(move |(index, step)| (format!("{path}[{index}]"), step))
        })
        .collect()
}

/// No two stages have the same name.
fn stages(stages: &Stages, faults: &mut Faults) {
    let named =
        stages.all().map(|(key, written)| (key, written.map_or(key, |name| name.value.as_str()), written));
    // One fault for each stage that was renamed to what another has: for two that were, at the lower one.
    for (index, (key, name, written)) in named.iter().enumerate() {
        let Some(written) = written else { continue };
        let clash = named.iter().enumerate().find(|(other, (_, other_name, other_written))| {
            *other != index && other_name == name && (*other < index || other_written.is_none())
        });
        if let Some((_, (holder, _, first))) = clash {
            let first = first.map(|first| first.origin.clone());
            let fault = Fault::StageTaken { name: (*name).to_owned(), holder, first };
            faults.add(format!("stages.{key}"), written.origin.clone(), fault);
        }
    }
}

/// The virtual environment and the project lie beside each other: the build lays the one over an empty directory while
/// it fills the other.
fn paths(paths: &Paths, faults: &mut Faults) {
    let (Ok(venv), Ok(project)) = ("/venv".parse::<InstallPath>(), "/project".parse::<InstallPath>()) else {
        return;
    };
    let venv_path = paths.venv.as_ref().map_or(&venv, |written| &written.value);
    let project_path = paths.project.as_ref().map_or(&project, |written| &written.value);
    let (first, second) = (venv_path.path(), project_path.path());
    if !first.is_within(second) && !second.is_within(first) {
        return;
    }
    let (key, written, other_key, other_path) = match (&paths.venv, &paths.project) {
        (Some(written), _) => ("venv", written, "project", project_path),
        (None, Some(written)) => ("project", written, "venv", venv_path),
        (None, None) => return,
    };
    let fault =
        Fault::Nested { path: written.value.to_string(), other_key, other_path: other_path.to_string() };
    faults.add(format!("paths.{key}"), written.origin.clone(), fault);
}

/// A build argument that is called like a secret is taken for one by the builder's checks, and by people.
fn argument(spec: &Spec, faults: &mut Faults) {
    let named =
        [("requirements.argument", &spec.requirements.argument), ("base-argument", &spec.base_argument)];
    for (key, written) in named {
        let Some(written) = written else { continue };
        let name = written.value.as_str();
        if super::is_secret_name(name) {
            let fault = Fault::Secret { name: name.to_owned() };
            faults.add(key.to_owned(), written.origin.clone(), fault);
        }
    }
    let picks = spec.requirements.argument.as_ref().map_or("REQS", |written| written.value.as_str());
    if let Some(written) = spec.base_argument.as_ref().filter(|written| written.value.as_str() == picks) {
        let error = crate::names::NameError {
            kind: "name for the argument of the base",
            value: picks.to_owned(),
            reason: "the build argument that picks a requirement set has that name",
        };
        faults.add("base-argument".to_owned(), written.origin.clone(), Fault::Name(error));
    }
}
