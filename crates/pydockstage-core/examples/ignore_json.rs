//! Reads ignore files and paths from the input, `[[text, [path, …]], …]` in JSON, and prints the paths that each hides.

use pydockstage_core::names::ProjectPath;
use pydockstage_core::project::IgnoreFile;
use std::error::Error;
use std::io::Write as _;

fn main() -> Result<(), Box<dyn Error>> {
    let cases: Vec<(String, Vec<ProjectPath>)> = serde_json::from_reader(std::io::stdin())?;
    let hidden: Vec<Vec<&ProjectPath>> = cases
        .iter()
        .map(|(text, paths)| {
            let file = IgnoreFile::parse(text);
            paths.iter().filter(|path| file.hidden_by(path).is_some()).collect()
        })
        .collect();
    writeln!(std::io::stdout(), "{}", serde_json::to_string(&hidden)?)?;
    Ok(())
}
