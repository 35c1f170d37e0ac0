//! Remakes the embedded catalogs.

fn main() {}
