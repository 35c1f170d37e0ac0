/// What a pair of development and runtime package rests on, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Evidence {
    /// The package's archive was opened: the linker symlink's target and the SONAME behind it were read.
    Opened,
    /// A linker symlink of the development package, and the package that owns the SONAME of the same stem.
    Symlink,
    /// The development package depends on the library in its own version, and nothing else tells.
    Depends,
    /// A person looked it up.
    Hand,
    /// The distribution's own package of the Python distribution.
    Distribution,
}

impl Evidence {
    /// The letter that stands behind `~` in a catalog's text; none for the usual evidence.
    pub fn letter(self) -> Option<char> {
        match self {
            Self::Symlink => None,
            Self::Opened => Some('o'),
            Self::Depends => Some('d'),
            Self::Hand => Some('h'),
            Self::Distribution => Some('p'),
        }
    }

    /// The evidence that `letter` stands for.
    pub fn from_letter(letter: &str) -> Option<Self> {
        match letter {
            "o" => Some(Self::Opened),
            "d" => Some(Self::Depends),
            "h" => Some(Self::Hand),
            "p" => Some(Self::Distribution),
            _ => None,
        }
    }
}
