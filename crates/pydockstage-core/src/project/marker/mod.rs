//! Environment markers: the condition behind the `;` of a requirement (PEP 508, "Environment Markers").

mod environment;
mod evaluate;
mod parse;

pub use environment::MarkerEnvironment;
pub(super) use parse::{lock_marker, marker};

use std::fmt;

/// A condition on the environment in which a requirement would be installed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Marker {
    /// All of them hold.
    All(Vec<Marker>),
    /// At least one of them holds.
    Any(Vec<Marker>),
    /// Two values compare as asked.
    Comparison {
        /// What stands on the left.
        left: MarkerValue,
        /// How they are compared.
        operator: MarkerOperator,
        /// What stands on the right.
        right: MarkerValue,
    },
}

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum MarkerValue {
    /// What the environment says.
    Variable(MarkerVariable),
    /// A quoted text.
    Text(String),
}

/// Writes an enum whose variants are words, with the table of its words.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$each])* $variant,)+ }

        impl $name {
            /// As it is written.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }
    };
}

words! {
    /// What a marker can ask of the environment.
    MarkerVariable {
        /// `os.name`
        OsName = "os_name",
        /// `sys.platform`
        SysPlatform = "sys_platform",
        /// `platform.machine()`
        PlatformMachine = "platform_machine",
        /// `platform.python_implementation()`
        PlatformPythonImplementation = "platform_python_implementation",
        /// `platform.release()`
        PlatformRelease = "platform_release",
        /// `platform.system()`
        PlatformSystem = "platform_system",
        /// `platform.version()`
        PlatformVersion = "platform_version",
        /// The first two numbers of the Python version
        PythonVersion = "python_version",
        /// `platform.python_version()`
        PythonFullVersion = "python_full_version",
        /// `sys.implementation.name`
        ImplementationName = "implementation_name",
        /// The version of the implementation, which differs from Python's for others than CPython
        ImplementationVersion = "implementation_version",
        /// The extra for which the requirement is read
        Extra = "extra",
        /// The extras that are installed; only lock files ask for it (PEP 751, "Marker Expression Syntax")
        Extras = "extras",
        /// The dependency groups that are installed; only lock files ask for it
        DependencyGroups = "dependency_groups",
    }
}

words! {
    /// How the two sides of a marker are compared.
    MarkerOperator {
        /// `==`
        Equal = "==",
        /// `!=`
        NotEqual = "!=",
        /// `<`
        Less = "<",
        /// `<=`
        LessOrEqual = "<=",
        /// `>`
        Greater = ">",
        /// `>=`
        GreaterOrEqual = ">=",
        /// `~=`
        Compatible = "~=",
        /// `===`
        Identical = "===",
        /// `in`
        In = "in",
        /// `not in`
        NotIn = "not in",
    }
}

impl std::str::FromStr for MarkerOperator {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let all = [
            Self::Equal,
            Self::NotEqual,
            Self::Less,
            Self::LessOrEqual,
            Self::Greater,
            Self::GreaterOrEqual,
            Self::Compatible,
            Self::Identical,
            Self::In,
            Self::NotIn,
        ];
        all.into_iter().find(|operator| operator.as_str() == text).ok_or(())
    }
}

impl fmt::Display for MarkerValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(variable) => f.write_str(variable.as_str()),
            Self::Text(text) if text.contains('"') => write!(f, "'{text}'"),
            Self::Text(text) => write!(f, "\"{text}\""),
        }
    }
}

impl Marker {
    /// The condition as it is once every question for an extra has been answered with yes; none where nothing is left.
    pub(super) fn without_extra(&self) -> Option<Self> {
        let is_extra = |side: &MarkerValue| *side == MarkerValue::Variable(MarkerVariable::Extra);
        match self {
            Self::Comparison { left, right, .. } if is_extra(left) || is_extra(right) => None,
            Self::Comparison { .. } => Some(self.clone()),
            Self::All(parts) => {
                let mut parts: Vec<Self> = parts.iter().filter_map(Self::without_extra).collect();
                if parts.len() > 1 { Some(Self::All(parts)) } else { parts.pop() }
            }
            Self::Any(parts) => {
                parts.iter().map(Self::without_extra).collect::<Option<Vec<Self>>>().map(Self::Any)
            }
        }
    }

    /// Writes `self` as a part of an `and`: only an `or` needs parentheses there.
    fn write_within_all(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if matches!(self, Self::Any(_)) { write!(f, "({self})") } else { write!(f, "{self}") }
    }
}

impl fmt::Display for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (parts, word) = match self {
            Self::Comparison { left, operator, right } => {
                return write!(f, "{left} {} {right}", operator.as_str());
            }
            Self::All(parts) => (parts, " and "),
            Self::Any(parts) => (parts, " or "),
        };
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                f.write_str(word)?;
            }
            if matches!(self, Self::All(_)) {
                part.write_within_all(f)?;
            } else {
                write!(f, "{part}")?;
            }
        }
        Ok(())
    }
}

impl serde::Serialize for Marker {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
