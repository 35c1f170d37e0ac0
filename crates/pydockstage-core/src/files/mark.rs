//! The mark by which a generated file is known again: a comment line with a digest of all the other lines.

use sha2::{Digest, Sha256};

const PREFIX: &str = "# pydockstage-digest: sha256:";

/// The mark's line, without a line break, for a file that has `text` besides it.
pub fn line(text: &str) -> String {
    format!("{PREFIX}{}", digest(text.lines()))
}

/// The same for a file of JSON, which has no comments: a text in a list, with others behind it.
pub fn json_line(text: &str) -> String {
    format!("{IN_JSON}{}\",", line(text))
}

/// What stands before the mark in JSON.
const IN_JSON: &str = "    \"";

/// The digest in a line that is a mark.
fn of_line(line: &str) -> Option<&str> {
    let plain = line.strip_prefix(IN_JSON).map_or(line, |rest| rest.trim_end().trim_end_matches("\","));
    plain.strip_prefix(PREFIX)
}

/// What a file's mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// There is none: a person wrote the file.
    Missing,
    /// It fits: nothing was changed since the file was generated.
    Sound,
    /// It doesn't: somebody changed the file after it was generated.
    Broken,
}

/// Reads the mark of a file. Line ends are not looked at: git may have made CR LF of LF.
pub fn verify(text: &str) -> Verdict {
    let Some(mark) = text.lines().find_map(of_line) else {
        return Verdict::Missing;
    };
    let others = text.lines().filter(|line| of_line(line).is_none());
    if digest(others) == mark.trim_end() { Verdict::Sound } else { Verdict::Broken }
}

fn digest<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut hasher = Sha256::new();
    for line in lines {
        hasher.update(line);
        hasher.update(b"\n");
    }
    let digits = hasher.finalize().into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_with_its_mark_is_sound_wherever_the_mark_stands() {
        let text = "# hello\nFROM scratch\n";
        let mark = line(text);
        assert_eq!(verify(&format!("# hello\n{mark}\nFROM scratch\n")), Verdict::Sound);
        assert_eq!(verify(&format!("{mark}\r\n# hello\r\nFROM scratch\r\n")), Verdict::Sound);
    }

    #[test]
    fn json_has_it_as_a_text() {
        let (before, behind) = ("{\n  \"//\": [\n", "    \"more\"\n  ]\n}\n");
        let text = format!("{before}{}\n{behind}", json_line(&format!("{before}{behind}")));
        assert_eq!(verify(&text), Verdict::Sound);
        assert_eq!(verify(&text.replace("more", "other")), Verdict::Broken);
    }

    #[test]
    fn a_change_breaks_it_and_a_hand_made_file_has_none() {
        let mark = line("FROM scratch\n");
        assert_eq!(verify(&format!("{mark}\nFROM alpine\n")), Verdict::Broken);
        assert_eq!(verify("FROM scratch\n"), Verdict::Missing);
    }
}
