use std::fmt;
use std::str::FromStr;

/// A machine that a catalog has packages for, by Debian's word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum Architecture {
    /// 64-bit x86, `x86_64` elsewhere.
    #[default]
    Amd64,
    /// 64-bit ARM, `aarch64` elsewhere.
    Arm64,
}

impl Architecture {
    /// Every architecture that a catalog can hold.
    pub const ALL: [Self; 2] = [Self::Amd64, Self::Arm64];

    /// Debian's and Docker's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Amd64 => "amd64",
            Self::Arm64 => "arm64",
        }
    }

    /// The kernel's, Alpine's and RPM's word.
    pub fn machine(self) -> &'static str {
        match self {
            Self::Amd64 => "x86_64",
            Self::Arm64 => "aarch64",
        }
    }

    /// The folder below `/usr/lib` that holds its libraries on Debian (multiarch tuple).
    pub fn triplet(self) -> &'static str {
        match self {
            Self::Amd64 => "x86_64-linux-gnu",
            Self::Arm64 => "aarch64-linux-gnu",
        }
    }
}

impl fmt::Display for Architecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Architecture {
    type Err = ();

    /// Takes either word; anything else is no architecture that is known here.
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|known| known.as_str() == text || known.machine() == text).ok_or(())
    }
}
