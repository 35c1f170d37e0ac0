//! Generation inside another program: `cargo run -p pydockstage-core --example embed -- examples/flask-ldap`.

use pydockstage_core::plan::Role;
use pydockstage_core::{Argument, Generation};
use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("."), PathBuf::from);
    // An argument goes before what the project's owner wrote in a file; without one, the owner's word holds.
    let base = Argument::new("base", "the embedding program", "debian:bookworm");
    let python = Argument::new("python", "the embedding program", "3.11");
    let generation = Generation::new(&folder, [base, python])?;

    let mut out = std::io::stdout().lock();
    if let Some(production) = generation.plan.stage(Role::Production) {
        writeln!(out, "# what ships, and why")?;
        for step in &production.steps {
            writeln!(out, "# {}: {}", step.action.summary(), step.reason)?;
        }
    }
    write!(out, "{}", generation.dockerfile.text)?;
    Ok(())
}
