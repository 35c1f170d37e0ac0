//! Reads distribution indexes and derives the catalog.
