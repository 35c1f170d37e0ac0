use super::asked;
use crate::answer::Answer;
use crate::arguments::Format;
use crate::{NOT_UP_TO_DATE, OK};
use clap::Args;
use pydockstage_core::files::replace;
use pydockstage_core::lint::{self, Finding};
use pydockstage_core::names::{NameError, ProjectPath};
use pydockstage_core::packages::Catalog;
use pydockstage_core::report::{Message, Place};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(crate) struct Lint {
    /// The Dockerfiles, or folders that each hold one
    #[arg(value_name = "FILE", default_value = "Dockerfile")]
    files: Vec<PathBuf>,
    /// The folder that is the build context, where included requirements files are looked for
    #[arg(long, value_name = "DIR", default_value = ".")]
    context: PathBuf,
    /// Mend what can be mended; a generated file is left as it is
    #[arg(long, conflicts_with = "diff")]
    fix: bool,
    /// Show what --fix would change, and change nothing
    #[arg(long)]
    diff: bool,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// A file that was looked at.
struct Linted {
    path: String,
    text: String,
    findings: Vec<Finding>,
}

pub(crate) fn lint(arguments: &Lint) -> Result<Answer, Vec<Message>> {
    let catalog = asked::catalog()?;
    let mut messages = Vec::new();
    let mut linted = Vec::new();
    for file in &arguments.files {
        let file = if file.is_dir() { file.join("Dockerfile") } else { file.clone() };
        match look(&file, &arguments.context, &catalog) {
            Ok(found) => linted.push((file, found)),
            Err(more) => messages.extend(more),
        }
    }
    // Nothing is changed while a file can't be read.
    if !messages.is_empty() {
        return Err(messages);
    }
    let mut aside = String::new();
    let mut diffs = String::new();
    if arguments.fix || arguments.diff {
        for (file, found) in &mut linted {
            let (new, _) = lint::fixed(&found.text, &found.findings);
            if new == found.text {
                continue;
            }
            if arguments.diff {
                diffs.push_str(&lint::diff(&found.path, &found.text, &new));
            } else if found.text.contains("\n# pydockstage-digest:") {
                aside.extend(["note: ", &found.path, " is generated, and is left as it is\n"]);
            } else {
                rewrite(file, &new)?;
                aside.extend([&found.path, ": mended\n"]);
                *found = look(file, &arguments.context, &catalog)?;
            }
        }
    }
    let linted: Vec<Linted> = linted.into_iter().map(|(_, found)| found).collect();
    Ok(answer(&linted, arguments.diff.then_some(diffs), aside))
}

/// Gives a file its new text, as a whole or not at all.
fn rewrite(file: &Path, text: &str) -> Result<(), Vec<Message>> {
    // Through a link the file that it names is written, as an editor does.
    let real = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let folder = real.parent().unwrap_or(Path::new("."));
    let name = real.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let path: ProjectPath = name
        .parse()
        .map_err(|error: NameError| vec![Message::new("bad-name", error.to_string()).at(place(file))])?;
    replace(folder, &path, text).map_err(|error| vec![Message::from(&error)])
}

fn place(file: &Path) -> Place {
    Place::file(file.display().to_string())
}

fn look(file: &Path, context: &Path, catalog: &Catalog) -> Result<Linted, Vec<Message>> {
    let path = file.display().to_string();
    let unreadable = |what: String| vec![Message::new("unreadable", what).at(place(file))];
    let bytes = std::fs::read(file).map_err(|error| unreadable(format!("{path} can't be read: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| unreadable(format!("{path} is not UTF-8")))?;
    let findings = lint::lint(&text, catalog, Some(context))
        .map_err(|error| vec![Message::of_dockerfile(&error, &path, &text)])?;
    Ok(Linted { path, text, findings })
}

fn answer(linted: &[Linted], diffs: Option<String>, mut aside: String) -> Answer {
    let mut texts = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    let mut fixable = 0;
    for found in linted {
        for finding in &found.findings {
            let message = Message::of_finding(finding, &found.path, &found.text);
            texts.push(message.to_string());
            let mut value = json!(message);
            value["fixable"] = json!(!finding.fix.is_empty());
            fixable += usize::from(!finding.fix.is_empty());
            values.push(value);
        }
    }
    let count = values.len();
    let status = if count == 0 { OK } else { NOT_UP_TO_DATE };
    if count > 0 {
        let findings = if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") };
        aside.push_str(&findings);
        if fixable > 0 {
            aside.extend(["; --fix mends ", &fixable.to_string()]);
        }
        aside.push('\n');
    }
    let text = match diffs {
        Some(diffs) => diffs,
        None if count == 0 => {
            let names: Vec<&str> = linted.iter().map(|found| found.path.as_str()).collect();
            format!("{}: nothing found\n", names.join(", "))
        }
        None => texts.join("\n\n") + "\n",
    };
    let word = if count == 0 { "clean" } else { "findings" };
    Answer { status, text, aside, json: json!({ "status": word, "findings": values }) }
}
