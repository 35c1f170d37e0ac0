//! The vocabulary: a type for each kind of name, so that a value that reached the plan is known to be safe in a
//! Dockerfile. `FromStr` is the only way in, and serde goes through the same door.

mod distribution_name;
mod env_name;
mod project_path;
mod release;
mod set_name;
mod stage_name;
mod system_package;

pub use distribution_name::DistributionName;
pub use env_name::EnvName;
pub use project_path::ProjectPath;
pub use release::{Distribution, Family, Release};
pub use set_name::SetName;
pub use stage_name::StageName;
pub use system_package::SystemPackage;

/// A text that is no name of its kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is no {kind}: {reason}", value.escape_debug())]
pub struct NameError {
    /// What was asked for, as a reader knows it: "system package", "stage name".
    pub kind: &'static str,
    /// The text as it was given.
    pub value: String,
    /// Which rule it breaks.
    pub reason: &'static str,
}

impl NameError {
    pub(crate) fn new(kind: &'static str, value: &str, reason: &'static str) -> Self {
        Self { kind, value: value.to_owned(), reason }
    }
}

/// A name of pydockstage's own.
pub(crate) fn own<T: std::str::FromStr<Err = NameError>>(text: &'static str) -> T {
    match text.parse() {
        Ok(name) => name,
        Err(_) => unreachable!("pydockstage's own names are sound: {text}"),
    }
}

/// Writes what every name has besides its rule: a look at the text, display, and serde through `FromStr`.
macro_rules! name_type {
    ($name:ident) => {
        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.to_string())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use name_type;
