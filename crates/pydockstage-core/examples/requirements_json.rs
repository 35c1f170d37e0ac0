//! Prints what each requirements file at the root of the given folder means, as JSON with the file's name as the key:
//! what the tests compare with what pip reads.

use pydockstage_core::names::ProjectPath;
use pydockstage_core::project::{MarkerEnvironment, Project, ReadOptions, Requirement};
use pydockstage_core::report::Message;
use serde_json::{Map, Value, json};
use std::path::Path;
use std::process::ExitCode;

#[allow(clippy::print_stdout, clippy::print_stderr, reason = "it is a program")]
fn main() -> ExitCode {
    let Some(root) = std::env::args_os().nth(1) else {
        eprintln!("a folder is expected");
        return ExitCode::FAILURE;
    };
    match read(Path::new(&root)) {
        Ok(found) => {
            println!("{}", Value::Object(found));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn read(root: &Path) -> Result<Map<String, Value>, Box<dyn std::error::Error>> {
    let mut found = Map::new();
    for entry in std::fs::read_dir(root)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.strip_suffix(".txt").is_some() {
            found.insert(name.clone(), read_file(root, name.parse()?));
        }
    }
    Ok(found)
}

/// Whether the requirement is to be installed, for some Pythons and machines.
fn applies(requirement: &Requirement) -> Vec<bool> {
    let environments = [("2.7", "x86_64"), ("3.7", "aarch64"), ("3.9", "ppc64le"), ("3.13", "x86_64")];
    let asked = environments.map(|(python, machine)| MarkerEnvironment::linux(python, machine));
    asked.iter().map(|environment| requirement.applies(environment)).collect()
}

/// What the file says, or the code of the message about it.
fn read_file(root: &Path, path: ProjectPath) -> Value {
    let mut options = ReadOptions::default();
    if let Ok(name) = "only".parse() {
        options.sets.insert(name, path.into());
    }
    match Project::read_with(root, &options) {
        Ok(project) => {
            let applies: Vec<Vec<bool>> = project.default_set().requirements().iter().map(applies).collect();
            json!({ "set": project.default_set(), "notes": project.notes(), "applies": applies })
        }
        Err(error) => json!({ "error": Message::from(&error) }),
    }
}
