//! The versions of the programs that fill the virtual environment: the newest on PyPI on 2026-11-24, and the only place
//! where they stand. The owner's `[tool.pydockstage.tools]` goes first.

/// uv, as its image is tagged.
pub(super) const UV: &str = "0.13.9";

/// The image that has uv (uv documentation, "Using uv in Docker").
pub(super) const UV_IMAGE: &str = "ghcr.io/astral-sh/uv";

/// Poetry.
pub(super) const POETRY: &str = "2.5.1";

/// The plugin with `poetry export`.
pub(super) const POETRY_PLUGIN_EXPORT: &str = "1.10.1";

/// PDM.
pub(super) const PDM: &str = "2.29.4";

/// What PDM needs and doesn't bound itself: with hishel 2.0.0, PDM 2.29.4 ends with "module `hishel` has no attribute
/// `SyncSqliteStorage`".
pub(super) const PDM_BOUNDS: &str = "hishel<2";

/// Pipenv.
pub(super) const PIPENV: &str = "2026.10.3";
