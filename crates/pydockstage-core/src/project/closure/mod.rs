//! Requirements files with all that they include: what pip would read, in its order.

mod local;
mod walk;

use super::error::RequirementsFault;
use super::files::{Files, TextFile};
use super::metadata::written::DeclaredLine;
use super::requirement::{Draft, Requirement, RequirementKind};
use super::requirements_file::{RequirementLine, Statement, statements};
use super::set::Contents;
use super::{Note, Origin, ProjectError, encoding};
use crate::names::{DistributionName, ProjectPath};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use walk::Walk;

/// Reads requirements files with all that they include. Each file is parsed once for all sets.
#[derive(Debug)]
pub(super) struct Closures<'a> {
    files: &'a Files,
    /// The project's own name, by which a requirement can mean the project itself.
    own_name: Option<DistributionName>,
    parsed: RefCell<HashMap<ProjectPath, Rc<Vec<Statement>>>>,
    notes: RefCell<Vec<Note>>,
}

impl<'a> Closures<'a> {
    pub(super) fn new(files: &'a Files, own_name: Option<DistributionName>) -> Self {
        Self { files, own_name, parsed: RefCell::default(), notes: RefCell::default() }
    }

    /// Adds what the requirements file `path` and its includes hold to `contents`.
    pub(super) fn read(&self, path: &ProjectPath, contents: &mut Contents) -> Result<(), ProjectError> {
        let file = self.files.read(path).map_err(|fault| ProjectError::File { path: path.clone(), fault })?;
        let mut walk = Walk::new(self, contents);
        walk.file(&file, false)
    }

    /// The files that `path` itself includes, each with whether it is only for constraints. Files that can't be read
    /// or understood include nothing.
    pub(super) fn includes(&self, path: &ProjectPath) -> Vec<(ProjectPath, bool)> {
        let Ok(file) = self.files.read(path) else { return Vec::new() };
        let Ok(statements) = self.statements(&file) else { return Vec::new() };
        let include = |statement: &Statement| match statement {
            Statement::Include(include) if !is_remote(&include.target) => {
                Some((path.parent().join(&include.target).ok()?, include.is_constraint))
            }
            _ => None,
        };
        statements.iter().filter_map(include).collect()
    }

    /// Whether the file has nothing but includes.
    pub(super) fn only_includes(&self, path: &ProjectPath) -> bool {
        let Ok(file) = self.files.read(path) else { return false };
        self.statements(&file).is_ok_and(|statements| {
            !statements.is_empty()
                && statements.iter().all(|statement| matches!(statement, Statement::Include(_)))
        })
    }

    /// Reads a requirement of the metadata. What it needs of the project is added to `contents`, itself not.
    pub(super) fn declared(
        &self,
        line: &DeclaredLine,
        contents: &mut Contents,
    ) -> Result<Requirement, ProjectError> {
        let mut walk = Walk::new(self, contents);
        let kind = walk.kind(&line.file, &line.draft.target);
        let kind = kind.map_err(|fault| walk.error(&line.file, fault, line.span.clone()))?;
        let written = RequirementLine {
            draft: line.draft.clone(),
            editable: false,
            hashes: Vec::new(),
            config_settings: Vec::new(),
            global_options: Vec::new(),
            text: line.text.clone(),
            span: line.span.clone(),
        };
        Ok(self.requirement(kind, &written, line.file.origin(line.span.start)))
    }

    /// Remembers what the owner should know.
    pub(super) fn note(&self, note: Note) {
        self.notes.borrow_mut().push(note);
    }

    /// What was noticed in all files that were read, in order.
    pub(super) fn into_notes(self) -> Vec<Note> {
        self.notes.into_inner()
    }

    fn statements(&self, file: &TextFile) -> Result<Rc<Vec<Statement>>, (RequirementsFault, Range<usize>)> {
        if let Some(known) = self.parsed.borrow().get(&file.path) {
            return Ok(Rc::clone(known));
        }
        if let Some((name, span)) = encoding::foreign(&file.text) {
            return Err((RequirementsFault::Encoding(name), span));
        }
        let read = statements(&file.text).map_err(|(fault, span)| (RequirementsFault::Line(fault), span))?;
        for statement in &read {
            if let Statement::Overlooked { what, span } = statement {
                let place = file.place(span.clone());
                self.notes.borrow_mut().push(Note::Overlooked { what: *what, place });
            }
        }
        let read = Rc::new(read);
        self.parsed.borrow_mut().insert(file.path.clone(), Rc::clone(&read));
        Ok(read)
    }

    fn requirement(&self, kind: RequirementKind, line: &RequirementLine, origin: Origin) -> Requirement {
        let Draft { name, extras, marker, variables, .. } = line.draft.clone();
        Requirement {
            is_project_itself: self.is_project_itself(&kind, name.as_ref()),
            name,
            extras,
            kind,
            marker,
            editable: line.editable,
            hashes: line.hashes.clone(),
            config_settings: line.config_settings.clone(),
            global_options: line.global_options.clone(),
            variables,
            text: line.text.clone(),
            origin,
        }
    }

    /// Whether the project's own folder or its own name is asked for.
    fn is_project_itself(&self, kind: &RequirementKind, name: Option<&DistributionName>) -> bool {
        match kind {
            RequirementKind::Directory(path) => path.is_root(),
            RequirementKind::Index(_) => name.is_some() && name == self.own_name.as_ref(),
            _ => false,
        }
    }
}

/// Whether the target of an include is an address, which pip would fetch.
fn is_remote(target: &str) -> bool {
    let lower = target.to_ascii_lowercase();
    ["http:", "https:", "file:"].iter().any(|scheme| lower.starts_with(scheme))
}
