//! What each stage does, one file for each.

mod assets;
mod base;
mod build;
mod dependencies;
mod extra;
mod guard;
mod neighbours;
mod package;
mod production;
mod requirements;
mod scan;
mod shipped;
mod sources;
mod targets;
mod toolchain;

pub(super) use assets::assets;
pub(super) use base::base;
pub(super) use build::build;
pub(super) use dependencies::dependencies;
pub(super) use extra::ordered;
pub(super) use neighbours::neighbours;
pub(super) use package::package;
pub(super) use production::production;
pub(super) use requirements::{FOLDER, requirements};
pub(super) use scan::scan;
pub(super) use shipped::shipped;
pub(super) use sources::sources;
pub(super) use targets::{name as target_name, targets};
pub(super) use toolchain::toolchain;
