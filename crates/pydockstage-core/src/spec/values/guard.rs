use super::fault;
use crate::names::NameError;
use std::fmt;
use std::str::FromStr;

/// What is checked of the image that ships while it is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Guard {
    /// `true`: its libraries, and that the project can be imported.
    All,
    /// `"libraries"`: its libraries alone.
    Libraries,
    /// `false`: nothing.
    Off,
}

impl fmt::Display for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::All => "true",
            Self::Libraries => "libraries",
            Self::Off => "false",
        })
    }
}

impl FromStr for Guard {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        match text {
            "true" => Ok(Self::All),
            "libraries" => Ok(Self::Libraries),
            "false" => Ok(Self::Off),
            _ => Err(fault("guard", text, "it is true, false or \"libraries\"")),
        }
    }
}

impl serde::Serialize for Guard {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All => serializer.serialize_bool(true),
            Self::Libraries => serializer.serialize_str("libraries"),
            Self::Off => serializer.serialize_bool(false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for guard in [Guard::All, Guard::Libraries, Guard::Off] {
            assert_eq!(guard.to_string().parse::<Guard>().unwrap(), guard);
        }
        assert!("no".parse::<Guard>().unwrap_err().reason.contains("libraries"));
    }
}
