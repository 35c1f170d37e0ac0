use super::GlobalOption;
use super::lines::{LogicalLine, logical_lines};
use super::statement::{Include, LineFault, OptionLine, Overlooked, RequirementLine, Statement};
use super::switches::{Given, Switch, switches};
use super::words::{UnclosedQuote, words};
use crate::project::requirement::{self, Draft, Hash, SyntaxFault, variables};
use crate::project::secrets;
use std::ops::Range;

/// A fault and its bytes.
type Failed<T> = Result<T, (LineFault, Range<usize>)>;

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

/// The global option that was given; none for one that belongs to a requirement.
fn global_option(given: &Given) -> Failed<Option<GlobalOption>> {
    Ok(Some(match given.switch {
        Switch::IndexUrl => GlobalOption::IndexUrl(value(given)?),
        Switch::ExtraIndexUrl => GlobalOption::ExtraIndexUrl(value(given)?),
        Switch::NoIndex => GlobalOption::NoIndex,
        Switch::FindLinks => GlobalOption::FindLinksUrl(value(given)?),
        Switch::NoBinary => GlobalOption::NoBinary(value(given)?),
        Switch::OnlyBinary => GlobalOption::OnlyBinary(value(given)?),
        Switch::PreferBinary => GlobalOption::PreferBinary,
        Switch::RequireHashes => GlobalOption::RequireHashes,
        Switch::NoRequireHashes => GlobalOption::NoRequireHashes,
        Switch::Pre => GlobalOption::Pre,
        Switch::AllReleases => GlobalOption::AllReleases(value(given)?),
        Switch::OnlyFinal => GlobalOption::OnlyFinal(value(given)?),
        Switch::TrustedHost => GlobalOption::TrustedHost(value(given)?),
        Switch::UseFeature => GlobalOption::UseFeature(value(given)?),
        Switch::Constraint
        | Switch::Requirement
        | Switch::Editable
        | Switch::GlobalOption
        | Switch::Hash
        | Switch::ConfigSettings => return Ok(None),
    }))
}

/// The value, if it is not empty.
fn value(given: &Given) -> Failed<String> {
    if given.value.trim().is_empty() {
        return Err((LineFault::EmptyValue, given.span.clone()));
    }
    Ok(given.value.clone())
}

/// Checks what pip checks in every option, also in one that has no effect on its line.
fn check(given: &Given) -> Failed<()> {
    match given.switch {
        Switch::Hash => hash(given).map(|_| ()),
        Switch::ConfigSettings => setting(given).map(|_| ()),
        Switch::NoBinary | Switch::OnlyBinary if given.value.starts_with('-') => {
            Err((LineFault::EmptyValue, given.span.clone()))
        }
        _ => Ok(()),
    }
}

fn hash(given: &Given) -> Failed<Hash> {
    match given.value.split_once(':') {
        Some((algorithm @ ("sha256" | "sha384" | "sha512"), digest)) if !digest.is_empty() => {
            Ok(Hash { algorithm: algorithm.to_owned(), digest: digest.to_owned() })
        }
        _ => Err((LineFault::BadHash(given.value.clone()), given.span.clone())),
    }
}

fn setting(given: &Given) -> Failed<String> {
    match given.value.split_once('=') {
        Some((key, _)) if !key.is_empty() => Ok(given.value.clone()),
        _ => Err((LineFault::BadSetting(given.value.clone()), given.span.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Pieces of which requirements files are made, so that arbitrary text gets past the first character.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "flask",
            "[a,b]",
            ">=1",
            "==1.*",
            ",",
            "(",
            ")",
            ";",
            " ; ",
            "python_version",
            "<",
            "'3'",
            "\"",
            "and",
            "or",
            "not in",
            "@",
            "https://example.org/x",
            "git+ssh://git@example.org/x",
            "#egg=x",
            "://a:b@c",
            "./x",
            "-e ",
            "-r",
            "-c ",
            "--hash=sha256:0",
            "--pre",
            "--index-url=",
            "\\",
            "\\\n",
            "\n",
            "\r\n",
            "#",
            " # ",
            " ",
            "\t",
            "${A}",
            "${",
            "é",
            "\u{2028}",
            "\u{feff}",
            "==",
            "=",
            ".whl",
            "\u{0}",
        ]);
        prop::collection::vec(prop_oneof![4 => piece.prop_map(str::to_owned), 1 => any::<String>()], 0..24)
            .prop_map(|pieces| pieces.concat())
    }

    fn is_sound(text: &str, span: &Range<usize>) -> bool {
        text.get(span.clone()).is_some()
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic_and_each_span_lies_in_it(text in pieces()) {
            match statements(&text) {
                Err((_, span)) => prop_assert!(is_sound(&text, &span), "{span:?}"),
                Ok(statements) => {
                    for statement in statements {
                        let span = match statement {
                            Statement::Requirement(line) => line.span,
                            Statement::Include(include) => include.span,
                            Statement::Option(line) => line.span,
                            Statement::Overlooked { span, .. } => span,
                        };
                        prop_assert!(is_sound(&text, &span), "{span:?}");
                    }
                }
            }
        }

        #[test]
        fn no_message_shows_a_password(before in pieces(), after in pieces()) {
            let text = format!("{before}https://user:hunter2@example.org/{after}");
            if let Err((fault, span)) = statements(&text) {
                prop_assert!(!fault.to_string().contains("hunter2"), "{fault}");
                let file = crate::project::files::TextFile::new("requirements.txt".parse().unwrap(), text);
                let place = file.place(span);
                prop_assert!(!place.source.unwrap_or_default().contains("hunter2"));
            }
        }
    }
}
