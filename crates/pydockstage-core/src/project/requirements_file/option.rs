use crate::names::ProjectPath;

/// An option that holds for all that is installed together (pip documentation, "Requirements File Format", "Global
/// options").
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum GlobalOption {
    /// `--index-url`: the package index, instead of PyPI.
    IndexUrl(String),
    /// `--extra-index-url`: one more package index.
    ExtraIndexUrl(String),
    /// `--no-index`: no package index at all.
    NoIndex,
    /// `--find-links` with an address.
    FindLinksUrl(String),
    /// `--find-links` with a folder of the project, or an HTML file in it.
    FindLinksPath(ProjectPath),
    /// `--no-binary`: `:all:`, `:none:` or names, with commas between them.
    NoBinary(String),
    /// `--only-binary`, likewise.
    OnlyBinary(String),
    /// `--prefer-binary`.
    PreferBinary,
    /// `--require-hashes`.
    RequireHashes,
    /// `--no-require-hashes`.
    NoRequireHashes,
    /// `--pre`.
    Pre,
    /// `--all-releases`: `:all:`, `:none:` or names.
    AllReleases(String),
    /// `--only-final`, likewise.
    OnlyFinal(String),
    /// `--trusted-host`.
    TrustedHost(String),
    /// `--use-feature`.
    UseFeature(String),
}
