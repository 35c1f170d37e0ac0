use super::{Reading, SetFiles};
use crate::names::{ProjectPath, SetName};
use crate::project::{ProjectError, SetsError};

/// The file that most projects have.
pub(super) const REQUIREMENTS: &str = "requirements.txt";

/// The files at the root that are sets, each with its name. Where more than one has the same name, the first that is
/// there counts.
const FILES: [(&str, &str); 6] = [
    (REQUIREMENTS, "base"),
    ("requirements-dev.txt", "dev"),
    ("requirements_dev.txt", "dev"),
    ("dev-requirements.txt", "dev"),
    ("requirements.dev.txt", "dev"),
    ("requirements.in", "base"),
];

impl Reading<'_> {
    /// The sets of the root: `base` is `requirements.txt`, and `dev` its sibling for development. Without a `base`
    /// there is none.
    pub(super) fn root_files(&self) -> SetFiles {
        let mut found = SetFiles::new();
        for (file, name) in FILES {
            let is_there = self.root.iter().any(|(entry, is_directory)| entry == file && !is_directory);
            if let (true, Ok(name), Ok(path)) = (is_there, name.parse::<SetName>(), file.parse()) {
                found.entry(name).or_insert(path);
            }
        }
        found.sort_unstable_keys();
        if found.contains_key("base") { found } else { SetFiles::new() }
    }

    /// Makes sure that the files at the root don't contradict those of the folder: `requirements.txt` may only point
    /// into it, or say the same as one of its files.
    pub(super) fn agree(
        &self,
        directory: &ProjectPath,
        in_directory: &SetFiles,
        at_root: &SetFiles,
    ) -> Result<(), ProjectError> {
        for file in at_root.values() {
            let includes = self.closures.includes(file);
            let points_there = self.closures.only_includes(file)
                && includes.iter().all(|(target, _)| target.is_within(directory));
            let text = self.files.read(file);
            let same = text.is_ok_and(|text| {
                in_directory.values().any(|path| {
                    self.files.read(path).is_ok_and(|other| other.text.trim() == text.text.trim())
                })
            });
            if !points_there && !same {
                let (directory, file) = (directory.clone(), file.clone());
                return Err(SetsError::Ambiguous { directory, file }.into());
            }
        }
        Ok(())
    }
}
