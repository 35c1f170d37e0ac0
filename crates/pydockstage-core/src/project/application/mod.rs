//! What the project has to run, found by reading the syntax of its modules: nothing is executed.

mod framework;
mod locate;
mod module;
mod procfile;
mod walk;

pub use framework::Interface;
pub use procfile::Process;

use super::contents::Contents;
use super::files::Files;
use super::{Found, Origin};
use crate::names::ProjectPath;
use module::{Instance, Module};

/// What was found that could run.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Runnable {
    /// Web applications, in the order of their files.
    pub applications: Vec<Application>,
    /// Django's `manage.py`.
    pub manage: Option<ProjectPath>,
    /// Modules at the root that run when they are called by name (`if __name__ == "__main__"`).
    pub modules: Vec<Origin>,
    /// The processes of a `Procfile`, in order.
    pub processes: Vec<Found<Process>>,
    /// Whether there are more modules than are looked at.
    pub is_cut: bool,
}

/// A web application, or what makes one.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Application {
    /// The module, as Python imports it.
    pub module: String,
    /// Its name in the module.
    pub attribute: String,
    /// Whether it is a function that returns the application, called without arguments.
    pub is_factory: bool,
    /// How a server talks to it.
    pub interface: Interface,
    /// The framework, as its users call it.
    pub framework: &'static str,
    /// The folder from which the module is imported; the root, or one that Python must be told of.
    pub import_root: ProjectPath,
    /// Where it is made.
    pub origin: Origin,
}

impl Application {
    /// `module:attribute`, as servers take it.
    pub fn target(&self) -> String {
        format!("{}:{}", self.module, self.attribute)
    }
}

impl Runnable {
    /// Looks through what ships of the project.
    pub(super) fn read(files: &Files, entries: &[(String, bool)], contents: &Contents) -> Self {
        let (paths, is_cut) = walk::modules(files, contents);
        let mut found = Self { processes: procfile::read(files, entries), is_cut, ..Self::default() };
        let modules: Vec<(ProjectPath, Module)> = paths
            .into_iter()
            .filter_map(|path| {
                let text = files.glance(&path)?;
                if path.file_name() == "manage.py" && text.contains("DJANGO_SETTINGS_MODULE") {
                    found.manage.get_or_insert_with(|| path.clone());
                    return None;
                }
                module::may_matter(&text).then(|| (path.clone(), Module::read(&path, &text)))
            })
            .collect();
        let factories: Vec<&Instance> = modules.iter().flat_map(|(_, module)| &module.factories).collect();
        let mut made = Vec::new();
        for (path, module) in &modules {
            for instance in &module.instances {
                made.push(located(files, path, module, instance, false));
            }
            for call in &module.calls {
                if let Some(factory) = factories.iter().find(|factory| factory.name == call.function) {
                    let instance =
                        Instance { name: call.name.clone(), line: call.line, ..(*factory).clone() };
                    made.push(located(files, path, module, &instance, false));
                }
            }
            if module.is_guarded && path.parent().is_root() && module.instances.is_empty() {
                found.modules.push(Origin::line(path.clone(), module.guard_line));
            }
        }
        if made.is_empty() {
            for (path, module) in &modules {
                made.extend(
                    module.factories.iter().map(|factory| located(files, path, module, factory, true)),
                );
            }
        }
        found.applications = made;
        found
    }
}

fn located(
    files: &Files,
    path: &ProjectPath,
    module: &Module,
    made: &Instance,
    is_factory: bool,
) -> Application {
    let (import_root, name) = locate::locate(files, path, module);
    Application {
        module: name,
        attribute: made.name.clone(),
        is_factory,
        interface: made.framework.interface,
        framework: made.framework.name,
        import_root,
        origin: Origin::line(path.clone(), made.line),
    }
}
