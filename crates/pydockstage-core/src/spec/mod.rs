//! What the owner wrote: `[tool.pydockstage]` of pyproject.toml, or pydockstage.toml, or arguments. Wishes, each with
//! its position; what they mean for this project, and what stands in where nothing was written, is the plan's to say.
//!
//! There is one table of keys, in [`sections`]: the reader, the suggestions for a mistyped key, the JSON schema and
//! the pages about the spec all come from it.

mod arguments;
mod check;
mod error;
mod field;
mod key;
mod node;
mod origin;
mod read;
mod rows;
mod schema;
mod secret;
mod section;
pub mod sections;
mod setting;
mod shape;
mod slot;
pub mod values;

#[cfg(test)]
mod tests;

pub use arguments::Argument;
pub use error::{Fault, SpecError, SpecErrors};
pub use key::{Key, KeyDescription, Otherwise, keys};
pub use origin::{Origin, Source, Written, WrittenList};
pub use read::{OWN_FILE, PYPROJECT, SpecHome};
pub use rows::{One, Rows};
pub use schema::schema;
pub use secret::is_secret_name;
pub use sections::{
    Assets, Healthcheck, Hooks, OwnMount, OwnStage, OwnStep, Paths, Probe, Probed, Repository, Requirements,
    SetSource, Spec, Stages, System, Target, Targets, Tools,
};
pub use shape::{Kind, Shape};
