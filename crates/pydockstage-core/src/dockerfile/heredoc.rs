use super::openers::{Opener, openers};
use super::{ShellText, SyntaxError};

/// A file written in the Dockerfile itself, as a source of COPY or ADD, or as the input of RUN.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Heredoc {
    opener: Opener,
    body: String,
}

/// A command in shell form with the heredocs that it opens.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Script {
    text: ShellText,
    bodies: Vec<String>,
}

impl Heredoc {
    /// A heredoc with a body whose variables the builder (COPY, ADD) or the shell (RUN) puts in.
    ///
    /// The name is the file's name where the destination is a folder: letters, digits and `_ . + @ % : , = / -`, the
    /// last not first. The body ends with a line break, which is added where it lacks; fails where one of its lines
    /// is the name.
    pub fn new(name: &str, body: impl Into<String>) -> Result<Self, SyntaxError> {
        Self::with(name, body, false, false)
    }

    /// A heredoc with a quoted name: its body is taken to the letter.
    pub fn literal(name: &str, body: impl Into<String>) -> Result<Self, SyntaxError> {
        Self::with(name, body, true, false)
    }

    /// The general form. `strip_tabs` is `<<-`: tabs at the beginning of the lines don't count.
    pub fn with(
        name: &str,
        body: impl Into<String>,
        literal: bool,
        strip_tabs: bool,
    ) -> Result<Self, SyntaxError> {
        let sound = |b: u8| b.is_ascii_alphanumeric() || b"_.+@%:,=/-".contains(&b);
        if name.is_empty() || name.starts_with('-') || !name.bytes().all(sound) {
            return Err(SyntaxError::new(
                "the name of a heredoc",
                name,
                "only letters, digits and _ . + @ % : , = / - may stand in it, the last not first",
            ));
        }
        let opener = Opener { name: name.to_owned(), strip_tabs, literal };
        let body = checked_body(&opener, body.into())?;
        Ok(Self { opener, body })
    }

    /// Its name and how its body is taken.
    pub fn opener(&self) -> &Opener {
        &self.opener
    }

    /// The body, tabs and all, with the line break at its end; or nothing.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// How it stands in the line: `<<-"NAME"`.
    pub(super) fn word(&self) -> String {
        let dash = if self.opener.strip_tabs { "-" } else { "" };
        let quote = if self.opener.literal { "\"" } else { "" };
        format!("<<{dash}{quote}{}{quote}", self.opener.name)
    }
}

impl Script {
    /// A command without heredocs; fails where the builder would see one in it.
    pub fn new(text: ShellText) -> Result<Self, SyntaxError> {
        Self::with_heredocs(text, Vec::new())
    }

    /// A command and the bodies of the heredocs that it opens, in order; see [`Heredoc::new`] for the bodies.
    pub fn with_heredocs(text: ShellText, bodies: Vec<String>) -> Result<Self, SyntaxError> {
        let joined = text.joined();
        let openers = openers(&joined).map_err(|reason| SyntaxError::new(KIND, joined.clone(), reason))?;
        if openers.len() != bodies.len() {
            let reason = if openers.len() > bodies.len() {
                "the builder sees a heredoc in it, and there is no body for that"
            } else {
                "there are more bodies than it opens heredocs"
            };
            return Err(SyntaxError::new(KIND, joined, reason));
        }
        let bodies = openers.iter().zip(bodies).map(|(opener, body)| checked_body(opener, body));
        Ok(Self { bodies: bodies.collect::<Result<_, _>>()?, text })
    }

    /// The line, or lines, of the command.
    pub fn text(&self) -> &ShellText {
        &self.text
    }

    /// What ends each heredoc, and its body.
    pub fn heredocs(&self) -> impl Iterator<Item = (Opener, &str)> {
        let openers = openers(&self.text.joined()).unwrap_or_default();
        openers.into_iter().zip(self.bodies.iter().map(String::as_str))
    }
}

/// The heredoc alone: its body is the script.
impl TryFrom<Heredoc> for Script {
    type Error = SyntaxError;

    fn try_from(heredoc: Heredoc) -> Result<Self, SyntaxError> {
        Self::with_heredocs(ShellText::new(&heredoc.word())?, vec![heredoc.body])
    }
}

impl TryFrom<ShellText> for Script {
    type Error = SyntaxError;

    fn try_from(text: ShellText) -> Result<Self, SyntaxError> {
        Self::new(text)
    }
}

const KIND: &str = "a command of RUN";

/// The body with a line break at its end, if no line of it, and nothing about the name, would end it wrongly.
fn checked_body(opener: &Opener, mut body: String) -> Result<String, SyntaxError> {
    let kind = "the body of a heredoc";
    if body.contains('\0') {
        return Err(SyntaxError::new(kind, body, "a NUL stands in it"));
    }
    if opener.name.starts_with('\t') && opener.strip_tabs {
        return Err(SyntaxError::new(
            kind,
            body,
            "no line can end it: tabs are stripped, and its name begins with one",
        ));
    }
    if !body.is_empty() && !body.ends_with('\n') {
        body.push('\n');
    }
    if body.split_inclusive('\n').any(|line| ends(opener, line)) {
        return Err(SyntaxError::new(kind, body, "one of its lines is the name that ends it"));
    }
    Ok(body)
}

/// Whether a line of the file ends the heredoc.
pub(super) fn ends(opener: &Opener, line: &str) -> bool {
    let line = line.trim_end_matches(['\r', '\n']);
    let line = if opener.strip_tabs { line.trim_start_matches('\t') } else { line };
    line == opener.name
}
