//! Whatever stands in a project's files, reading it ends with a project or with a message, never with a panic.

mod project_tree;

use project_tree::tree;
use proptest::prelude::*;
use pydockstage_core::project::Project;
use pydockstage_core::report::Message;

const FILES: [&str; 6] = [
    "pyproject.toml",
    "setup.cfg",
    "setup.py",
    ".python-version",
    "requirements/base.txt",
    "requirements/dev.txt",
];

/// Pieces that the readers look for, so that arbitrary text gets past the first character.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[project]\n",
        "[project.scripts]\n",
        "[build-system]\n",
        "[dependency-groups]\n",
        "[tool.poetry]\n",
        "[metadata]\n",
        "[options]\n",
        "[options.entry_points]\n",
        "name",
        "version",
        "dependencies",
        "dynamic",
        "install_requires",
        "console_scripts",
        "license",
        "urls",
        "requires",
        " = ",
        "'a'",
        "\"1.0\"",
        "['flask>=2']",
        "[\"dependencies\"]",
        "{include-group = 'a'}",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        ",",
        "\n",
        "\n    ",
        "setup(",
        "name='x'",
        "f'",
        "'''",
        "\\",
        "#",
        ":",
        "=",
        "-r base.txt\n",
        "-r dev.txt\n",
        "-c ../setup.py\n",
        "-e .\n",
        "flask\n",
        "https://me:secret@example.org/",
        ";",
        "python_version < '3'",
        "\u{85}",
        "é",
    ]);
    prop::collection::vec(prop_oneof![6 => piece.prop_map(str::to_owned), 1 => any::<String>()], 0..20)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn reading_ends_with_a_project_or_a_message(texts in prop::collection::vec((0..FILES.len(), text()), 1..4)) {
        let files: Vec<(&str, &str)> = texts.iter().map(|(at, text)| (FILES[*at], text.as_str())).collect();
        let root = tree(&files);
        match Project::read(root.path()) {
            Ok(project) => {
                prop_assert!(project.sets().contains_key(project.default_set_name()));
                prop_assert_eq!(Project::read(root.path()), Ok(project));
            }
            Err(error) => {
                let message = Message::from(&error);
                prop_assert!(!message.help.is_empty(), "{message}");
                if let Some(source) = message.place.as_ref().and_then(|place| place.source.as_ref()) {
                    prop_assert!(!source.contains(":secret@"), "{message}");
                }
            }
        }
    }
}
