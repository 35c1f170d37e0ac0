//! How values look in the file.

#![allow(clippy::unwrap_used, reason = "what can't be built here is the test's failure")]

use pydockstage_core::dockerfile::*;

fn one(instruction: impl Into<Item>) -> String {
    let file = Dockerfile::new(Directives::default(), vec![Item::Blank, instruction.into()]).unwrap();
    write(&file).trim_start_matches('\n').trim_end_matches('\n').to_owned()
}

fn env(value: Word) -> String {
    one(Env(NonEmpty::one(Pair { key: Key::literal("A").unwrap(), value })))
}

#[test]
fn a_literal_value_is_quoted_only_where_it_has_to_be() {
    let cases = [
        ("", "ENV A="),
        ("plain-1.0/x:y,z=w~*", "ENV A=plain-1.0/x:y,z=w~*"),
        ("two words", "ENV A=\"two words\""),
        ("it's", "ENV A=\"it's\""),
        ("say \"hi\"", "ENV A='say \"hi\"'"),
        ("$HOME", "ENV A='$HOME'"),
        ("it's $5", "ENV A='it'\"'\"'s $5'"),
        ("C:\\", "ENV A='C:\\'"),
        ("`", "ENV A='`'"),
        ("#", "ENV A=\"#\""),
        ("a#b", "ENV A=a#b"),
        ("<<EOF", "ENV A=\"<<EOF\""),
        ("Größe ☃", "ENV A=\"Größe ☃\""),
        ("a\tb", "ENV A=\"a\tb\""),
    ];
    for (value, written) in cases {
        assert_eq!(env(Word::literal(value).unwrap()), written);
    }
}

#[test]
fn a_text_with_variables_keeps_them_and_quotes_the_rest() {
    let cases = [
        ("/venv/bin:$PATH", "ENV A=/venv/bin:${PATH}"),
        ("$A $B", "ENV A=\"${A} ${B}\""),
        ("${A:-x y}", "ENV A=${A:-'x y'}"),
        ("${A:-x}-${B:+y}", "ENV A=${A:-x}-${B:+y}"),
        ("${A##*/}", "ENV A=${A##*/}"),
        ("${A/x/}", "ENV A=${A/x/}"),
        ("${A//'/'/'}'}", "ENV A=${A//'/'/'}'}"),
        ("5$", "ENV A='5$'"),
        ("\"$A\"", "ENV A='\"'${A}'\"'"),
    ];
    for (value, written) in cases {
        assert_eq!(env(Word::expanding(value).unwrap()), written);
    }
}

#[test]
fn paths_with_blanks_take_the_json_form() {
    let copy = |source: &str, destination: &str| {
        one(CopyFiles::new(Paths::one(Word::literal(source).unwrap(), Word::literal(destination).unwrap())))
    };
    assert_eq!(copy("a", "/b/"), "COPY a /b/");
    assert_eq!(copy("a b", "/c"), "COPY [\"a b\", \"/c\"]");
    assert_eq!(copy("a 'b' $c", "/d"), r#"COPY ["'a '\"'\"'b'\"'\"' $c'", "/d"]"#);
    assert_eq!(copy("$a", "[b]"), "COPY '$a' \"[b]\"");
    assert_eq!(copy("", "--b"), "COPY \"\" \"--b\"");
    let volume = Volume(NonEmpty::one(Word::literal("/a b").unwrap()));
    assert_eq!(one(volume), "VOLUME [\"/a b\"]");
}

#[test]
fn the_exec_form_is_json_and_nothing_else() {
    let cmd = Cmd::exec(["printf", "a\tb\n", "\"\\", "$HOME", "☃", "\u{7f}\u{1}", ""]).unwrap();
    assert_eq!(one(cmd), r#"CMD ["printf", "a\tb\n", "\"\\", "$HOME", "☃", "\u007f\u0001", ""]"#);
    assert_eq!(one(Cmd::exec([""; 0]).unwrap()), "CMD []");
}

#[test]
fn a_mount_goes_through_word_record_and_flag() {
    let bind = |source: &str| {
        let mount = BindMount {
            source: Some(FlagWord::literal(source).unwrap()),
            ..BindMount::new(FlagWord::expanding("/src/$A").unwrap())
        };
        one(Run { mounts: vec![Mount::Bind(mount)], ..Run::shell("true").unwrap() })
    };
    assert_eq!(bind("a"), "RUN --mount=type=bind,source=a,target=/src/${A} true");
    assert_eq!(bind("a,b"), "RUN --mount=type=bind,\\\"source=a,b\\\",target=/src/\\${A} true");
    assert_eq!(bind("a b"), "RUN --mount=type=bind,source=\\'a\\ b\\',target=/src/\\${A} true");
    let tmpfs = TmpfsMount::new(FlagWord::literal("/a b").unwrap());
    let run = Run { mounts: vec![Mount::Tmpfs(tmpfs)], ..Run::shell("true").unwrap() };
    assert_eq!(one(run), "RUN --mount=\"type=tmpfs,target='/a b'\" true");
}

#[test]
fn a_command_that_looks_like_a_flag_is_parted_from_the_flags() {
    assert_eq!(one(Cmd::shell("--version").unwrap()), "CMD -- --version");
    let probe = Probe::new(Command::Shell(ShellText::new("--version").unwrap()));
    assert_eq!(one(Healthcheck::Probe(probe)), "HEALTHCHECK CMD --version");
}

#[test]
fn a_statement_is_wrapped_word_by_word() {
    let run = Run {
        mounts: vec![Mount::Ssh(SshMount::default())],
        network: Some(Network::None),
        ..Run::shell("a\n    # why\n    && b").unwrap()
    };
    let written = "RUN --mount=type=ssh \\\n    --network=none \\\n    a \\\n    # why\n    && b";
    assert_eq!(one(Statement::new(run).wrapped()), written);
    let pairs = NonEmpty::new([Pair::literal("A", "1").unwrap(), Pair::literal("B", "2").unwrap()]).unwrap();
    let note = Note::Comment(Comment::new("about B").unwrap());
    let env = Statement::new(Env(pairs)).break_before(2, vec![note, Note::Blank]).unwrap();
    assert_eq!(one(env), "ENV A=1 \\\n    # about B\n\n    B=2");
}

#[test]
fn a_shell_takes_a_quoted_word_for_what_it_was() {
    let texts = [
        "",
        "plain",
        "two words",
        "it's",
        "'",
        "''",
        "a\\b",
        "\"",
        "$HOME `id` $(id)",
        "a\nb",
        "-n",
        "~",
        "*",
        "#",
    ];
    for text in texts {
        let script = format!("printf %s {}", shell_word(text));
        let Ok(output) = std::process::Command::new("sh").args(["-c", &script]).output() else {
            return; // There is no shell here to ask.
        };
        assert_eq!(String::from_utf8_lossy(&output.stdout), text, "{script}");
    }
}
