use super::{Closures, is_remote};
use crate::names::ProjectPath;
use crate::project::error::{IncludeLink, RequirementsError, RequirementsFault};
use crate::project::files::TextFile;
use crate::project::requirement::{RequirementKind, SyntaxFault, Target};
use crate::project::requirements_file::{
    GlobalOption, Include, LineFault, OptionLine, RequirementLine, Statement,
};
use crate::project::set::{Contents, RemoteInclude};
use crate::project::{Found, ProjectError};
use std::collections::HashSet;
use std::ops::Range;

/// Files that include each other deeper than this mean to do harm.
const DEEPEST: usize = 100;

/// The way through the files of one set.
pub(super) struct Walk<'a, 'b> {
    pub(super) closures: &'a Closures<'a>,
    pub(super) contents: &'b mut Contents,
    chain: Vec<IncludeLink>,
    /// Files that were read, each with whether for constraints: pip would only see the same again.
    visited: HashSet<(ProjectPath, bool)>,
}

impl<'a, 'b> Walk<'a, 'b> {
    pub(super) fn new(closures: &'a Closures<'a>, contents: &'b mut Contents) -> Self {
        Self { closures, contents, chain: Vec::new(), visited: HashSet::new() }
    }

    /// Adds what the file and its includes hold.
    pub(super) fn file(&mut self, file: &TextFile, is_constraint: bool) -> Result<(), ProjectError> {
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
    pub(super) fn needs(&mut self, path: ProjectPath, real_path: Option<ProjectPath>) {
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

    pub(super) fn error(
        &self,
        file: &TextFile,
        fault: RequirementsFault,
        span: Range<usize>,
    ) -> ProjectError {
        RequirementsError { place: file.place(span), fault, chain: self.chain.clone() }.into()
    }
}

/// What pip allows in a file of constraints: no link to a source, no extras, and always a name (pip documentation,
/// "Constraints Files").
fn can_constrain(line: &RequirementLine) -> bool {
    let has_name = line.draft.name.is_some() || line.draft.target == Target::Variable;
    has_name && !line.editable && line.draft.extras.is_empty()
}
