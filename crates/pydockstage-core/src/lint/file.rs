//! A Dockerfile as its stages, for the rules: what each builds on, and what each of its commands runs.

use super::shell::{self, ShellCommand, ShellWord};
use crate::dockerfile::{
    Command, Escape, Exec, FromImage, Instruction, Item, Modifier, Parsed, Part, RunCommand, Word,
};
use std::collections::BTreeMap;
use std::ops::Range;

/// A file that is looked at.
pub(super) struct File<'f> {
    /// What was read.
    pub(super) text: &'f str,
    /// The stages in order; none in a file without FROM.
    pub(super) stages: Vec<Stage<'f>>,
    /// The comments, each with its place.
    pub(super) comments: Vec<(&'f str, Range<usize>)>,
}

/// A stage.
pub(super) struct Stage<'f> {
    /// Its FROM.
    pub(super) from: &'f FromImage,
    /// The place of its FROM.
    pub(super) span: Range<usize>,
    /// What it builds on.
    pub(super) base: Base,
    /// Its instructions but FROM.
    pub(super) steps: Vec<Step<'f>>,
}

/// What a stage builds on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Base {
    /// A stage before it, by index.
    Stage(usize),
    /// An image by name, variables with defaults put in; nothing where one has none.
    Image(Option<String>),
}

/// An instruction with its place.
pub(super) struct Step<'f> {
    /// The instruction.
    pub(super) instruction: &'f Instruction,
    /// Its bytes in the file.
    pub(super) span: Range<usize>,
    /// What it runs, where it is RUN.
    pub(super) commands: Vec<ShellCommand>,
}

impl<'f> File<'f> {
    /// The stages of a file that was read from this text.
    pub(super) fn new(text: &'f str, parsed: &'f Parsed) -> Self {
        let mut file = Self { text, stages: Vec::new(), comments: Vec::new() };
        let mut globals = BTreeMap::new();
        let escape = parsed.tree.directives().escape.unwrap_or_default();
        for (item, position) in parsed.tree.items().iter().zip(&parsed.positions) {
            let span = position.span.clone();
            match item {
                Item::Comment(comment) => file.comments.push((comment.as_str(), span)),
                Item::Blank => {}
                Item::Statement(statement) => match (statement.instruction(), file.stages.last_mut()) {
                    (Instruction::From(from), _) => {
                        let base = file.base(from, &globals);
                        file.stages.push(Stage { from, span, base, steps: Vec::new() });
                    }
                    (Instruction::Arg(arg), None) => {
                        for argument in &arg.0 {
                            if let (Some(name), Some(default)) =
                                (argument.key.as_word().as_literal(), &argument.default)
                                && let Some(value) = resolved(default, &globals)
                            {
                                globals.insert(name.to_owned(), value);
                            }
                        }
                    }
                    (instruction, Some(stage)) => {
                        let commands = commands(text, instruction, &span, escape);
                        stage.steps.push(Step { instruction, span, commands });
                    }
                    (_, None) => {}
                },
            }
        }
        file
    }

    fn base(&self, from: &FromImage, globals: &BTreeMap<String, String>) -> Base {
        let image = resolved(from.image.as_word(), globals);
        match image.as_deref().and_then(|name| self.named(name)) {
            Some(index) => Base::Stage(index),
            None => Base::Image(image),
        }
    }

    /// The last stage so far with this name.
    fn named(&self, name: &str) -> Option<usize> {
        self.stages.iter().rposition(|stage| stage.name().is_some_and(|own| own.eq_ignore_ascii_case(name)))
    }

    /// The stage that COPY knows by this name, or by this number: FROM goes by names alone.
    pub(super) fn stage(&self, name: &str) -> Option<usize> {
        self.named(name).or_else(|| name.parse().ok().filter(|&index: &usize| index < self.stages.len()))
    }

    /// The stage that is built when none is asked for, which is what ships.
    pub(super) fn last(&self) -> Option<usize> {
        self.stages.len().checked_sub(1)
    }

