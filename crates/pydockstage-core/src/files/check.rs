use super::error::FilesError;
use super::output::{Existing, Output, Unmarked};
use super::unified::unified;
use crate::names::ProjectPath;
use std::path::Path;

/// A file that is not what would be generated.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Difference {
    /// The file.
    pub path: ProjectPath,
    /// From what is there to what would be generated, as a unified diff.
    pub diff: String,
}

/// Compares the files with what is there; line ends are not looked at. Files that a person wrote and that stay are
/// left out.
pub fn check(root: &Path, outputs: &[Output]) -> Result<Vec<Difference>, FilesError> {
    let mut differences = Vec::new();
    for output in outputs {
        let existing = output.existing(root)?;
        if matches!((&existing, output.unmarked), (Existing::Foreign(_), Unmarked::Keep)) {
            continue;
        }
        let old = existing.text().replace("\r\n", "\n");
        if old != output.text || existing == Existing::Absent {
            let from = if existing == Existing::Absent {
                "/dev/null".to_owned()
            } else {
                format!("a/{}", output.path)
            };
            let diff = unified([&from, &format!("b/{}", output.path)], &old, &output.text);
            differences.push(Difference { path: output.path.clone(), diff });
        }
    }
    Ok(differences)
}
