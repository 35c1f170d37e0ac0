//! Search in sorted lines, where they lie.

use std::cmp::Ordering;

/// The values of the line `KIND NAME VALUES` of `text`, whose lines are sorted by their bytes.
pub(super) fn find<'t>(text: &'t str, kind: &str, name: &str) -> Option<&'t str> {
    let begun = [kind.as_bytes(), b" ", name.as_bytes(), b" "];
    let line = text.get(first(text, &begun)..)?;
    let values = line.strip_prefix(kind)?.strip_prefix(' ')?.strip_prefix(name)?.strip_prefix(' ')?;
    values.get(..memchr::memchr(b'\n', values.as_bytes()).unwrap_or(values.len()))
}

/// Name and values of each line of one kind, in order.
pub(super) fn of_kind<'t>(text: &'t str, kind: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
    let lines = text.get(first(text, &[kind.as_bytes(), b" "])..).unwrap_or_default();
    each(lines).map_while(move |line| {
        let line = line.strip_prefix(kind)?.strip_prefix(' ')?;
        let end = memchr::memchr(b' ', line.as_bytes())?;
        Some((line.get(..end)?, line.get(end + 1..)?))
    })
}

/// Name and values of each line of one kind that `part` stands in, in order; the others are not looked at.
pub(super) fn holding<'t>(
    text: &'t str,
    kind: &'t str,
    part: &'t str,
) -> impl Iterator<Item = (&'t str, &'t str)> {
    let begin = first(text, &[kind.as_bytes(), b" "]);
    // No kind and name is between the last line of this kind and what would follow the blank in the order of bytes.
    let end = first(text, &[kind.as_bytes(), b"!"]);
    let lines = text.get(begin..end).unwrap_or_default();
    let finder = memchr::memmem::Finder::new(part.as_bytes()).into_owned();
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + finder.find(lines.as_bytes().get(from..)?)?;
        let start = memchr::memrchr(b'\n', lines.as_bytes().get(..at)?).map_or(0, |at| at + 1);
        let rest = lines.get(start..)?;
        let line = rest.get(..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len()))?;
        from = start + line.len() + 1;
        Some(line)
    })
    .filter_map(move |line| line.strip_prefix(kind)?.strip_prefix(' ')?.split_once(' '))
}

/// Whether `part` stands anywhere in the text.
pub(super) fn hold(text: &str, part: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some()
}

/// The lines of a text, found quicker than by `str::lines`.
fn each(text: &str) -> impl Iterator<Item = &str> {
    let mut begin = 0;
    memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]).filter_map(move |end| {
        let line = text.get(begin..end);
        begin = end + 1;
        line
    })
}

/// Where the first line begins that is not before the one that would begin with these parts; the end where all are.
fn first(text: &str, begun: &[&[u8]]) -> usize {
    let bytes = text.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    // Invariant: `low` and `high` are beginnings of lines (or the end), and the line, if there, begins between them.
    while let Some(between) = bytes.get(low..high).filter(|between| !between.is_empty()) {
        let (before, behind) = between.split_at(between.len() / 2);
        let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
        if compare(between.get(start..).unwrap_or_default(), begun) == Ordering::Less {
            low = memchr::memchr(b'\n', behind).map_or(high, |at| low + before.len() + at + 1);
        } else {
            high = low + start;
        }
    }
    high
}

/// How the line at the beginning of `text` stands to the line that begins with these parts.
fn compare(text: &[u8], begun: &[&[u8]]) -> Ordering {
    let mut rest = text;
    for part in begun {
        let (head, behind) = rest.split_at(part.len().min(rest.len()));
        match head.cmp(part) {
            Ordering::Equal => rest = behind,
            other => return other,
        }
    }
    Ordering::Equal
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
    fn the_lines_that_hold_a_part_are_found() {
        assert_eq!(holding(TEXT, "dev", "a").collect::<Vec<_>>(), of_kind(TEXT, "dev").collect::<Vec<_>>());
        assert_eq!(holding(TEXT, "dev", "k=c").collect::<Vec<_>>(), [("a+b", "k=c")]);
        assert_eq!(holding(TEXT, "so", "k=b").collect::<Vec<_>>(), [("a.so.1", "k=b")]);
        assert_eq!(holding(TEXT, "tool", "cc k").collect::<Vec<_>>(), [("gcc", "k")]);
        assert_eq!(holding(TEXT, "dev", "gcc").count(), 0);
        assert_eq!(holding(TEXT, "none", "a").count(), 0);
    }

    #[test]
    fn a_kind_is_one_run_of_lines() {
        assert_eq!(of_kind(TEXT, "dev").count(), 3);
        assert_eq!(of_kind(TEXT, "so").collect::<Vec<_>>(), [("a.so.1", "k=b")]);
        assert_eq!(of_kind(TEXT, "none").count(), 0);
    }
}
