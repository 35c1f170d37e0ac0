//! Values of the owner's own steps come through as meant, whatever stands in them: the text that is written is read
//! back as a builder does, and the shell that gets it says what it got.
#![allow(clippy::unwrap_used)] // a fixture that cannot be made is a failed test

use proptest::prelude::*;
use pydockstage_core::dockerfile::{Instruction, RunCommand, parse};
use pydockstage_core::{Argument, Generation};
use serde_json::json;
use std::path::Path;
use std::process::Command;

/// The commands of the hook `after-dependencies`, each as the program and the arguments that the builder starts.
fn commands(root: &Path, dialect: &str, steps: &serde_json::Value) -> Vec<Vec<String>> {
    let arguments = [
        Argument::new("command", "command", json!(["true"])),
        Argument::new("dialect", "dialect", dialect),
        Argument::new("hooks.base", "hooks", steps.clone()),
    ];
    let generation = Generation::new(root, arguments).unwrap();
    let file = parse(&generation.dockerfile.text).unwrap().tree;
    let first_stage = file.instructions().skip(1).take_while(|i| !matches!(i, Instruction::From(_)));
    let runs = first_stage.filter_map(|instruction| match instruction {
        Instruction::Run(run) => Some(&run.command),
        _ => None,
    });
    runs.map(|command| match command {
        RunCommand::Exec(exec) => exec.arguments().to_vec(),
        RunCommand::Shell(script) => {
            let body = script.heredocs().next().map(|(_, body)| body.to_owned());
            let text = body.unwrap_or_else(|| script.text().joined());
            vec!["/bin/sh".to_owned(), "-c".to_owned(), text]
        }
    })
    .collect()
}

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("requirements.txt"), "flask\n").unwrap();
    folder
}

/// A line of what shells, builders and writers could take for something else.
fn value() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "'", "\"", "$", "${x}", "$(id)", "`id`", "\\", "#", " #", "<<EOF", ";", "&&", "|", "SCRIPT", "\t",
        "  ", "*", "~", "!", "[", "--", "é", "日本", "\u{feff}", "a", "%s", "=",
    ]);
    prop::collection::vec(nasty, 0..8).prop_map(|parts| parts.concat())
}

/// Several of them, one a line, as the text of a script that has no meaning for a shell.
fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(value(), 1..5)
        .prop_map(|lines| lines.join("\n"))
        .prop_filter("there is something to run", |text| !text.trim().is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_variable_and_a_word_arrive_to_the_letter(value in value()) {
        let folder = project();
        let print = "printf '%s' \"$VALUE\"";
        let steps = json!([
            { "run": print, "env": { "VALUE": value } },
            { "run": format!("# a script\n{print}\n"), "env": { "VALUE": value } },
            { "run": ["sh", "-c", "printf '%s%s' \"$VALUE\" \"$1\"", "-", value], "env": { "VALUE": value } },
        ]);
        for dialect in ["buildkit", "portable"] {
            let said: Vec<String> = commands(folder.path(), dialect, &steps)
                .into_iter()
                .map(|words| {
                    let done = Command::new(&words[0]).args(&words[1..]).output().unwrap();
                    String::from_utf8(done.stdout).unwrap()
                })
                .collect();
            prop_assert_eq!(said, vec![value.clone(), value.clone(), format!("{value}{value}")]);
        }
    }

    #[test]
    fn a_text_is_handed_to_the_shell_as_it_stands(text in text()) {
        let folder = project();
        let steps = json!([{ "run": text }]);
        for dialect in ["buildkit", "portable"] {
            let commands = commands(folder.path(), dialect, &steps);
            let handed = commands[0].last().unwrap();
            let script = handed.strip_prefix("set -e\n");
            let as_meant = match script {
                Some(script) => script.trim_end_matches('\n') == text.trim_end_matches('\n'),
                None => handed == text.trim(),
            };
            prop_assert!(as_meant, "{:?} was handed over as {:?}", text, handed);
        }
    }
}
