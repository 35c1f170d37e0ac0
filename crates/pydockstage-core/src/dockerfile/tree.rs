use super::directive::directive;
use super::run::{Command, Healthcheck, Probe, RunCommand};
use super::{Comment, Directives, Escape, Instruction, ShellText, Statement, SyntaxError};

/// A whole file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Dockerfile {
    directives: Directives,
    items: Vec<Item>,
}

/// What stands on a line, or several, of a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Item {
    /// An instruction.
    Statement(Statement),
    /// A comment line.
    Comment(Comment),
    /// An empty line.
    Blank,
}

impl Dockerfile {
    /// Puts a file together.
    ///
    /// Two things depend on what stands elsewhere in the file, and fail here: a comment that would be a directive,
    /// since nothing but directives stands before it; and a command in shell form that ends a line with the file's
    /// escape character.
    pub fn new(directives: Directives, items: Vec<Item>) -> Result<Self, SyntaxError> {
        // Only the first item counts: whatever it is, if no directive, it ends them.
        if let Some(Item::Comment(comment)) = items.first()
            && directive(comment.as_str()).is_some()
        {
            let reason = "at the top of a file it is a directive";
            return Err(SyntaxError::new("a comment", comment.as_str(), reason));
        }
        let escape = directives.escape.unwrap_or_default();
        for statement in items.iter().filter_map(Item::as_statement) {
            check_escape(statement.instruction(), escape)?;
        }
        Ok(Self { directives, items })
    }

    /// The directives.
    pub fn directives(&self) -> &Directives {
        &self.directives
    }

    /// The lines behind the directives, in order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The instructions in order.
    pub fn instructions(&self) -> impl Iterator<Item = &Instruction> {
        self.items.iter().filter_map(Item::as_statement).map(Statement::instruction)
    }
}

impl Item {
    /// The statement, where the item is one.
    pub fn as_statement(&self) -> Option<&Statement> {
        match self {
            Self::Statement(statement) => Some(statement),
            Self::Comment(_) | Self::Blank => None,
        }
    }
}

impl From<Comment> for Item {
    fn from(comment: Comment) -> Self {
        Self::Comment(comment)
    }
}

impl From<Statement> for Item {
    fn from(statement: Statement) -> Self {
        Self::Statement(statement)
    }
}

impl<T: Into<Instruction>> From<T> for Item {
    fn from(instruction: T) -> Self {
        Self::Statement(Statement::new(instruction))
    }
}

/// Fails on a command in shell form that would not end, or not break its lines, where it should.
pub(super) fn check_escape(instruction: &Instruction, escape: Escape) -> Result<(), SyntaxError> {
    match text(instruction) {
        Some(text) if !text.fits(escape) => {
            let reason = "the escape character at the end of a line would continue it";
            Err(SyntaxError::new("a command in shell form", text.joined(), reason))
        }
        _ => Ok(()),
    }
}

/// The text that the builder hands on as it stands, in an instruction that has one.
fn text(instruction: &Instruction) -> Option<&ShellText> {
    let command = match instruction {
        Instruction::Run(run) => match &run.command {
            RunCommand::Shell(script) => return Some(script.text()),
            RunCommand::Exec(_) => return None,
        },
        Instruction::Maintainer(maintainer) => return Some(&maintainer.0),
        Instruction::Onbuild(onbuild) => return text(onbuild.instruction()),
        Instruction::Cmd(cmd) => &cmd.0,
        Instruction::Entrypoint(entrypoint) => &entrypoint.0,
        Instruction::Healthcheck(Healthcheck::Probe(Probe { command, .. })) => command,
        _ => return None,
    };
    match command {
        Command::Shell(text) => Some(text),
        Command::Exec(_) => None,
    }
}
