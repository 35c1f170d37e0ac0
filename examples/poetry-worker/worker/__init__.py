"""Takes jobs from a table of PostgreSQL."""
