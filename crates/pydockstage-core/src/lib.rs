//! Reads a Python project and writes the multi-stage Dockerfile that a container expert would have written for it:
//! development libraries in the stage that compiles, only their runtime halves in the image that ships.

pub mod dockerfile;
pub mod names;
pub mod packages;
pub mod project;
pub mod report;
pub mod spec;
