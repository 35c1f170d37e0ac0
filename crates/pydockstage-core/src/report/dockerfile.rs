use super::{Message, Place, nearest};
use crate::dockerfile::{Fault, Instruction, ParseError, SyntaxError};
use crate::project::{mask, masked};

/// What is said of a value that the Dockerfile language has no place for.
impl From<&SyntaxError> for Message {
    fn from(error: &SyntaxError) -> Self {
        Self::new("value-not-for-dockerfile", error.to_string())
    }
}

impl Message {
    /// What is said of a file that is no Dockerfile: `path` is its name, `text` what was read.
    pub fn of_dockerfile(error: &ParseError, path: &str, text: &str) -> Self {
        let found = &mask(&error.found);
        let message = match &error.fault {
            Fault::UnknownInstruction => {
                let message =
                    Self::new("unknown-instruction", format!("`{found}` is no instruction of a Dockerfile"));
                match nearest(found, Instruction::KEYWORDS.into_iter()) {
                    Some(keyword) => message.help(format!("did you mean {keyword}?")),
                    None => {
                        message.help("a line that continues the one before needs a \\ at the end of that one")
                    }
                }
            }
            Fault::ControlCharacter => Self::new("dockerfile-control-character", error.fault.to_string())
                .help(
                    "end lines with a line feed, alone or behind a carriage return, and drop the character",
                ),
            Fault::DirectiveTwice { name } => {
                Self::new("directive-twice", format!("the directive `{name}` stands there twice"))
                    .help("keep one of the two lines")
            }
            Fault::BadEscape => {
                Self::new("bad-escape-directive", format!("`{found}` names no escape character"))
                    .help("write # escape=\\ or # escape=`")
            }
            Fault::MissingArguments { instruction, needs } => {
                Self::new("missing-arguments", format!("{instruction} needs {needs}"))
                    .help(format!("write it like {}", example(instruction)))
            }
            Fault::TooManyArguments { instruction } => {
                Self::new("too-many-arguments", format!("{instruction} has no place for `{found}`"))
                    .help(format!("write it like {}", example(instruction)))
            }
            fault @ (Fault::UnknownFlag { .. }
            | Fault::FlagTwice
            | Fault::FlagWithoutValue
            | Fault::FlagNotBoolean
            | Fault::FlagNotAscii
            | Fault::FlagUnclosed) => of_flag(fault, found),
            fault @ (Fault::NotOneOf { .. }
            | Fault::NotANumber
            | Fault::BadRecord
            | Fault::UnknownSetting { .. }
            | Fault::MissingSetting { .. }) => of_setting(fault, found),
            Fault::MixedArray => Self::new(
                "array-not-of-strings",
                "an array of the exec form holds something else than strings",
            )
            .help("write each element in double quotes, as in [\"sleep\", \"10\"]"),
            Fault::ShellNotArray => Self::new("shell-not-array", "SHELL takes an array of JSON strings")
                .help("write it like SHELL [\"/bin/bash\", \"-c\"]"),
            Fault::MissingEquals => Self::new("missing-equals", format!("`{found}` is no name=value"))
                .help("put values that hold blanks in double quotes, as in NAME=\"two words\""),
            Fault::BadHealthcheck => Self::new(
                "bad-healthcheck",
                format!("HEALTHCHECK is followed by CMD or NONE, not by `{found}`"),
            )
            .help(format!("write it like {}", example("HEALTHCHECK"))),
            Fault::BadWord { reason } => Self::new("bad-word", format!("`{found}` can't be read: {reason}"))
                .help("close it, or put a \\ before it if it is meant to stand for itself"),
            Fault::UnterminatedHeredoc { name } => Self::new(
                "unterminated-heredoc",
                format!("no line `{name}` ends the heredoc that begins here"),
            )
            .help(format!("add a line that is {name}, without blanks before or behind it")),
            Fault::MisplacedHeredoc => {
                Self::new("misplaced-heredoc", "a heredoc can only be a source of COPY or ADD").help(
                    "put it behind the flags and before the destination, and close every quote of the line",
                )
            }
            Fault::Value(error) => Self::from(error),
        };
        message.at(masked(Place::span(path, text, error.span.clone())))
    }
}

fn of_flag(fault: &Fault, found: &str) -> Message {
    let (code, what, help) = match fault {
        Fault::UnknownFlag { instruction } => (
            "unknown-flag",
            format!("{instruction} has no flag `{found}`"),
            "if it belongs to the command, put -- and a blank before it",
        ),
        Fault::FlagTwice => {
            ("flag-twice", format!("the flag stands there twice: `{found}`"), "keep one of the two")
        }
        Fault::FlagWithoutValue => (
            "flag-without-value",
            format!("`{found}` needs a value"),
            "write it with =, without blanks around it",
        ),
        Fault::FlagNotBoolean => (
            "flag-not-boolean",
            format!("`{found}` is neither true nor false"),
            "write the name of the flag alone",
        ),
        Fault::FlagUnclosed => {
            ("flag-unclosed", format!("a quote in `{found}` has no end"), "close it, or put a \\ before it")
        }
        other => (
            "flag-not-ascii",
            format!("`{found}`: {other}"),
            "rename the file or the folder, or set it with an argument of the build",
        ),
    };
    Message::new(code, what).help(help)
}

