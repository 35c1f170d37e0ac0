use std::fmt;

/// The installers whose lock files are read. What pip-tools writes is a requirements file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LockKind {
    /// `uv.lock`
    Uv,
    /// `pylock.toml` and `pylock.NAME.toml` (PEP 751), which no one installer owns.
    Pylock,
    /// `poetry.lock`
    Poetry,
    /// `pdm.lock`
    Pdm,
    /// `Pipfile.lock`
    Pipenv,
}

impl LockKind {
    /// Each of them.
    pub const ALL: [Self; 5] = [Self::Uv, Self::Pylock, Self::Poetry, Self::Pdm, Self::Pipenv];

    /// The word that stands for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Uv => "uv",
            Self::Pylock => "pylock",
            Self::Poetry => "poetry",
            Self::Pdm => "pdm",
            Self::Pipenv => "pipenv",
        }
    }

    /// The name of its file; that of PEP 751 has others besides.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Uv => "uv.lock",
            Self::Pylock => "pylock.toml",
            Self::Poetry => "poetry.lock",
            Self::Pdm => "pdm.lock",
            Self::Pipenv => "Pipfile.lock",
        }
    }

    /// The command that makes the file anew from what it was made from.
    pub fn command(self) -> &'static str {
        match self {
            Self::Uv => "uv lock",
            Self::Pylock => "pip lock -r requirements.txt, or uv export --format=pylock.toml -o pylock.toml",
            Self::Poetry => "poetry lock",
            Self::Pdm => "pdm lock",
            Self::Pipenv => "pipenv lock",
        }
    }
}

impl fmt::Display for LockKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
