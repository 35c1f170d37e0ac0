//! The table of keys: one file for each section. To add a key, add its entry.

mod healthcheck;
mod paths;
mod requirements;
mod root;
mod stages;
mod system;
mod tools;

pub use healthcheck::{Healthcheck, Probe, Probed};
pub use paths::Paths;
pub use requirements::{Requirements, SetSource};
pub use root::Spec;
pub use stages::Stages;
pub use system::System;
pub use tools::Tools;
