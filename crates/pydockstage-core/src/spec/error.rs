use super::origin::Origin;
use super::shape::{Kind, Shape};
use crate::names::NameError;
use crate::report::Message;
use std::fmt;

/// A fault in what the owner wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecError {
    /// The dotted path of the key that it is about: `requirements.default`; empty for the file as a whole.
    pub key: String,
    /// Where.
    pub origin: Origin,
    /// What is wrong there.
    pub fault: Fault,
}

/// What can be wrong with a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The file is there and can't be read; the reason is the system's.
    Unreadable {
        /// What the system says.
        reason: String,
    },
    /// A directory, or something else, stands where the file should.
    NotAFile,
    /// The file is longer than any spec.
    TooLong {
        /// How many bytes it may have.
        limit: u64,
    },
    /// The bytes at this place are no UTF-8.
    NotUtf8,
    /// The text is no TOML.
    Syntax {
        /// What the TOML reader says.
        message: String,
    },
    /// The spec is in two files.
    TwoHomes {
        /// The other one.
        other: Origin,
    },
    /// The section has no such key.
    UnknownKey {
        /// The section's dotted path; empty at the top.
        section: String,
        /// The key as it was written.
        name: String,
        /// The key that was most likely meant.
        nearest: Option<&'static str>,
        /// Every key of the section.
        known: Vec<&'static str>,
    },
    /// The value is of another kind than the key wants.
    WrongType {
        /// What was written.
        found: Kind,
        /// What is wanted.
        wanted: Shape,
        /// The value, in TOML, that was most likely meant.
        instead: Option<String>,
    },
    /// A text that is no value of its kind.
    Name(NameError),
    /// A key that its owner names, and that is no name of its kind.
    OwnName(NameError),
    /// A variable whose name says that it holds a secret.
    Secret {
        /// Its name.
        name: String,
    },
    /// A text with an address that has a password or an access token written in it.
    SecretInAddress,
    /// A list names the same thing twice.
    Twice {
        /// What it names.
        value: String,
        /// Where it does so first.
        first: Origin,
    },
    /// A section lacks one of these keys.
    Missing {
        /// Each of them would do.
        one_of: &'static [&'static str],
    },
    /// Two keys of a section that rule each other out.
    Together {
        /// The other key.
        other: &'static str,
        /// Where it stands.
        origin: Origin,
    },
    /// A key that means nothing without another of its section.
    Alone {
        /// The key.
        name: &'static str,
        /// Beside one of these it would mean something.
        needs: &'static [&'static str],
    },
    /// A key that only a stage of the owner's own may have.
    InHook {
        /// The key.
        name: &'static str,
    },
    /// Two stages would have the same name.
    StageTaken {
        /// The name.
        name: String,
        /// The key of the stage that has it.
        holder: &'static str,
        /// Where that was written; none where it is the stage's own name.
        first: Option<Origin>,
    },
    /// One of the two directories lies inside the other, or they are the same.
    Nested {
        /// The directory of this key.
        path: String,
        /// The other key.
        other_key: &'static str,
        /// Its directory.
        other_path: String,
    },
}

/// All that is wrong with a spec, in the order of the file: at least one fault, and the first hundred where there are
/// more, which is a file of another kind and not a list that anyone reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecErrors(Vec<SpecError>);

impl SpecErrors {
    /// How many faults are told.
    const MOST: usize = 100;

    /// These faults, sorted; none if there are none.
    pub(super) fn new(mut errors: Vec<SpecError>) -> Option<Self> {
        errors.sort_by_key(|error| error.origin.start());
        errors.truncate(Self::MOST);
        (!errors.is_empty()).then_some(Self(errors))
    }

    /// The faults.
    pub fn iter(&self) -> std::slice::Iter<'_, SpecError> {
        self.0.iter()
    }

    /// What people read, a message for each fault.
    pub fn messages(&self) -> Vec<Message> {
        self.0.iter().map(Message::from).collect()
    }
}

impl From<SpecError> for SpecErrors {
    fn from(error: SpecError) -> Self {
        Self(vec![error])
    }
}

impl<'a> IntoIterator for &'a SpecErrors {
    type Item = &'a SpecError;
    type IntoIter = std::slice::Iter<'a, SpecError>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl IntoIterator for SpecErrors {
    type Item = SpecError;
    type IntoIter = std::vec::IntoIter<SpecError>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for SpecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Message::from(self).fmt(f)
    }
}

impl fmt::Display for SpecErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n\n")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for SpecError {}
impl std::error::Error for SpecErrors {}
