//! The libraries that are nowhere, a line each: `cargo run -p pydockstage-catalog --example missing_libraries -- ROOT
//! DIRECTORY`, where the directory is a path inside the root file system.

use pydockstage_catalog::verify::{Root, verify};
use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(root), Some(directory)) = (arguments.next(), arguments.next()) else {
        return Err("missing_libraries ROOT DIRECTORY".into());
    };
    let report = verify(&Root::new(root), &directory, None)?;
    let mut out = std::io::stdout().lock();
    for missing in report.missing {
        writeln!(out, "{}", missing.library)?;
    }
    Ok(())
}
