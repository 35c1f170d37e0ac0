use super::text::Piece;
use super::units::{Unit, units};
use super::{
    Comment, Directives, Dockerfile, Escape, Instruction, Item, Note, Opener, RunCommand, ShellText,
    Statement,
};

/// How far a continued line is moved in.
const INDENT: &str = "    ";

/// The file as text, ending with a line break. Every tree can be written, and [`super::parse`] reads the same tree
/// from what is written.
pub fn write(file: &Dockerfile) -> String {
    write_each(file, |_| {})
}

/// The same; `item` is told how long the text is before each item, and at the end.
pub(crate) fn write_each(file: &Dockerfile, mut item: impl FnMut(usize)) -> String {
    let escape = file.directives().escape.unwrap_or_default();
    let mut writer = Writer { text: String::with_capacity(4096), escape };
    writer.directives(file.directives());
    for each in file.items() {
        item(writer.text.len());
        match each {
            Item::Statement(statement) => writer.statement(statement),
            Item::Comment(comment) => writer.comment("", comment),
            Item::Blank => writer.text.push('\n'),
        }
    }
    item(writer.text.len());
    writer.text
}

struct Writer {
    text: String,
    escape: Escape,
}

impl Writer {
    fn directives(&mut self, directives: &Directives) {
        let Directives { syntax, escape, check } = directives;
        let values = [
            ("syntax", syntax.as_ref().map(|value| value.as_str().to_owned())),
            ("escape", escape.map(|escape| escape.character().to_string())),
            ("check", check.as_ref().map(|value| value.as_str().to_owned())),
        ];
        for (name, value) in values {
            if let Some(value) = value {
                self.push(&["# ", name, "=", &value, "\n"]);
            }
        }
    }

    fn statement(&mut self, statement: &Statement) {
        for (index, unit) in units(statement.instruction()).iter().enumerate() {
            match statement.breaks().get(&index) {
                None if index == 0 => {}
                None => self.text.push(' '),
                Some(notes) => {
                    self.text.push(' ');
                    self.continued();
                    for note in notes {
                        match note {
                            Note::Comment(comment) => self.comment(INDENT, comment),
                            Note::Blank => self.text.push('\n'),
                        }
                    }
                    self.text.push_str(INDENT);
                }
            }
            match unit {
                Unit::Text(text) => self.shell_text(text),
                Unit::TextAfterFlags(text) => {
                    // Or the builder takes the beginning of the text for a flag.
                    if text.begins_with("--") {
                        self.text.push_str("-- ");
                    }
                    self.shell_text(text);
                }
                other => other.write(&mut self.text),
            }
        }
        self.text.push('\n');
        self.heredocs(statement.instruction());
    }

    fn shell_text(&mut self, text: &ShellText) {
        let pieces = text.pieces();
        for (index, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Text(line) => {
                    self.text.push_str(line);
                    if index + 1 < pieces.len() {
                        self.continued();
                    }
                }
                Piece::Comment(comment) => self.comment(&indent_of_next(&pieces[index..]), comment),
                Piece::Blank => self.text.push('\n'),
            }
        }
    }

    fn heredocs(&mut self, instruction: &Instruction) {
        match instruction {
            Instruction::Run(run) => {
                if let RunCommand::Shell(script) = &run.command {
                    script.heredocs().for_each(|(opener, body)| self.heredoc(&opener, body));
                }
            }
            Instruction::Copy(copy) => {
                copy.paths.heredocs().for_each(|heredoc| self.heredoc(heredoc.opener(), heredoc.body()));
            }
            Instruction::Add(add) => {
                add.paths.heredocs().for_each(|heredoc| self.heredoc(heredoc.opener(), heredoc.body()));
            }
            Instruction::Onbuild(onbuild) => self.heredocs(onbuild.instruction()),
            _ => {}
        }
    }

    fn heredoc(&mut self, opener: &Opener, body: &str) {
        self.push(&[body, &opener.name, "\n"]);
    }

    fn continued(&mut self) {
        self.text.push(self.escape.character());
        self.text.push('\n');
    }

    fn comment(&mut self, indent: &str, comment: &Comment) {
        self.push(&[indent, "#", comment.as_str(), "\n"]);
    }

    fn push(&mut self, texts: &[&str]) {
        self.text.extend(texts.iter().copied());
    }
}

/// A comment between the lines of a command is moved in like the line that it stands above.
fn indent_of_next(pieces: &[Piece]) -> String {
    let next = pieces.iter().find_map(|piece| match piece {
        Piece::Text(line) => Some(line.as_str()),
        Piece::Comment(_) | Piece::Blank => None,
    });
    let blanks = next.map(|line| line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect());
    blanks.unwrap_or_default()
}
