//! The views of a plan: the Dockerfile, the ignore file, and the explanation. A view takes no decision.

mod compiled_cache;
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

pub use dockerfile::{Lines, Rendered, dockerfile};
pub use dockerignore::dockerignore;
pub use explain::{About, explain};
pub use graph::{dot, mermaid};
pub use picture::svg;
