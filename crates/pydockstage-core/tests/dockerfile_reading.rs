//! What the reader makes of texts that are no model of writing, and where it says things stand.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what is read wrongly here is the test's failure")]

use pydockstage_core::dockerfile::*;

fn rewritten(text: &str) -> String {
    write(&parse(text).unwrap_or_else(|error| panic!("{error} in {text:?}")).tree)
}

fn fault(text: &str) -> (Fault, usize, usize, String) {
    let error = parse(text).unwrap_err();
    (error.fault, error.line, error.column, error.found)
}

#[test]
fn old_and_odd_ways_of_writing_are_read_for_what_they_mean() {
    let cases = [
        ("from a as b", "FROM a AS b\n"),
        ("\u{feff}FROM\ta\r\n", "FROM a\n"),
        ("ENV A b  'c'\n", "ENV A=\"b  c\"\n"),
        ("LABEL \"a b\"=c\\ d", "LABEL \"a b\"=\"c d\"\n"),
        ("ENV A=a\"b c\"'d'$E", "ENV A=\"ab cd${E}\"\n"),
        ("COPY --link=true --chown=  --parents=false [\"a\",\"b\"]", "COPY --link a b\n"),
        ("COPY --link --from=x a b", "COPY --from=x --link a b\n"),
        ("RUN --mount=dst=/a,readwrite,src=b c", "RUN --mount=type=bind,source=b,target=/a,rw c\n"),
        (
            "RUN --mount=type=secret,src=a --mount=type=cache,target=/b,ro=0 c",
            "RUN --mount=type=secret,id=a --mount=type=cache,target=/b c\n",
        ),
        ("RUN -- a", "RUN a\n"),
        ("CMD [\"a\"] b", "CMD [\"a\"] b\n"),
        ("CMD [ \"\\ud800\",\"\\u0041\" ]", "CMD [\"\u{fffd}\", \"A\"]\n"),
        ("RUN \\\n\\\n  a \\ \n\n  # b\n  c", "RUN \\\n    a \\\n\n  # b\n  c\n"),
        ("USER  a b ", "USER \"a b\"\n"),
        ("healthcheck none", "HEALTHCHECK NONE\n"),
        ("# Escape = `\n\nRUN a `\n b", "# escape=`\n\nRUN a `\n b\n"),
        ("  # a\n#b \n", "# a\n#b\n"),
        ("COPY 3<<'a.txt' /\nx\na.txt", "COPY <<\"a.txt\" /\nx\na.txt\n"),
        ("", ""),
    ];
    for (text, written) in cases {
        assert_eq!(rewritten(text), written, "{text:?}");
    }
}

#[test]
fn comments_find_their_place() {
    // Before the word that they stand above, whatever order the flags had.
    assert_eq!(
        rewritten("COPY --link \\\n # about from\n --from=a \\\n # about b\n b c"),
        "COPY \\\n    # about from\n    --from=a --link \\\n    # about b\n    b c\n"
    );
    // Behind the instruction where nothing comes after them, before it where the keyword does.
    assert_eq!(rewritten("ENV A=b \\\n# c\n"), "ENV A=b\n# c\n");
    assert_eq!(rewritten("\\\n# a\nUSER b"), "# a\nUSER b\n");
    // With the next word where the line is broken inside of one.
    assert_eq!(rewritten("ENV A=b\\\n# about A\nc D=e"), "ENV A=bc \\\n    # about A\n    D=e\n");
}

#[test]
fn each_item_knows_its_lines_and_bytes() {
    let text = "# a\n\nRUN b \\\n  c\nCOPY <<E /\nx\nE\nUSER é";
    let parsed = parse(text).unwrap();
    let told: Vec<_> = parsed.positions.iter().map(|p| (p.lines.clone(), &text[p.span.clone()])).collect();
    assert_eq!(
        told,
        [
            (1..=1, "# a"),
            (2..=2, ""),
            (3..=4, "RUN b \\\n  c"),
            (5..=7, "COPY <<E /\nx\nE"),
            (8..=8, "USER é"),
        ]
    );
}

#[test]
fn faults_are_told_with_their_place() {
    let at = |line, column, found: &str| (line, column, found.to_owned());
    let cases = [
        ("FROM a\nRUNN b", Fault::UnknownInstruction, at(2, 1, "RUNN")),
        ("RUN", Fault::MissingArguments { instruction: "RUN", needs: "a command" }, at(1, 1, "RUN")),
        ("FROM a b", Fault::TooManyArguments { instruction: "FROM" }, at(1, 8, "b")),
        ("COPY --form=a b c", Fault::UnknownFlag { instruction: "COPY" }, at(1, 6, "--form=a")),
        ("COPY \\\n  --from=a --from=b c d", Fault::FlagTwice, at(2, 12, "--from=b")),
        ("COPY --chown a b", Fault::FlagWithoutValue, at(1, 6, "--chown")),
        ("COPY --link=maybe a b", Fault::FlagNotBoolean, at(1, 6, "--link=maybe")),
        ("COPY --chown=é a b", Fault::FlagNotAscii, at(1, 14, "é")),
        ("RUN --mount=\"a b", Fault::FlagUnclosed, at(1, 5, "--mount=\"a b")),
        ("CMD [\"a\", 1]", Fault::MixedArray, at(1, 5, "[\"a\", 1]")),
        ("SHELL sh", Fault::ShellNotArray, at(1, 7, "sh")),
        ("ENV A=b \\\n  c", Fault::MissingEquals, at(2, 3, "c")),
        ("HEALTHCHECK curl", Fault::BadHealthcheck, at(1, 13, "curl")),
        ("# escape=x\nFROM a", Fault::BadEscape, at(1, 1, "# escape=x")),
        ("# syntax=a\n# syntax=b", Fault::DirectiveTwice { name: "syntax".into() }, at(2, 1, "# syntax=b")),
        ("FROM a\nRUN <<E\nx", Fault::UnterminatedHeredoc { name: "E".into() }, at(2, 1, "RUN <<E")),
        ("COPY a <<E\nE", Fault::MisplacedHeredoc, at(1, 6, "a <<E")),
        ("FROM a\rb", Fault::ControlCharacter, at(1, 7, "\r")),
        (
            "RUN --mount=type=ssh,target=/a,size=1 b",
            Fault::UnknownSetting { key: "size".into(), kind: "ssh" },
            at(1, 5, "--mount=type=ssh,target=/a,size=1"),
        ),
        (
            "RUN --mount=type=cache b",
            Fault::MissingSetting { key: "target", kind: "cache" },
            at(1, 5, "--mount=type=cache"),
        ),
    ];
    for (text, wanted, place) in cases {
        let (fault, line, column, found) = fault(text);
        assert_eq!((fault, (line, column, found)), (wanted, place), "{text:?}");
    }
}
