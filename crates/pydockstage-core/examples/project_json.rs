//! Prints what is found in the project at the given path, as JSON.

use pydockstage_core::project::Project;
use std::path::Path;
use std::process::ExitCode;

#[allow(clippy::print_stdout, clippy::print_stderr, reason = "it is a program")]
fn main() -> ExitCode {
    let root = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    match Project::read(Path::new(&root)) {
        Ok(project) => {
            println!("{}", serde_json::to_string_pretty(&project).unwrap_or_default());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
