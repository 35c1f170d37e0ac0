//! What the language has no place for doesn't get past the constructors.

#![allow(clippy::unwrap_used, reason = "what gets past a constructor here is the test's failure")]

use pydockstage_core::dockerfile::*;

fn refused<T: std::fmt::Debug>(value: Result<T, SyntaxError>) -> &'static str {
    value.unwrap_err().reason
}

#[test]
fn no_value_can_end_its_line() {
    let breaks = ["a\nRUN evil", "a\rb", "a\0b"];
    for text in breaks {
        assert!(Word::literal(text).is_err());
        assert!(Word::expanding(text).is_err());
        assert!(FlagWord::literal(text).is_err());
        assert!(SolidWord::literal(text).is_err());
        assert!(Key::literal(text).is_err());
        assert!(Alias::new(text).is_err());
        assert!(Reference::new(text).is_err());
        assert!(Interval::new(text).is_err());
        assert!(DirectiveValue::new(text).is_err());
        assert!(Comment::new(text).is_err());
        assert!(Comment::exact(text).is_err());
        assert!(User::literal(text).is_err());
        assert!(Workdir::literal(text).is_err());
        assert!(ShellText::from_pieces(vec![Piece::Text(text.to_owned())]).is_err());
        assert!(Heredoc::new(text, "").is_err());
        assert!(Variable::new(text).is_err());
    }
    assert!(Exec::new(["a\0b"]).is_err());
    assert!(Exec::new(["a\nb"]).is_ok());
    assert!(Heredoc::new("EOF", "a\0b").is_err());
}

#[test]
fn an_error_says_what_and_why() {
    let error = Alias::new("a\nb").unwrap_err();
    assert_eq!(
        error.to_string(),
        "`a\\nb` can't be the name of a stage: a letter must come first, and only letters, digits and - _ . may follow"
    );
}

#[test]
fn words_that_must_be_whole_are() {
    assert_eq!(refused(SolidWord::literal("a b")), "a blank stands in it");
    assert_eq!(refused(SolidWord::expanding("${A:-b c}")), "a blank stands in it");
    assert_eq!(refused(SolidWord::literal("")), "it is empty");
    assert_eq!(refused(FlagWord::literal("é")), "the builder garbles all but ASCII in flags");
    assert_eq!(refused(Key::literal("a=b")), "a = stands in it");
    assert_eq!(refused(User::literal("")), "it is empty");
    assert_eq!(refused(NonEmpty::<Word>::new([])), "it is empty");
    assert_eq!(refused(Shell::new(Exec::default())), "it is empty");
    assert_eq!(refused(Interval::new("5 minutes")), "it is written like 30s or 1m30s");
    assert!(Interval::new("1h1m1.5s").is_ok() && Interval::new("5").is_err() && Interval::new("0").is_ok());
}

#[test]
fn no_heredoc_ends_early_or_begins_by_itself() {
    assert_eq!(refused(Heredoc::new("EOF", "a\nEOF\nRUN evil")), "one of its lines is the name that ends it");
    assert_eq!(refused(Heredoc::new("EOF", "EOF\r\n")), "one of its lines is the name that ends it");
    assert!(Heredoc::new("EOF", "\tEOF\n").is_ok());
    assert!(Heredoc::with("EOF", "\tEOF\n", false, true).is_err());
    assert_eq!(
        refused(Run::shell("cat <<EOF")),
        "the builder sees a heredoc in it, and there is no body for that"
    );
    assert!(Run::shell("cat '<<EOF' $((1<<2)) <<<x").is_ok());
    assert!(Run::shell("echo $((1 << 2))").is_err());
    assert_eq!(refused(Run::shell("cat <<${A:-x}")), "builders disagree whether this is a heredoc");
    assert!(Cmd::shell("cat <<EOF").is_ok());
    let text = || ShellText::new("cat <<A <<B").unwrap();
    let bodies = |count: usize| vec![String::new(); count];
    assert!(Script::with_heredocs(text(), bodies(2)).is_ok());
    assert_eq!(
        refused(Script::with_heredocs(text(), bodies(3))),
        "there are more bodies than it opens heredocs"
    );
    assert_eq!(
        refused(Script::with_heredocs(text(), vec!["B\n".into(), "B".into()])),
        "one of its lines is the name that ends it"
    );
}

#[test]
fn a_heredoc_stands_beside_no_path_with_a_blank() {
    let sources =
        [Source::Heredoc(Heredoc::new("a.txt", "x").unwrap()), Source::Path(Word::literal("b c").unwrap())];
    assert_eq!(refused(Paths::new(sources, Word::literal("/").unwrap())), "a blank stands in it");
    assert_eq!(refused(Paths::new([], Word::literal("/").unwrap())), "it is empty");
}

#[test]
fn a_command_is_a_command_and_no_array() {
    assert_eq!(refused(ShellText::new("[\"a\", \"b\"]")), "an array of JSON is the exec form");
    assert_eq!(refused(ShellText::new("[1]")), "an array of JSON is the exec form");
    assert!(ShellText::new("[ -f a ] && b").is_ok());
    assert_eq!(refused(ShellText::new("  \n ")), "its first or last line is empty");
    assert_eq!(refused(ShellText::new("a\n# only a comment")), "its first and last line must be text");
    let pieces = vec![Piece::Text("a ".into()), Piece::Text("  # b".into())];
    assert_eq!(refused(ShellText::from_pieces(pieces)), "a line that begins with # would be a comment");
}

#[test]
fn lines_of_a_command_may_be_continued_by_hand() {
    let by_hand = ShellText::new("a \\\n    && b \\\n    c").unwrap();
    assert_eq!(by_hand, ShellText::new("a\n    && b\n    c").unwrap());
    assert_eq!(by_hand.joined(), "a     && b     c");
}

#[test]
fn onbuild_keeps_to_what_the_builder_takes() {
    let maintainer = Maintainer(ShellText::new("me").unwrap());
    let from = FromImage::new(SolidWord::literal("a").unwrap());
    let onbuild = Onbuild::new(User::literal("a").unwrap()).unwrap();
    for refused in [maintainer.into(), from.into(), Instruction::from(onbuild)] {
        assert!(Onbuild::new(refused).is_err());
    }
}

#[test]
fn a_line_breaks_only_where_that_changes_nothing() {
    let statement = || Statement::new(Run::shell("# no comment").unwrap());
    assert_eq!(refused(statement().break_before(0, vec![])), "it is the keyword");
    assert_eq!(refused(statement().break_before(1, vec![])), "the line would be a comment");
    assert_eq!(refused(statement().break_before(2, vec![])), "the instruction has no such word");
}

#[test]
fn what_depends_on_the_file_is_checked_with_the_file() {
    let directive = || vec![Item::Comment(Comment::new("Escape = `").unwrap())];
    assert_eq!(
        refused(Dockerfile::new(Directives::default(), directive())),
        "at the top of a file it is a directive"
    );
    let mut later = directive();
    later.insert(0, Item::Blank);
    assert!(Dockerfile::new(Directives::default(), later).is_ok());

    let windows = || vec![Item::from(Run::shell("dir C:\\").unwrap())];
    let backtick = Directives { escape: Some(Escape::Backtick), ..Directives::default() };
    assert!(Dockerfile::new(backtick, windows()).is_ok());
    assert_eq!(
        refused(Dockerfile::new(Directives::default(), windows())),
        "the escape character at the end of a line would continue it"
    );
}
