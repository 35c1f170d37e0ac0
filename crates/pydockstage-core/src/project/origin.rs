use crate::names::ProjectPath;
use std::fmt;

/// Where a fact was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Origin {
    /// The file, or the folder where the fact is that it is there.
    pub path: ProjectPath,
    /// The line, counted from 1; none where the file as a whole is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
}

impl Origin {
    /// A file or a folder as a whole.
    pub fn file(path: ProjectPath) -> Self {
        Self { path, line: None }
    }

    /// A line of a file, counted from 1.
    pub fn line(path: ProjectPath, line: usize) -> Self {
        Self { path, line: Some(line) }
    }

    /// Whether it is a literal in the text of a Python program. The program was not run, and could have meant another
    /// value.
    pub fn is_code(&self) -> bool {
        self.path.file_name().strip_suffix(".py").is_some()
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.path),
            None => write!(f, "{}", self.path),
        }
    }
}

/// A fact with the place where it was found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Found<T> {
    /// The fact.
    pub value: T,
    /// Where it was found.
    pub origin: Origin,
}

impl<T> Found<T> {
    /// A fact and its place.
    pub fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }

    /// The same place with another view of the fact.
    pub fn map<U>(self, view: impl FnOnce(T) -> U) -> Found<U> {
        Found { value: view(self.value), origin: self.origin }
    }
}
