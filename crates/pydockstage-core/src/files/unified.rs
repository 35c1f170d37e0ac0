use imara_diff::{Algorithm, Diff, Hunk, InternedInput};
use std::fmt::Write as _;

/// How many lines stand around what differs.
const CONTEXT: u32 = 3;

/// From the old text to the new one, as a unified diff (POSIX, `diff -u`) with these names in its header; empty where
/// they are equal.
pub(crate) fn unified(names: [&str; 2], old: &str, new: &str) -> String {
    let input = InternedInput::new(old, new);
    let mut diff = Diff::compute(Algorithm::Myers, &input);
    diff.postprocess_lines(&input);
    let mut text = String::new();
    let mut group: Vec<Hunk> = Vec::new();
    for hunk in diff.hunks() {
        if text.is_empty() {
            // Writing to a string can't fail.
            let _ = write!(text, "--- {}\n+++ {}\n", names[0], names[1]);
        }
        if group.last().is_some_and(|last| hunk.before.start - last.before.end > 2 * CONTEXT) {
            write_group(&mut text, &input, &group);
            group.clear();
        }
        group.push(hunk);
    }
    write_group(&mut text, &input, &group);
    text
}

/// Writes the changes that are so near each other that they share the lines around them.
fn write_group(text: &mut String, input: &InternedInput<&str>, group: &[Hunk]) {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return };
    let count = |lines: &[imara_diff::Token]| u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let before_length = count(&input.before);
    let lead = first.before.start.min(CONTEXT);
    let trail = (before_length - last.before.end).min(CONTEXT);
    let before = first.before.start - lead..last.before.end + trail;
    let after = first.after.start - lead..last.after.end + trail;
    let _ = writeln!(text, "@@ -{} +{} @@", shown(&before), shown(&after));
    let mut at = before.start;
    for hunk in group {
        lines(text, input, ' ', &input.before, at..hunk.before.start);
        lines(text, input, '-', &input.before, hunk.before.clone());
        lines(text, input, '+', &input.after, hunk.after.clone());
        at = hunk.before.end;
    }
    lines(text, input, ' ', &input.before, at..before.end);
}

/// A range of lines, as a hunk's header tells it: the count is left out where it is one, and an empty range stands
/// behind the line before it.
fn shown(range: &std::ops::Range<u32>) -> String {
    match range.len() {
        0 => format!("{},0", range.start),
        1 => (range.start + 1).to_string(),
        length => format!("{},{length}", range.start + 1),
    }
}

fn lines(
    text: &mut String,
    input: &InternedInput<&str>,
    sign: char,
    side: &[imara_diff::Token],
    range: std::ops::Range<u32>,
) {
    let range = range.start as usize..range.end as usize;
    for token in side.get(range).unwrap_or_default() {
        let line = input.interner[*token];
        text.push(sign);
        text.push_str(line);
        if !line.ends_with('\n') {
            text.push_str("\n\\ No newline at end of file\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unified;
    use proptest::prelude::*;
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    #[test]
    fn near_changes_share_a_hunk_and_far_ones_do_not() {
        let old: String = (1..=20).map(|n| format!("{n}\n")).collect();
        let new = old.replace("2\n3\n", "3\n").replace("\n8\n", "\neight\n").replace("20\n", "20");
        insta::assert_snapshot!(unified(["a/f", "b/f"], &old, &new), @r"
        --- a/f
        +++ b/f
        @@ -1,11 +1,10 @@
         1
        -2
         3
         4
         5
         6
         7
        -8
        +eight
         9
         10
         11
        @@ -17,4 +16,4 @@
         17
         18
         19
        -20
        +20
        \ No newline at end of file
        ");
        assert_eq!(unified(["a", "b"], &old, &old), "");
        assert_eq!(unified(["/dev/null", "b"], "", "x\n"), "--- /dev/null\n+++ b\n@@ -0,0 +1 @@\n+x\n");
    }

    /// What `patch` makes of the old text.
    fn patched(old: &str, diff: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("f");
        std::fs::write(&file, old).unwrap();
        let mut patch = Command::new("patch")
            .args(["--quiet", "--unified", "--posix"])
            .arg(&file)
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        patch.stdin.take().unwrap().write_all(diff.as_bytes()).unwrap();
        assert!(patch.wait().unwrap().success(), "{diff}");
        std::fs::read_to_string(&file).unwrap_or_default()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn patch_makes_the_new_text_of_the_old_one(old in "([a-c]\n){1,30}[a-c]?", new in "([a-c]\n){1,30}[a-c]?") {
            let diff = unified(["f", "f"], &old, &new);
            prop_assert_eq!(diff.is_empty(), old == new);
            if old != new {
                prop_assert_eq!(patched(&old, &diff), new);
            }
        }
    }
}
