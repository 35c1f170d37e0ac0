//! Prints what the reader sees in Dockerfiles, as JSON: for tests that hold it against other parsers.
//!
//! `dockerfile_json FILE…` prints an object with an entry for each file; without files, the entry of what comes on
//! standard input. An entry has the `commands`, the `comments` that stand by themselves, and the file `rewritten`; or
//! an `error`.

use pydockstage_core::dockerfile::{Item, parse, view, write};
use pydockstage_core::report::Message;
use serde_json::{Map, Value, json};
use std::io::{Read as _, Write as _};

fn main() -> std::io::Result<()> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let value = if paths.is_empty() {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        entry("-", &text)
    } else {
        let mut entries = Map::new();
        for path in paths {
            let text = std::fs::read_to_string(&path)?;
            let entry = entry(&path, &text);
            entries.insert(path, entry);
        }
        Value::Object(entries)
    };
    writeln!(std::io::stdout(), "{value}")
}

fn entry(path: &str, text: &str) -> Value {
    match parse(text) {
        Ok(parsed) => {
            let comments = parsed.tree.items().iter().filter_map(|item| match item {
                Item::Comment(comment) => Some(comment.as_str()),
                Item::Statement(_) | Item::Blank => None,
            });
            json!({
                "commands": view(&parsed),
                "comments": comments.collect::<Vec<_>>(),
                "rewritten": write(&parsed.tree),
            })
        }
        Err(error) => json!({ "error": Message::of_dockerfile(&error, path, text).to_string() }),
    }
}
