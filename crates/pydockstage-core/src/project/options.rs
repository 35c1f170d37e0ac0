use crate::names::{ProjectPath, SetName};
use indexmap::IndexMap;

/// What the owner said about where things are; what is left out is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// The folder whose `*.txt` files are the requirement sets. The root stands for `requirements.txt` and its siblings.
    pub requirements_directory: Option<ProjectPath>,
    /// The set that is installed unless the build argument says otherwise.
    pub default_set: Option<SetName>,
    /// Sets by name, each with its requirements file. Where any is named, no others are looked for, except in
    /// `requirements_directory` if that is named as well.
    pub sets: IndexMap<SetName, ProjectPath>,
    /// The folder in which Node builds something; nothing is looked for where there is none.
    pub assets: Option<ProjectPath>,
    /// Whether the owner said what the container runs: then it is not looked for.
    pub has_command: bool,
}
