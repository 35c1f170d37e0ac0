//! Annotations of GitHub Actions: workflow commands on the standard output, a line each, which the runner shows beside
//! the line of the file (GitHub's documentation, "Workflow commands for GitHub Actions").

use crate::findings::Finding;
use std::fmt::Write as _;

/// The findings as workflow commands.
pub(crate) fn annotations(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        text.push_str(if finding.is_error { "::error " } else { "::notice " });
        if let Some(path) = &finding.path {
            text.extend(["file=", &property(path), ","]);
            if let Some(line) = finding.line {
                // Writing to a string can't fail.
                let _ = write!(text, "line={line},");
            }
            if let Some((first, behind)) = finding.columns {
                let _ = write!(text, "col={first},endColumn={},", behind - 1);
            }
        }
        text.extend(["title=", &property(&format!("pydockstage: {}", finding.code)), "::"]);
        text.extend([&data(&finding.text), "\n"]);
    }
    text
}

/// What stands behind the command: a line break would end it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value, which a colon or a comma would end as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_ends_its_command_or_begins_another() {
        let finding = Finding {
            code: "bad-value".to_owned(),
            is_error: true,
            text: "100 %\n::error::more".to_owned(),
            path: Some("a,b:c.toml".to_owned()),
            line: Some(3),
            columns: Some((5, 9)),
        };
        assert_eq!(
            annotations(&[finding]),
            "::error file=a%2Cb%3Ac.toml,line=3,col=5,endColumn=8,title=pydockstage%3A bad-value::\
             100 %25%0A::error::more\n"
        );
    }
}
