use crate::report::Place;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A file that was read, kept for as long as a message may point into it.
#[derive(Clone, PartialEq, Eq)]
pub struct Source {
    path: String,
    text: String,
}

impl Source {
    /// The file at `path`, relative to the project's root, and what stood in it.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into() }
    }

    /// Where the file lies, relative to the project's root.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What stood in it.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The path alone: a whole file in every value would drown what a failed assertion has to say.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.path, f)
    }
}

/// Where a value was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// In a file, at these bytes of its text.
    File {
        /// The file.
        source: Arc<Source>,
        /// The bytes; empty at the start where the file as a whole is meant.
        span: Range<usize>,
    },
    /// As an argument: an option of the command, or a keyword of a call, named as its user wrote it.
    Argument(Arc<str>),
}

impl Origin {
    /// The argument of that name: `--base`.
    pub fn argument(name: impl Into<Arc<str>>) -> Self {
        Self::Argument(name.into())
    }

    /// The place in the file, with its line; none for an argument.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::File { source, span } if span.is_empty() && span.start == 0 => {
                Some(Place::file(source.path()))
            }
            Self::File { source, span } => Some(Place::span(source.path(), source.text(), span.clone())),
            Self::Argument(_) => None,
        }
    }

    /// The same file, at other bytes; an argument has no parts and stays what it is.
    pub(super) fn part(&self, span: Range<usize>) -> Self {
        match self {
            Self::File { source, .. } => Self::File { source: Arc::clone(source), span },
            Self::Argument(name) => Self::Argument(Arc::clone(name)),
        }
    }

    /// What faults are sorted by, so that a reader goes through the file once, from its top.
    pub(super) fn start(&self) -> usize {
        match self {
            Self::File { span, .. } => span.start,
            Self::Argument(_) => 0,
        }
    }
}

/// `pyproject.toml:12:8`, or the argument's name.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.place()) {
            (Self::Argument(name), _) => f.write_str(name),
            (Self::File { .. }, Some(place)) => place.fmt(f),
            (Self::File { source, .. }, None) => f.write_str(source.path()),
        }
    }
}

/// A value that its owner wrote, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub origin: Origin,
}

impl<T> Written<T> {
    /// A value and where it was written.
    pub fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }

    /// A value that was given as the argument `name`: `--base`.
    pub fn argument(value: T, name: impl Into<Arc<str>>) -> Self {
        Self { value, origin: Origin::argument(name) }
    }
}

/// A list that its owner wrote. An empty list was written too: nothing is inferred in its place.
pub type WrittenList<T> = Written<Vec<Written<T>>>;

impl<T> Written<Vec<Written<T>>> {
    /// The values, without where each was written.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.value.iter().map(|written| &written.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_says_where() {
        let source = Arc::new(Source::new("pyproject.toml", "a = 1\nb = 2\n"));
        let file = Origin::File { source, span: 6..7 };
        assert_eq!(file.to_string(), "pyproject.toml:2:1");
        assert_eq!(file.part(0..0).to_string(), "pyproject.toml");
        assert_eq!(Origin::argument("--base").to_string(), "--base");
    }
}
