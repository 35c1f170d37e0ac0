use std::ops::Range;

/// The encoding other than UTF-8 that a requirements file declares in a comment of its first two lines, with its bytes:
/// pip reads such a comment as Python does (PEP 263).
pub(super) fn foreign(text: &str) -> Option<(String, Range<usize>)> {
    let mut start = 0;
    for line in text.split('\n').take(2) {
        if line.starts_with('#') {
            let declared = declared(line);
            if let Some((name, at)) = declared {
                let span = start + at..start + at + name.len();
                return (!is_utf8(name)).then(|| (name.to_owned(), span));
            }
        }
        start += line.len() + 1;
    }
    None
}

/// The name behind `coding:` or `coding=`, and where it begins.
fn declared(line: &str) -> Option<(&str, usize)> {
    line.match_indices("coding").find_map(|(at, word)| {
        let rest = line.get(at + word.len()..)?.strip_prefix([':', '='])?;
        let trimmed = rest.trim_start();
        let start = line.len() - trimmed.len();
        let end = trimmed.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c)));
        let name = trimmed.get(..end.unwrap_or(trimmed.len()))?;
        (!name.is_empty()).then_some((name, start))
    })
}

/// UTF-8 and what is a part of it.
fn is_utf8(name: &str) -> bool {
    let plain = name.to_ascii_lowercase().replace(['_', '.'], "-");
    matches!(plain.as_str(), "utf-8" | "utf8" | "utf-8-sig" | "u8" | "ascii" | "us-ascii" | "cp65001")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_comment_of_the_first_two_lines_declares() {
        let cases = [
            ("# -*- coding: utf-8 -*-\n", None),
            ("# vim: set fileencoding=UTF8 :\n", None),
            ("# coding: latin-1\n", Some(("latin-1", 10..17))),
            ("\n# coding=cp1252\n", Some(("cp1252", 10..16))),
            ("\n\n# coding: latin-1\n", None),
            ("flask # coding: latin-1\n", None),
            ("# coding is hard\n", None),
        ];
        for (text, expected) in cases {
            let expected = expected.map(|(name, span): (&str, _)| (name.to_owned(), span));
            assert_eq!(foreign(text), expected, "{text:?}");
        }
    }
}
