//! The table of keys: one file for each section. To add a key, add its entry.

mod assets;
mod healthcheck;
mod hooks;
mod paths;
mod repository;
mod requirements;
mod root;
mod stage;
mod stages;
mod step;
mod system;
mod targets;
mod tools;

pub use assets::Assets;
pub use healthcheck::{Healthcheck, Probe, Probed};
pub use hooks::Hooks;
pub use paths::Paths;
pub use repository::Repository;
pub use requirements::{Requirements, SetSource};
pub use root::Spec;
pub use stage::OwnStage;
pub use stages::Stages;
pub use step::{OwnMount, OwnStep};
pub use system::System;
pub use targets::{Target, Targets};
pub use tools::Tools;
