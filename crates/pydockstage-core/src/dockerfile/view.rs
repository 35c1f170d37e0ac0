//! The tree as flat commands, the way other parsers show a Dockerfile: to hold ours against theirs.

use super::units::{Unit, units};
use super::{Instruction, Item, Parsed, RunCommand};

/// An instruction as a row: what it is, its flags, and its arguments as the builder's parser hands them on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CommandView {
    /// The keyword, in upper case.
    pub cmd: String,
    /// The keyword behind ONBUILD.
    pub sub_cmd: Option<String>,
    /// Whether the arguments are an array of JSON.
    pub json: bool,
    /// The flags, with their dashes and without quotes.
    pub flags: Vec<String>,
    /// The arguments: pairs in two, the shell form as one, words with their quotes.
    pub value: Vec<String>,
    /// The heredocs, in order.
    pub heredocs: Vec<HeredocView>,
    /// The first line, counted from 1.
    pub start_line: usize,
    /// The last line, with heredocs.
    pub end_line: usize,
}

/// A heredoc of a command.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct HeredocView {
    /// The line that ends it.
    pub name: String,
    /// Its body, tabs and all.
    pub content: String,
}

/// The commands of a file that was read.
pub fn view(parsed: &Parsed) -> Vec<CommandView> {
    let items = parsed.tree.items().iter().zip(&parsed.positions);
    let statements = items.filter_map(|(item, position)| match item {
        Item::Statement(statement) => Some((statement, position)),
        Item::Comment(_) | Item::Blank => None,
    });
    let commands = statements.map(|(statement, position)| CommandView {
        start_line: *position.lines.start(),
        end_line: *position.lines.end(),
        ..command(statement.instruction())
    });
    commands.collect()
}

fn command(instruction: &Instruction) -> CommandView {
    let mut view = CommandView {
        cmd: instruction.keyword().to_owned(),
        sub_cmd: None,
        json: false,
        flags: Vec::new(),
        value: Vec::new(),
        heredocs: heredocs(instruction),
        start_line: 0,
        end_line: 0,
    };
    if let Instruction::Onbuild(onbuild) = instruction {
        return CommandView {
            cmd: view.cmd,
            sub_cmd: Some(onbuild.instruction().keyword().to_owned()),
            ..command(onbuild.instruction())
        };
    }
    for unit in units(instruction).into_iter().skip(1) {
        match unit {
            Unit::Flag { name, value: Some(value) } => view.flags.push(format!("--{name}={value}")),
            Unit::Flag { name, value: None } => view.flags.push(format!("--{name}")),
            Unit::Word(word) => view.value.push(word.into_owned()),
            Unit::Pair { key, value } => view.value.extend([key.into_owned(), value.into_owned()]),
            Unit::Element { string, .. } => {
                view.json = true;
                view.value.push(string.into_owned());
            }
            Unit::EmptyArray => view.json = true,
            Unit::Text(text) | Unit::TextAfterFlags(text) => view.value.push(text.joined()),
        }
    }
    view
}

fn heredocs(instruction: &Instruction) -> Vec<HeredocView> {
    let view = |name: &str, content: &str| HeredocView { name: name.to_owned(), content: content.to_owned() };
    let paths = match instruction {
        Instruction::Run(run) => match &run.command {
            RunCommand::Shell(script) => {
                return script.heredocs().map(|(opener, body)| view(&opener.name, body)).collect();
            }
            RunCommand::Exec(_) => return Vec::new(),
        },
        Instruction::Copy(copy) => &copy.paths,
        Instruction::Add(add) => &add.paths,
        _ => return Vec::new(),
    };
    paths.heredocs().map(|heredoc| view(&heredoc.opener().name, heredoc.body())).collect()
}
