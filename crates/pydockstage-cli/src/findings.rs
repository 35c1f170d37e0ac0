//! What is wrong and where, for programs that show it beside the lines: annotations and SARIF are made of it.

use crate::answer::Answer;
use pydockstage_core::report::Message;
use serde_json::Value;

/// Something that a person should look at.
pub(crate) struct Finding {
    /// Its short name, stable over versions.
    pub(crate) code: String,
    /// Whether it makes the command fail; what does not is worth knowing.
    pub(crate) is_error: bool,
    /// What it is, and what to do, over one line or several.
    pub(crate) text: String,
    /// The file that it is in, as it was named to the command; none where it is in no file.
    pub(crate) path: Option<String>,
    /// Its line, counted from 1.
    pub(crate) line: Option<usize>,
    /// Its first column, in characters, counted from 1, and the column behind its last.
    pub(crate) columns: Option<(usize, usize)>,
}

/// The findings of an answer: each file that is not up to date, at the first line that differs, each note, and
/// each place of a Dockerfile that breaks a rule.
pub(crate) fn of_answer(answer: &Answer) -> Vec<Finding> {
    let list = |name: &str| answer.json.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let text =
        |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let stale = list("differences").into_iter().map(|difference| Finding {
        code: "not-up-to-date".to_owned(),
        is_error: true,
        text: "This is not what would be generated. To write what is new: pydockstage generate".to_owned(),
        line: Some(first_line(&text(&difference, "diff"))),
        path: Some(text(&difference, "path")),
        columns: None,
    });
    let notes = list("notes").into_iter().map(|note| Finding {
        code: "note".to_owned(),
        is_error: false,
        text: note.as_str().unwrap_or_default().to_owned(),
        path: None,
        line: None,
        columns: None,
    });
    let linted = list("findings").into_iter().map(|finding| {
        let place = finding.get("place").cloned().unwrap_or_default();
        let number =
            |name: &str| place.get(name).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        let texts = |name: &str| finding.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let mut said = text(&finding, "what");
        for (label, name) in [("note", "notes"), ("help", "help")] {
            for more in texts(name) {
                said.extend(["\n", label, ": ", more.as_str().unwrap_or_default()]);
            }
        }
        Finding {
            code: text(&finding, "code"),
            is_error: true,
            text: said,
            path: Some(text(&place, "path")),
            line: number("line"),
            columns: number("column").map(|first| (first, first + number("width").unwrap_or(1))),
        }
    });
    stale.chain(notes).chain(linted).collect()
}

/// The findings that messages are.
pub(crate) fn of_messages(messages: &[Message]) -> Vec<Finding> {
    messages.iter().map(of_message).collect()
}

fn of_message(message: &Message) -> Finding {
    let place = message.place.as_ref();
    let mut text = message.what.clone();
    for (label, more) in [("note", &message.notes), ("help", &message.help)] {
        for more in more {
            text.extend(["\n", label, ": ", more]);
        }
    }
    Finding {
        code: message.code.to_owned(),
        is_error: true,
        text,
        path: place.map(|place| place.path.clone()),
        line: place.and_then(|place| place.line),
        columns: place.and_then(|place| Some((place.column?, place.column? + place.width.unwrap_or(1)))),
    }
}

/// The first line of the old file that a unified diff changes, counted from 1; 1 where there is none.
fn first_line(diff: &str) -> usize {
    let mut lines = diff.lines().skip_while(|line| !line.starts_with("@@"));
    let Some(hunk) = lines.next() else { return 1 };
    let start =
        hunk.trim_start_matches("@@ -").split([',', ' ']).next().and_then(|text| text.parse::<usize>().ok());
    let before = lines.take_while(|line| line.starts_with(' ')).count();
    start.unwrap_or(1).max(1) + before
}

#[cfg(test)]
mod tests {
    use super::first_line;

    #[test]
    fn the_first_line_that_differs_stands_behind_the_lines_around_it() {
        assert_eq!(first_line("--- a/f\n+++ b/f\n@@ -4,7 +4,7 @@\n a\n b\n c\n-d\n+e\n"), 7);
        assert_eq!(first_line("--- /dev/null\n+++ b/f\n@@ -0,0 +1,2 @@\n+a\n+b\n"), 1);
    }
}
