use super::error::{IncludeLink, RequirementsError, RequirementsFault};
use super::files::{FileFault, Files, TextFile};
use super::metadata::written::DeclaredLine;
use super::requirement::{Draft, Requirement, RequirementKind, SyntaxFault, Target};
use super::requirements_file::{
    GlobalOption, Include, LineFault, OptionLine, RequirementLine, Statement, statements,
};
use super::set::{Contents, RemoteInclude};
use super::{Found, Note, Origin, ProjectError, encoding};
use crate::names::{DistributionName, ProjectPath};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

/// Files that include each other deeper than this mean to do harm.
const DEEPEST: usize = 100;

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
        let mut walk = Walk { closures: self, contents, chain: Vec::new(), visited: HashSet::new() };
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
        let mut walk = Walk { closures: self, contents, chain: Vec::new(), visited: HashSet::new() };
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
}

/// Whether the target of an include is an address, which pip would fetch.
pub(super) fn is_remote(target: &str) -> bool {
    let lower = target.to_ascii_lowercase();
    ["http:", "https:", "file:"].iter().any(|scheme| lower.starts_with(scheme))
}

/// The way through the files of one set.
struct Walk<'a, 'b> {
    closures: &'a Closures<'a>,
    contents: &'b mut Contents,
    chain: Vec<IncludeLink>,
    /// Files that were read, each with whether for constraints: pip would only see the same again.
    visited: HashSet<(ProjectPath, bool)>,
}

impl Walk<'_, '_> {
    fn file(&mut self, file: &TextFile, is_constraint: bool) -> Result<(), ProjectError> {
        self.needs(file.path.clone(), file.real_path.clone());
        if !self.visited.insert((file.path.clone(), is_constraint)) {
            return Ok(());
        }
        let statements =
            self.closures.statements(file).map_err(|(fault, span)| self.error(file, fault, span))?;
        for statement in statements.iter() {
            match statement {
                Statement::Requirement(line) => self.requirement(file, line, is_constraint)?,
                Statement::Include(include) => self.include(file, include)?,
                Statement::Option(line) => self.option(file, line)?,
                Statement::Overlooked { .. } => {}
            }
        }
        Ok(())
    }

    /// Adds a file to the closure, with where it really lies.
    fn needs(&mut self, path: ProjectPath, real_path: Option<ProjectPath>) {
        self.contents.closure.insert(path);
        self.contents.closure.extend(real_path);
    }

    fn include(&mut self, file: &TextFile, include: &Include) -> Result<(), ProjectError> {
        let error = |walk: &Self, fault| Err(walk.error(file, fault, include.span.clone()));
        let origin = file.origin(include.span.start);
        if is_remote(&include.target) {
            let remote = RemoteInclude { url: include.target.clone(), is_constraint: include.is_constraint };
            if remote.url.to_ascii_lowercase().starts_with("file:") {
                return error(self, RequirementsFault::outside(&remote.url));
            }
            self.contents.variables.extend(include.variables.iter().cloned());
            self.contents.remote_includes.push(Found::new(remote, origin));
            return Ok(());
        }
        if !include.variables.is_empty() {
            return error(self, RequirementsFault::VariableInInclude(include.target.clone()));
        }
        let Ok(path) = file.path.parent().join(&include.target) else {
            return error(self, RequirementsFault::outside(&include.target));
        };
        if path == file.path || self.chain.iter().any(|link| link.from.path == path) {
            self.chain.push(IncludeLink { from: origin, to: path.clone() });
            return error(self, RequirementsFault::IncludeLoop(path));
        }
        if self.chain.len() == DEEPEST {
            return error(self, RequirementsFault::IncludeTooDeep);
        }
        let included = match self.closures.files.read(&path) {
            Ok(included) => included,
            Err(fault) => {
                let mut beside = self.files_in(&path.parent());
                beside.retain(|other| *other != file.path);
                return error(self, RequirementsFault::Include { path: path.to_string(), fault, beside });
            }
        };
        self.chain.push(IncludeLink { from: origin, to: path });
        self.file(&included, include.is_constraint)?;
        self.chain.pop();
        Ok(())
    }

    /// The files of a folder.
    fn files_in(&self, folder: &ProjectPath) -> Vec<ProjectPath> {
        let entries = self.closures.files.list(folder).unwrap_or_default();
        let files = entries.iter().filter(|(_, is_directory)| !is_directory);
        files.filter_map(|(name, _)| folder.join(name).ok()).collect()
    }

    fn option(&mut self, file: &TextFile, line: &OptionLine) -> Result<(), ProjectError> {
        let option = match &line.option {
            GlobalOption::FindLinksUrl(place) if !place.contains("://") && line.variables.is_empty() => {
                self.find_links(file, place, line.span.clone())?
            }
            other => other.clone(),
        };
        self.contents.variables.extend(line.variables.iter().cloned());
        self.contents.options.push(Found::new(option, file.origin(line.span.start)));
        Ok(())
    }

