use super::{MetadataError, MetadataFault};
use crate::names::{DistributionName, ProjectPath};
use crate::project::files::TextFile;
use crate::project::marker::{Marker, lock_marker};
use crate::project::requirement::{Draft, dependency};
use crate::project::{Found, Origin};
use crate::report::Place;
use std::ops::Range;
use std::rc::Rc;
use std::str::FromStr;

/// A text that stands in a file of metadata.
#[derive(Debug, Clone)]
pub(in crate::project) struct Written<'a> {
    pub(in crate::project) text: &'a str,
    pub(in crate::project) file: &'a Rc<TextFile>,
    /// Its bytes in the file, quotes included.
    pub(in crate::project) span: Range<usize>,
}

impl Written<'_> {
    pub(in crate::project) fn origin(&self) -> Origin {
        self.file.origin(self.span.start)
    }

    pub(in crate::project) fn place(&self) -> Place {
        self.file.place(self.span.clone())
    }

    pub(in crate::project) fn error(&self, fault: MetadataFault) -> MetadataError {
        MetadataError::new(self.place(), fault)
    }

    pub(in crate::project) fn found<T>(&self, value: T) -> Found<T> {
        Found::new(value, self.origin())
    }

    pub(in crate::project) fn to_found(&self) -> Found<String> {
        self.found(self.text.to_owned())
    }

    pub(in crate::project) fn name(&self) -> Result<DistributionName, MetadataError> {
        DistributionName::from_str(self.text).map_err(|error| self.error(MetadataFault::BadName(error)))
    }

    pub(in crate::project) fn path(&self) -> Result<ProjectPath, MetadataError> {
        ProjectPath::from_str(self.text).map_err(|error| self.error(MetadataFault::BadPath(error)))
    }

    /// The bytes in the file of the bytes `inner` of the text; all of it, where the text is not written as it is read.
    pub(in crate::project) fn inside(&self, inner: &Range<usize>) -> Range<usize> {
        let raw = self.file.text.get(self.span.clone()).unwrap_or_default();
        match raw.find(self.text).filter(|_| !self.text.is_empty()) {
            Some(at) => self.span.start + at + inner.start..self.span.start + at + inner.end,
            None => self.span.clone(),
        }
    }

    /// Reads it as a marker of a lock file.
    pub(in crate::project) fn lock_marker(&self) -> Result<Marker, MetadataError> {
        lock_marker(self.text).map_err(|error| {
            let place = self.file.place(self.inside(&error.span));
            MetadataError::new(place, MetadataFault::Requirement(error.fault))
        })
    }

    /// Reads it as a requirement (PEP 508).
    pub(in crate::project) fn requirement(&self) -> Result<DeclaredLine, MetadataError> {
        let draft = dependency(self.text).map_err(|error| {
            MetadataError::new(
                self.file.place(self.inside(&error.span)),
                MetadataFault::Requirement(error.fault),
            )
        })?;
        let (text, file) = (self.text.to_owned(), Rc::clone(self.file));
        Ok(DeclaredLine { draft, text, file, span: self.span.clone() })
    }
}

/// A requirement of the metadata, before the files were looked at.
#[derive(Debug, Clone)]
pub(in crate::project) struct DeclaredLine {
    pub(in crate::project) draft: Draft,
    pub(in crate::project) text: String,
    pub(in crate::project) file: Rc<TextFile>,
    pub(in crate::project) span: Range<usize>,
}

/// The requirements of one key of the metadata.
#[derive(Debug, Clone)]
pub(in crate::project) struct DeclaredList {
    pub(in crate::project) origin: Origin,
    pub(in crate::project) lines: Vec<DeclaredLine>,
    /// The files in which the build backend would read more of them.
    pub(in crate::project) files: Vec<ProjectPath>,
}
