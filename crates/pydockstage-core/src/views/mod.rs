//! The views of a plan: the Dockerfile, the ignore file, the files of Bake and Compose, and the explanation. A view takes no decision.

mod bake;
mod compiled_cache;
mod compose;
mod declared;
mod dockerfile;
mod dockerignore;
mod explain;
mod graph;
mod installers;
mod instructions;
mod own;
mod packages;
mod picture;
mod portable;
mod program;
mod shell;

pub use bake::{BAKE, bake};
pub use compose::{COMPOSE, compose};
pub use dockerfile::{Lines, Rendered, dockerfile};
pub use dockerignore::dockerignore;
pub use explain::{About, explain};
pub use graph::{dot, mermaid};
pub use picture::svg;