    /// A folder with archives, or a page that links to them: sought beside the requirements file first, then from the
    /// root, where pip is run (pip documentation, "pip install", "--find-links").
    fn find_links(
        &mut self,
        file: &TextFile,
        written: &str,
        span: Range<usize>,
    ) -> Result<GlobalOption, ProjectError> {
        let beside = file.path.parent().join(written).ok();
        let beside = beside.filter(|path| self.closures.files.is_directory(path).is_some());
        let path = match beside {
            Some(path) => Ok(path),
            None => self.local(written, file).map_err(|fault| self.error(file, fault, span.clone())),
        }?;
        let real_path = self.closures.files.real_path(&path);
        let real_path = real_path.map_err(|fault| {
            let fault = RequirementsFault::Path { path: written.to_owned(), fault, beside: None };
            self.error(file, fault, span)
        })?;
        if self.closures.files.is_directory(&path) == Some(true) {
            self.contents.directories.insert(path.clone());
            self.contents.directories.extend(real_path);
        } else {
            self.needs(path.clone(), real_path);
        }
        Ok(GlobalOption::FindLinksPath(path))
    }

    fn requirement(
        &mut self,
        file: &TextFile,
        line: &RequirementLine,
        is_constraint: bool,
    ) -> Result<(), ProjectError> {
        let error = |walk: &Self, fault| walk.error(file, fault, line.span.clone());
        if is_constraint && !can_constrain(line) {
            return Err(error(self, RequirementsFault::NotConstraint));
        }
        let kind = self.kind(file, &line.draft.target).map_err(|fault| error(self, fault))?;
        if line.editable && matches!(kind, RequirementKind::File(_)) {
            return Err(error(
                self,
                RequirementsFault::Line(LineFault::Requirement(SyntaxFault::NotEditable)),
            ));
        }
        let origin = file.origin(line.span.start);
        let requirement = self.closures.requirement(kind, line, origin);
        self.contents.variables.extend(line.draft.variables.iter().cloned());
        let list =
            if is_constraint { &mut self.contents.constraints } else { &mut self.contents.requirements };
        list.push(requirement);
        Ok(())
    }

    /// Resolves what the text says against the files there are.
    fn kind(&mut self, file: &TextFile, target: &Target) -> Result<RequirementKind, RequirementsFault> {
        Ok(match target {
            Target::Index(specifiers) => RequirementKind::Index(specifiers.clone()),
            Target::Repository(repository) => RequirementKind::Repository(repository.clone()),
            Target::Archive { url, subdirectory } => {
                RequirementKind::Archive { url: url.clone(), subdirectory: subdirectory.clone() }
            }
            Target::Variable => RequirementKind::Variable,
            Target::Path(written) => {
                let path = self.local(written, file)?;
                let fault = |fault| RequirementsFault::Path { path: written.clone(), fault, beside: None };
                let real_path = self.closures.files.real_path(&path).map_err(fault)?;
                if self.closures.files.is_directory(&path) == Some(true) {
                    self.directory(&path, real_path)?;
                    RequirementKind::Directory(path)
                } else if super::requirement::is_archive(path.as_str()) {
                    self.needs(path.clone(), real_path);
                    RequirementKind::File(path)
                } else {
                    return Err(RequirementsFault::NotArchive(path));
                }
            }
        })
    }

    fn directory(
        &mut self,
        path: &ProjectPath,
        real_path: Option<ProjectPath>,
    ) -> Result<(), RequirementsFault> {
        let has =
            |name| path.join(name).is_ok_and(|file| self.closures.files.is_directory(&file) == Some(false));
        if !has("pyproject.toml") && !has("setup.py") {
            return Err(RequirementsFault::NotInstallable(path.clone()));
        }
        if !path.is_root() {
            self.contents.directories.insert(path.clone());
            self.contents.directories.extend(real_path.filter(|real| !real.is_root()));
        }
        Ok(())
    }

    /// A path as pip means it: from the folder where pip is run, which is the project's root.
    fn local(&self, written: &str, file: &TextFile) -> Result<ProjectPath, RequirementsFault> {
        let there = |path: &ProjectPath| self.closures.files.is_directory(path).is_some();
        let beside = file.path.parent().join(written).ok().filter(there);
        match ProjectPath::root().join(written) {
            Ok(path) if there(&path) => Ok(path),
            Ok(_) => {
                Err(RequirementsFault::Path { path: written.to_owned(), fault: FileFault::Missing, beside })
            }
            Err(_) => {
                Err(RequirementsFault::Path { path: written.to_owned(), fault: FileFault::Outside, beside })
            }
        }
    }

    fn error(&self, file: &TextFile, fault: RequirementsFault, span: Range<usize>) -> ProjectError {
        RequirementsError { place: file.place(span), fault, chain: self.chain.clone() }.into()
    }
}

impl Closures<'_> {
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
    pub(super) fn is_project_itself(&self, kind: &RequirementKind, name: Option<&DistributionName>) -> bool {
        match kind {
            RequirementKind::Directory(path) => path.is_root(),
            RequirementKind::Index(_) => name.is_some() && name == self.own_name.as_ref(),
            _ => false,
        }
    }
}

/// What pip allows in a file of constraints: no link to a source, no extras, and always a name (pip documentation,
/// "Constraints Files").
fn can_constrain(line: &RequirementLine) -> bool {
    let has_name = line.draft.name.is_some() || line.draft.target == Target::Variable;
    has_name && !line.editable && line.draft.extras.is_empty()
}