    /// A stage and those it builds on, from the first to itself.
    pub(super) fn line(&self, index: usize) -> Vec<&Stage<'f>> {
        let mut line = Vec::new();
        let mut next = Some(index);
        while let Some(index) = next {
            let Some(stage) = self.stages.get(index) else { break };
            line.push(stage);
            // A stage builds on earlier ones alone, so this ends.
            next = match stage.base {
                Base::Stage(before) if before < index => Some(before),
                _ => None,
            };
        }
        line.reverse();
        line
    }

    /// The steps of the image that ships, from its base on.
    pub(super) fn shipped(&self) -> impl Iterator<Item = &Step<'f>> {
        self.last().map(|last| self.line(last)).unwrap_or_default().into_iter().flat_map(|stage| &stage.steps)
    }

    /// The image that a stage goes back to.
    pub(super) fn image(&self, index: usize) -> Option<&str> {
        match &self.line(index).first()?.base {
            Base::Image(image) => image.as_deref(),
            Base::Stage(_) => None,
        }
    }
}

impl Stage<'_> {
    /// Its name.
    pub(super) fn name(&self) -> Option<&str> {
        self.from.alias.as_ref().map(crate::dockerfile::Alias::as_str)
    }
}

/// A word with variables replaced by what they are known to hold; none where one is not known.
pub(super) fn resolved(word: &Word, known: &BTreeMap<String, String>) -> Option<String> {
    let mut text = String::new();
    for part in word.parts() {
        match part {
            Part::Text(part) => text.push_str(part),
            Part::Variable(variable) => match (known.get(variable.name()), variable.modifier()) {
                (Some(value), None | Some(Modifier::Default { .. } | Modifier::Required { .. })) => {
                    text.push_str(value);
                }
                (None, Some(Modifier::Default { word, .. })) => text.push_str(&resolved(word, known)?),
                _ => return None,
            },
        }
    }
    Some(text)
}

fn commands(text: &str, instruction: &Instruction, span: &Range<usize>, escape: Escape) -> Vec<ShellCommand> {
    let Instruction::Run(run) = instruction else { return Vec::new() };
    match &run.command {
        RunCommand::Shell(_) => shell::commands(text, behind_flags(text, span), escape.character()),
        RunCommand::Exec(exec) => of_exec(exec, span).into_iter().collect(),
    }
}

/// A command in exec form; the places inside are not known, so each word stands for the whole.
pub(super) fn of_exec(exec: &Exec, span: &Range<usize>) -> Option<ShellCommand> {
    let words = exec.arguments().iter().map(|argument| ShellWord {
        text: argument.clone(),
        span: span.clone(),
        expands: false,
    });
    let words: Vec<ShellWord> = words.collect();
    (!words.is_empty()).then_some(ShellCommand { words })
}

/// The bytes of an instruction behind its keyword and flags.
pub(super) fn behind_flags(text: &str, span: &Range<usize>) -> Range<usize> {
    let statement = &text[span.clone()];
    let mut rest = statement.trim_start_matches(|c: char| !c.is_whitespace());
    loop {
        let blank = |c: char| c.is_whitespace() || c == '\\' || c == '`';
        let next = rest.trim_start_matches(blank);
        if let Some(line) = next.strip_prefix('#') {
            rest = line.split_once('\n').map_or("", |(_, after)| after);
        } else if next.starts_with("--") {
            rest = next.trim_start_matches(|c: char| !c.is_whitespace());
        } else {
            return span.end - next.len()..span.end;
        }
    }
}

/// The text of a command in either form, for messages.
pub(super) fn shown(command: &Command) -> String {
    match command {
        Command::Exec(exec) => exec.arguments().join(" "),
        Command::Shell(text) => text.joined(),
    }
}

/// The literal text of a word, or of one whose variables have defaults of their own.
pub(super) fn literal(word: &Word) -> Option<String> {
    resolved(word, &BTreeMap::new())
}

/// Whether the tree says that RUN stops at the first command that fails.
pub(super) fn stops_at_faults(stage: &Stage<'_>, before: usize) -> bool {
    let shells = stage.steps.iter().filter(|step| step.span.start < before);
    let mut last = shells.filter_map(|step| match step.instruction {
        Instruction::Shell(shell) => Some(shell),
        _ => None,
    });
    last.next_back().is_some_and(|shell| {
        let mut arguments = shell.program().arguments().iter().skip(1);
        arguments
            .any(|argument| argument == "errexit" || (argument.starts_with('-') && argument.contains('e')))
    })
}
