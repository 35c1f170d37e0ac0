//! The rules, a file for each kind of thing that they look at.

mod apt;
mod commands;
mod images;
mod layers;
mod python;
mod safety;
mod system_packages;

use super::Finding;
use super::file::File;
use crate::packages::Catalog;
use std::path::Path;

/// What a rule looks at.
pub(super) struct Subject<'s> {
    pub(super) file: &'s File<'s>,
    pub(super) catalog: &'s Catalog,
    pub(super) context: Option<&'s Path>,
}

/// A rule adds what it finds.
type Rule = fn(&Subject<'_>, &mut Vec<Finding>);

/// Every rule.
pub(super) const ALL: [Rule; 20] = [
    system_packages::development_packages,
    system_packages::other_releases,
    system_packages::missing_runtime,
    layers::source_first,
    layers::owners,
    python::includes,
    python::pip_cache,
    commands::shell_form,
    commands::development_server,
    commands::heredocs,
    safety::secrets,
    safety::root,
    images::interpreters,
    images::unpinned,
    images::later_stages,
    apt::updated_alone,
    apt::lists_kept,
    apt::recommended,
    layers::workdirs,
    layers::adds,
];
