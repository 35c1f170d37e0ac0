use crate::spec::{Fault, Origin, Spec, SpecErrors, SpecHome, keys};
use proptest::prelude::*;

/// Whether each fault points into the text, on boundaries of characters, and can be put into words.
fn is_sound(text: &str, errors: &SpecErrors) {
    let mut start = 0;
    for error in errors {
        if let Origin::File { source, span } = &error.origin {
            assert_eq!(source.text(), text);
            assert!(span.start <= span.end && span.end <= text.len(), "{span:?} of {}", text.len());
            assert!(span.start >= start, "the order of the file");
            // A reader of TOML may point at a byte inside a character; only its own faults do.
            assert!(matches!(error.fault, Fault::Syntax { .. }) || text.get(span.clone()).is_some());
            start = span.start;
        }
    }
    assert!(!errors.to_string().contains('\u{1b}'), "a file can't move the cursor");
}

fn both_homes(text: &str) {
    for home in [SpecHome::Own, SpecHome::Pyproject] {
        if let Err(errors) = Spec::parse("pydockstage.toml", text, home) {
            is_sound(text, &errors);
        }
    }
}

/// A value of TOML, right or wrong for its key.
fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        any::<bool>().prop_map(|boolean| boolean.to_string()),
        any::<f64>()
            .prop_filter("TOML spells the others otherwise", |n| n.is_finite())
            .prop_map(|n| format!("{n:?}")),
        ".{0,12}".prop_map(|text| serde_json::to_string(&text).unwrap_or_default()),
        "[a-z0-9:/._-]{0,12}".prop_map(|text| format!("\"{text}\"")),
        "[^'\n]{0,12}".prop_map(|text| format!("'{text}'")),
        Just("1979-05-27".to_owned()),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(", "))),
            prop::collection::vec(("[a-z]{1,8}", inner), 0..4).prop_map(|entries| {
                let entries: Vec<String> =
                    entries.iter().map(|(key, value)| format!("{key} = {value}")).collect();
                format!("{{ {} }}", entries.join(", "))
            }),
        ]
    })
}

fn key() -> impl Strategy<Value = String> {
    let known: Vec<String> = keys().into_iter().map(|key| key.path.replace("<name>", "dev")).collect();
    prop_oneof![4 => prop::sample::select(known), 1 => "[a-z]{1,10}(\\.[a-z]{1,6})?"]
}

proptest! {
    #[test]
    fn any_text_has_an_answer(text in "\\PC*") {
        both_homes(&text);
        both_homes(&format!("[tool.pydockstage]\n{text}"));
    }

    #[test]
    fn any_bytes_of_toml_have_an_answer(text in "[a-z\\[\\]{}\"'=., \n#0-9\\\\u\u{e9}\u{1f600}\u{0}\u{1b}-]{0,60}") {
        both_homes(&text);
        both_homes(&format!("[tool.pydockstage]\n{text}"));
    }

    #[test]
    fn any_value_of_any_key_has_an_answer(entries in prop::collection::vec((key(), value()), 1..5)) {
        let lines: Vec<String> = entries.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
        both_homes(&lines.concat());
        both_homes(&format!("[tool.pydockstage]\n{}", lines.concat()));
    }

    #[test]
    fn any_argument_has_an_answer(path in key(), text in "\\PC{0,12}", number in any::<i64>()) {
        for value in [serde_json::json!(text), serde_json::json!([text]), serde_json::json!(number)] {
            let argument = crate::spec::Argument::new(path.clone(), "--x", value);
            if let Err(errors) = Spec::of_arguments([argument]) {
                prop_assert!(errors.to_string().contains("--x"));
            }
        }
    }
}