fn of_setting(fault: &Fault, found: &str) -> Message {
    match fault {
        Fault::NotOneOf { allowed } => {
            Message::new("value-not-known", format!("`{found}`: the value is not known"))
                .help(format!("write one of {}", allowed.join(", ")))
        }
        Fault::NotANumber => {
            Message::new("value-not-a-number", format!("`{found}`: the value is no whole number"))
                .help("write digits")
        }
        Fault::UnknownSetting { key, kind } => {
            let message =
                Message::new("unknown-mount-setting", format!("{} has no setting `{key}`", whose(kind)));
            match settings(kind) {
                [] => message,
                settings => message.help(format!("it has {}", settings.join(", "))),
            }
        }
        Fault::MissingSetting { key, kind } => {
            Message::new("missing-mount-setting", format!("{} needs {key}=", whose(kind)))
                .help(format!("add {key}= and a value"))
        }
        other => Message::new("bad-mount-record", format!("`{found}`: {other}")).help(
            "put double quotes around a whole key=value that holds a comma, and double those inside it",
        ),
    }
}

/// A mount of that type, or a device, as a sentence begins with it.
fn whose(kind: &str) -> String {
    if kind == "device" { "a device".to_owned() } else { format!("a {kind} mount") }
}

/// The settings of a mount of that type, or of a device.
fn settings(kind: &str) -> &'static [&'static str] {
    match kind {
        "bind" => &["target", "source", "from", "rw"],
        "cache" => &["target", "id", "sharing", "from", "source", "ro", "mode", "uid", "gid"],
        "tmpfs" => &["target", "size"],
        "secret" => &["id", "target", "env", "required", "mode", "uid", "gid"],
        "ssh" => &["id", "target", "required", "mode", "uid", "gid"],
        "device" => &["name", "required"],
        _ => &[],
    }
}

/// How an instruction looks when it is right.
fn example(instruction: &str) -> &'static str {
    match instruction {
        "FROM" => "FROM python:3.13-slim AS build",
        "RUN" => "RUN python -m compileall /project",
        "CMD" => "CMD [\"python\", \"-m\", \"project\"]",
        "ENTRYPOINT" => "ENTRYPOINT [\"python\", \"-m\", \"project\"]",
        "LABEL" => "LABEL org.opencontainers.image.title=\"Project\"",
        "MAINTAINER" => "MAINTAINER Somebody",
        "EXPOSE" => "EXPOSE 8000",
        "ENV" => "ENV NAME=value",
        "ADD" => "ADD archive.tar.gz /project/",
        "COPY" => "COPY pyproject.toml /project/",
        "VOLUME" => "VOLUME /data",
        "USER" => "USER 10001:10001",
        "WORKDIR" => "WORKDIR /project",
        "ARG" => "ARG NAME=default",
        "ONBUILD" => "ONBUILD COPY . /project",
        "STOPSIGNAL" => "STOPSIGNAL SIGINT",
        "HEALTHCHECK" => "HEALTHCHECK CMD [\"python\", \"-m\", \"project.health\"], or HEALTHCHECK NONE",
        _ => "SHELL [\"/bin/bash\", \"-c\"]",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dockerfile::parse;

    fn said(text: &str) -> String {
        Message::of_dockerfile(&parse(text).unwrap_err(), "Dockerfile", text).to_string()
    }

    #[test]
    fn a_mistyped_instruction_is_recognised() {
        insta::assert_snapshot!(said("FROM a\nENRTYPOINT [\"b\"]\n"), @r#"
        error[unknown-instruction]: `ENRTYPOINT` is no instruction of a Dockerfile
          --> Dockerfile:2:1
          |
        2 | ENRTYPOINT ["b"]
          | ^^^^^^^^^^
          = help: did you mean ENTRYPOINT?
        "#);
    }

    #[test]
    fn the_place_of_a_fault_in_a_continued_line_is_the_line_of_the_file() {
        insta::assert_snapshot!(said("RUN --mount=type=tmpfs,target=/a \\\n    --mount=type=cahce,target=/b \\\n    c\n"), @r"
        error[value-not-known]: `--mount=type=cahce,target=/b`: the value is not known
          --> Dockerfile:2:5
          |
        2 |     --mount=type=cahce,target=/b \
          |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = help: write one of bind, cache, tmpfs, secret, ssh
        ");
    }

    #[test]
    fn what_a_mount_can_have_is_told() {
        insta::assert_snapshot!(said("RUN --mount=type=tmpfs,target=/a,sharing=locked b"), @r"
        error[unknown-mount-setting]: a tmpfs mount has no setting `sharing`
          --> Dockerfile:1:5
          |
        1 | RUN --mount=type=tmpfs,target=/a,sharing=locked b
          |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          = help: it has target, size
        ");
    }

    #[test]
    fn a_heredoc_without_an_end_is_shown_where_it_begins() {
        insta::assert_snapshot!(said("FROM a\nCOPY <<EOF /b\nc\n"), @r"
        error[unterminated-heredoc]: no line `EOF` ends the heredoc that begins here
          --> Dockerfile:2:1
          |
        2 | COPY <<EOF /b
          | ^^^^^^^^^^^^^
          = help: add a line that is EOF, without blanks before or behind it
        ");
    }

    #[test]
    fn an_open_quote_is_shown() {
        insta::assert_snapshot!(said("ENV A=\"b\n"), @r#"
        error[bad-word]: `"b` can't be read: a double quote has no second one after it
          --> Dockerfile:1:7
          |
        1 | ENV A="b
          |       ^^
          = help: close it, or put a \ before it if it is meant to stand for itself
        "#);
    }
}
