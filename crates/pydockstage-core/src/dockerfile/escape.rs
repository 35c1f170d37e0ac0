/// The character that continues a line and escapes in words: the `escape` directive.
///
/// Whatever the directive says, flags and the words of heredocs are always escaped with a backslash
/// (`moby/buildkit`, `frontend/dockerfile/parser/split_command.go` and `parser.go`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Escape {
    /// `\`, what a file has that says nothing.
    #[default]
    Backslash,
    /// A backtick, for files full of Windows paths.
    Backtick,
}

impl Escape {
    /// The character itself.
    pub fn character(self) -> char {
        match self {
            Self::Backslash => '\\',
            Self::Backtick => '`',
        }
    }

    /// Whether the builder takes this line as continued: exactly one escape character, and blanks, at its end.
    pub(super) fn continues(self, line: &str) -> bool {
        let escape = self.character();
        let line = line.trim_end_matches([' ', '\t']);
        line.strip_suffix(escape).is_some_and(|rest| !rest.ends_with(escape))
    }
}
