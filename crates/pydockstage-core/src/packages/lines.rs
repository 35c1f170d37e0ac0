//! Search in sorted lines, where they lie.

use std::cmp::Ordering;

/// The values of the line `KIND NAME VALUES` of `text`, whose lines are sorted by their bytes.
pub(super) fn find<'t>(text: &'t str, kind: &str, name: &str) -> Option<&'t str> {
    let bytes = text.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    // Invariant: `low` and `high` are beginnings of lines (or the end), and the line, if there, begins between them.
    while low < high {
        let middle = low + (high - low) / 2;
        let start =
            bytes.get(low..middle)?.iter().rposition(|byte| *byte == b'\n').map_or(low, |at| low + at + 1);
        let end =
            bytes.get(middle..high)?.iter().position(|byte| *byte == b'\n').map_or(high, |at| middle + at);
        let line = text.get(start..end)?;
        match compare(line, kind, name) {
            Ordering::Less => low = end + 1,
            Ordering::Greater => high = start,
            Ordering::Equal => return line.get(kind.len() + name.len() + 2..),
        }
    }
    None
}

/// Name and values of each line of one kind, in order.
pub(super) fn of_kind<'t>(text: &'t str, kind: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
    text.lines()
        .skip_while(move |line| line.split(' ').next().is_some_and(|found| found < kind))
        .map_while(move |line| line.strip_prefix(kind)?.strip_prefix(' ')?.split_once(' '))
}

/// How a line stands to the line that begins with `KIND NAME `.
fn compare(line: &str, kind: &str, name: &str) -> Ordering {
    let wanted = kind.bytes().chain([b' ']).chain(name.bytes()).chain([b' ']);
    let length = kind.len() + name.len() + 2;
    line.bytes().take(length).cmp(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# x\ndev a k=b\ndev a+b k=c\ndev ab k=d\nso a.so.1 k=b\ntool gcc k\n";

    #[test]
    fn every_line_is_found_and_no_other() {
        assert_eq!(find(TEXT, "dev", "a"), Some("k=b"));
        assert_eq!(find(TEXT, "dev", "a+b"), Some("k=c"));
        assert_eq!(find(TEXT, "dev", "ab"), Some("k=d"));
        assert_eq!(find(TEXT, "so", "a.so.1"), Some("k=b"));
        assert_eq!(find(TEXT, "tool", "gcc"), Some("k"));
        for absent in ["", "A", "aa", "abc", "zz"] {
            assert_eq!(find(TEXT, "dev", absent), None, "{absent}");
        }
        assert_eq!(find("", "dev", "a"), None);
    }

    #[test]
    fn a_kind_is_one_run_of_lines() {
        assert_eq!(of_kind(TEXT, "dev").count(), 3);
        assert_eq!(of_kind(TEXT, "so").collect::<Vec<_>>(), [("a.so.1", "k=b")]);
        assert_eq!(of_kind(TEXT, "none").count(), 0);
    }
}
