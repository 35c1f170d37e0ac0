//! Search in sorted lines, where they lie.

use std::cmp::Ordering;

/// The values of the line `KIND NAME VALUES` of `text`, whose lines are sorted by their bytes.
pub(super) fn find<'t>(text: &'t str, kind: &str, name: &str) -> Option<&'t str> {
    let (mut low, mut high) = (0, text.len());
    // Invariant: `low` and `high` are beginnings of lines (or the end), and the line, if there, begins between them.
    while low < high {
        let middle = low + (high - low) / 2;
        // Searching a text for one ASCII character is far quicker than going over its bytes.
        let start = text.get(low..middle)?.rfind('\n').map_or(low, |at| low + at + 1);
        let rest = text.get(start..high)?;
        match compare(rest.as_bytes(), kind.as_bytes(), name.as_bytes()) {
            Ordering::Less => low = rest.find('\n').map_or(high, |at| start + at + 1),
            Ordering::Greater => high = start,
            Ordering::Equal => return rest.get(kind.len() + name.len() + 2..)?.split('\n').next(),
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

/// How the line at the beginning of `text` stands to the line that begins with `KIND NAME `.
fn compare(text: &[u8], kind: &[u8], name: &[u8]) -> Ordering {
    let (mut rest, mut order) = (text, Ordering::Equal);
    for part in [kind, b" ", name, b" "] {
        let (begun, behind) = rest.split_at(part.len().min(rest.len()));
        order = order.then_with(|| begun.cmp(part));
        rest = behind;
    }
    order
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
