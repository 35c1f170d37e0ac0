use super::read::statements;
use super::statement::Statement;
use proptest::prelude::*;
use std::ops::Range;

/// Pieces of which requirements files are made, so that arbitrary text gets past the first character.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "flask",
        "[a,b]",
        ">=1",
        "==1.*",
        ",",
        "(",
        ")",
        ";",
        " ; ",
        "python_version",
        "<",
        "'3'",
        "\"",
        "and",
        "or",
        "not in",
        "@",
        "https://example.org/x",
        "git+ssh://git@example.org/x",
        "#egg=x",
        "://a:b@c",
        "./x",
        "-e ",
        "-r",
        "-c ",
        "--hash=sha256:0",
        "--pre",
        "--index-url=",
        "\\",
        "\\\n",
        "\n",
        "\r\n",
        "#",
        " # ",
        " ",
        "\t",
        "${A}",
        "${",
        "é",
        "\u{2028}",
        "\u{feff}",
        "==",
        "=",
        ".whl",
        "\u{0}",
    ]);
    prop::collection::vec(prop_oneof![4 => piece.prop_map(str::to_owned), 1 => any::<String>()], 0..24)
        .prop_map(|pieces| pieces.concat())
}

fn is_sound(text: &str, span: &Range<usize>) -> bool {
    text.get(span.clone()).is_some()
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_each_span_lies_in_it(text in pieces()) {
        match statements(&text) {
            Err((_, span)) => prop_assert!(is_sound(&text, &span), "{span:?}"),
            Ok(statements) => {
                for statement in statements {
                    let span = match statement {
                        Statement::Requirement(line) => line.span,
                        Statement::Include(include) => include.span,
                        Statement::Option(line) => line.span,
                        Statement::Overlooked { span, .. } => span,
                    };
                    prop_assert!(is_sound(&text, &span), "{span:?}");
                }
            }
        }
    }

    #[test]
    fn no_message_shows_a_password(before in pieces(), after in pieces()) {
        let text = format!("{before}https://user:hunter2@example.org/{after}");
        if let Err((fault, span)) = statements(&text) {
            prop_assert!(!fault.to_string().contains("hunter2"), "{fault}");
            let file = crate::project::files::TextFile::new("requirements.txt".parse().unwrap(), text);
            let place = file.place(span);
            prop_assert!(!place.source.unwrap_or_default().contains("hunter2"));
        }
    }
}
