use super::lines::{LogicalLine, logical_lines};
use super::statement::{Include, LineFault, OptionLine, Overlooked, RequirementLine, Statement};
use super::switches::{Given, Switch, switches};
use super::values::{check, global_option, hash, setting, value};
use super::words::{UnclosedQuote, words};
use crate::project::requirement::{self, Draft, SyntaxFault, variables};
use crate::project::secrets;
use std::ops::Range;

/// A fault and its bytes.
pub(super) type Failed<T> = Result<T, (LineFault, Range<usize>)>;

/// Reads the text of a requirements file. The span of an error holds bytes of the file.
pub(in crate::project) fn statements(text: &str) -> Failed<Vec<Statement>> {
    let mut statements = Vec::new();
    for line in logical_lines(text) {
        let reader = LineReader { line: &line, statements: &mut statements, overlooked: Vec::new() };
        reader.read().map_err(|(fault, span)| (fault, line.in_file(span)))?;
    }
    Ok(statements)
}

/// Reads one line. Spans are those of the line until they go into a statement.
struct LineReader<'a> {
    line: &'a LogicalLine<'a>,
    statements: &'a mut Vec<Statement>,
    overlooked: Vec<(Overlooked, Range<usize>)>,
}

impl LineReader<'_> {
    fn read(mut self) -> Failed<()> {
        let text = self.line.text.as_ref();
        // Before all else: any other fault would quote what is written there.
        if let Some(span) = secrets::written_secret(text) {
            return Err((LineFault::SecretInUrl, span));
        }
        let options_at = options_at(text);
        let words =
            words(text, options_at).map_err(|UnclosedQuote(at)| (LineFault::UnclosedQuote, at..at + 1))?;
        let found = switches(words).map_err(|(fault, span)| (LineFault::Switch(fault), span))?;
        if let (Some(first), Some(last)) = (found.stray.first(), found.stray.last()) {
            self.overlook(Overlooked::StrayWords, first.span.start..last.span.end);
        }
        for given in &found.given {
            check(given)?;
        }
        let first = |switch| found.given.iter().position(|given: &Given| given.switch == switch);
        let requirement = text.get(..options_at).unwrap_or_default().trim_end_matches(' ');
        if !requirement.is_empty() {
            self.requirement(requirement, &found.given)?;
        } else if let Some(at) = first(Switch::Editable) {
            self.editable(&found.given, at)?;
        } else if let Some(at) = first(Switch::Requirement).or_else(|| first(Switch::Constraint)) {
            self.include(&found.given, at)?;
        } else {
            self.options(&found.given)?;
        }
        for (what, span) in std::mem::take(&mut self.overlooked) {
            self.statements.push(Statement::Overlooked { what, span: self.line.in_file(span) });
        }
        Ok(())
    }

    fn requirement(&mut self, text: &str, given: &[Given]) -> Failed<()> {
        let draft = requirement::line(text).map_err(|error| (error.fault.into(), error.span))?;
        let mut read = self.requirement_line(draft, text, 0..text.len());
        for option in given {
            match option.switch {
                Switch::Hash => read.hashes.push(hash(option)?),
                Switch::ConfigSettings => read.config_settings.push(setting(option)?),
                Switch::GlobalOption => read.global_options.push(option.value.clone()),
                Switch::Editable => {
                    // Newer versions of pip would take the requirement for an editable one, and refuse it.
                    return Err((SyntaxFault::NotEditable.into(), option.span.clone()));
                }
                _ => self.overlook(Overlooked::OptionBesideRequirement, option.span.clone()),
            }
        }
        self.statements.push(Statement::Requirement(Box::new(read)));
        Ok(())
    }

    fn editable(&mut self, given: &[Given], at: usize) -> Failed<()> {
        let Some(Given { value, span, .. }) = given.get(at) else { return Ok(()) };
        let draft = requirement::editable(value).map_err(|error| {
            // Without quotes the value stands in the line as it is.
            let plain = self.line.text.get(span.clone()) == Some(value);
            let span =
                if plain { span.start + error.span.start..span.start + error.span.end } else { span.clone() };
            (error.fault.into(), span)
        })?;
        let mut read = self.requirement_line(draft, value, span.clone());
        read.editable = true;
        for option in given.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, option)| option) {
            match option.switch {
                Switch::ConfigSettings => read.config_settings.push(setting(option)?),
                Switch::Editable => self.overlook(Overlooked::SecondOnLine, option.span.clone()),
                _ => self.overlook(Overlooked::OptionBesideRequirement, option.span.clone()),
            }
        }
        self.statements.push(Statement::Requirement(Box::new(read)));
        Ok(())
    }

    fn requirement_line(&self, draft: Draft, text: &str, span: Range<usize>) -> RequirementLine {
        RequirementLine {
            draft,
            editable: false,
            hashes: Vec::new(),
            config_settings: Vec::new(),
            global_options: Vec::new(),
            text: text.to_owned(),
            span: self.line.in_file(span),
        }
    }

    fn include(&mut self, given: &[Given], at: usize) -> Failed<()> {
        let Some(option) = given.get(at) else { return Ok(()) };
        let target = value(option)?;
        self.statements.push(Statement::Include(Include {
            variables: variables(&target),
            target,
            is_constraint: option.switch == Switch::Constraint,
            span: self.line.in_file(option.span.clone()),
        }));
        for other in given.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, option)| option) {
            let what = match other.switch {
                Switch::Requirement | Switch::Constraint => Overlooked::SecondOnLine,
                _ => Overlooked::OptionBesideRequirement,
            };
            self.overlook(what, other.span.clone());
        }
        Ok(())
    }

    fn options(&mut self, given: &[Given]) -> Failed<()> {
        // Of these, pip takes the first and the last on a line.
        let links = given.iter().position(|option| option.switch == Switch::FindLinks);
        let index = given.iter().rposition(|option| option.switch == Switch::IndexUrl);
        for (at, option) in given.iter().enumerate() {
            let second = match option.switch {
                Switch::FindLinks => Some(at) != links,
                Switch::IndexUrl => Some(at) != index,
                _ => false,
            };
            match global_option(option)? {
                _ if second => self.overlook(Overlooked::SecondOnLine, option.span.clone()),
                None => self.overlook(Overlooked::RequirementOptionAlone, option.span.clone()),
                Some(read) => self.statements.push(Statement::Option(OptionLine {
                    option: read,
                    variables: variables(&option.value),
                    span: self.line.in_file(option.span.clone()),
                })),
            }
        }
        Ok(())
    }

    fn overlook(&mut self, what: Overlooked, span: Range<usize>) {
        self.overlooked.push((what, span));
    }
}

/// Where the options of a line begin: at the first `-` that begins it or stands behind a blank.
fn options_at(text: &str) -> usize {
    if text.starts_with('-') { 0 } else { text.find(" -").map_or(text.len(), |at| at + 1) }
}
