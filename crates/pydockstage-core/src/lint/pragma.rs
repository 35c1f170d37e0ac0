//! Comments that turn a rule off: `# pydockstage: ignore=RULE[,RULE] because of this`, on a line before an instruction
//! for that instruction, `ignore-file=` anywhere for the whole file.

use super::Finding;
use super::file::File;
use super::problem::{Problem, RULES};
use std::ops::Range;

struct Pragma<'c> {
    rules: Vec<&'c str>,
    /// The lines that it covers: the instruction below it; nothing where the whole file is meant.
    covers: Option<Range<usize>>,
    has_reason: bool,
    span: Range<usize>,
}

/// The findings that no comment turns off, and what is wrong with the comments themselves.
pub(super) fn without_ignored(file: &File<'_>, found: Vec<Finding>) -> Vec<Finding> {
    let pragmas: Vec<Pragma<'_>> =
        file.comments.iter().filter_map(|(comment, span)| pragma(file, comment, span)).collect();
    let is_ignored = |finding: &Finding| {
        pragmas.iter().any(|pragma| {
            let covers = pragma.covers.as_ref().is_none_or(|lines| lines.contains(&finding.span.start));
            covers && pragma.rules.contains(&finding.problem.rule())
        })
    };
    let mut left: Vec<Finding> = found.into_iter().filter(|finding| !is_ignored(finding)).collect();
    for pragma in &pragmas {
        for rule in pragma.rules.iter().filter(|rule| !RULES.contains(rule)) {
            left.push(Finding::new(Problem::UnknownRule { name: (*rule).to_owned() }, pragma.span.clone()));
        }
        if !pragma.has_reason {
            left.push(Finding::new(Problem::IgnoreWithoutReason, pragma.span.clone()));
        }
    }
    left
}

fn pragma<'c>(file: &File<'_>, comment: &'c str, span: &Range<usize>) -> Option<Pragma<'c>> {
    let said = comment.trim().strip_prefix("pydockstage:")?.trim_start();
    let (of_file, said) = match said.strip_prefix("ignore-file=") {
        Some(said) => (true, said),
        None => (false, said.strip_prefix("ignore=")?),
    };
    let (names, reason) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
    Some(Pragma {
        rules: names.split(',').filter(|name| !name.is_empty()).collect(),
        covers: (!of_file).then(|| instruction_below(file, span.end)),
        has_reason: !reason.trim().is_empty(),
        span: span.clone(),
    })
}

/// The first instruction behind a place.
fn instruction_below(file: &File<'_>, behind: usize) -> Range<usize> {
    let steps = file
        .stages
        .iter()
        .flat_map(|stage| std::iter::once(&stage.span).chain(stage.steps.iter().map(|step| &step.span)));
    steps.filter(|span| span.start >= behind).min_by_key(|span| span.start).cloned().unwrap_or(behind..behind)
}
