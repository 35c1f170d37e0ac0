use super::Finding;
use crate::dockerfile::parse;
use std::ops::Range;

/// A change of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub span: Range<usize>,
    /// What comes in their place.
    pub text: String,
}

/// The text with every fix that the findings have, and how many were made; every other byte stays. Of fixes that
/// overlap, the first is made: another run makes the next. A fix that would leave no Dockerfile is not made.
pub fn fixed(text: &str, findings: &[Finding]) -> (String, usize) {
    let mut kept: Vec<&Edit> = Vec::new();
    let mut count = 0;
    for finding in findings.iter().filter(|finding| !finding.fix.is_empty()) {
        let free = |edit: &Edit| kept.iter().all(|other| !overlaps(&edit.span, &other.span));
        if finding.fix.iter().all(free) {
            let with: Vec<&Edit> = kept.iter().copied().chain(&finding.fix).collect();
            if parse(&applied(text, &with)).is_ok() {
                kept = with;
                count += 1;
            }
        }
    }
    (applied(text, &kept), count)
}

/// From the one text to the other, as a unified diff; `path` is the file's name.
pub fn diff(path: &str, old: &str, new: &str) -> String {
    crate::files::unified([&format!("a/{path}"), &format!("b/{path}")], old, new)
}

fn overlaps(left: &Range<usize>, right: &Range<usize>) -> bool {
    left.start < right.end && right.start < left.end || left.start == right.start
}

fn applied(text: &str, edits: &[&Edit]) -> String {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| edit.span.start);
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        new.push_str(&text[at..edit.span.start]);
        new.push_str(&edit.text);
        at = edit.span.end;
    }
    new.push_str(&text[at..]);
    new
}
