//! What a command in shell form runs, word by word, each word with its place in the file. It is no shell: what it can't
//! tell it leaves out, and what a variable holds it doesn't know.

use std::ops::Range;

/// A simple command: a program and its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShellCommand {
    /// The words, without assignments and redirections before or behind them; at least one.
    pub(super) words: Vec<ShellWord>,
}

/// A word of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShellWord {
    /// The text, quotes taken off.
    pub(super) text: String,
    /// Its bytes in the file.
    pub(super) span: Range<usize>,
    /// Whether the shell puts something in: a variable, the output of a command, names of files.
    pub(super) expands: bool,
}

/// What can stand before the program's name and is none.
const PREFIXES: [&str; 17] = [
    "!",
    "if",
    "then",
    "else",
    "elif",
    "do",
    "while",
    "until",
    "{",
    "(",
    "time",
    "sudo",
    "env",
    "exec",
    "command",
    "eatmydata",
    "fakeroot",
];

impl ShellCommand {
    /// The name of the program, without its folder.
    pub(super) fn program(&self) -> &str {
        let name = self.words.first().map_or("", |word| word.text.as_str());
        name.rsplit('/').next().unwrap_or(name)
    }

    /// The words behind the program's name.
    pub(super) fn arguments(&self) -> &[ShellWord] {
        self.words.get(1..).unwrap_or_default()
    }

    /// Whether an argument is exactly this.
    pub(super) fn has(&self, argument: &str) -> bool {
        self.arguments().iter().any(|word| word.text == argument)
    }

    /// The bytes of the file that it stands in.
    pub(super) fn span(&self) -> Range<usize> {
        let start = self.words.first().map_or(0, |word| word.span.start);
        start..self.words.last().map_or(start, |word| word.span.end)
    }
}

/// The commands in `text[range]`, which is a command of the shell form as it stands in a file with this escape
/// character, its continued lines, comments and heredocs and all.
pub(super) fn commands(text: &str, range: Range<usize>, escape: char) -> Vec<ShellCommand> {
    let mut scanner = Scanner { text, at: range.start, end: range.end.min(text.len()), escape };
    let mut found = Vec::new();
    let mut words: Vec<ShellWord> = Vec::new();
    let mut redirected = false;
    while let Some(token) = scanner.next() {
        match token {
            Token::Separator => {
                redirected = false;
                push(&mut found, std::mem::take(&mut words));
            }
            Token::Redirection => redirected = true,
            Token::Word(_) if redirected => redirected = false,
            Token::Word(word) => words.push(word),
        }
    }
    push(&mut found, words);
    found
}

fn push(found: &mut Vec<ShellCommand>, words: Vec<ShellWord>) {
    let mut words = words.into_iter().peekable();
    while words.next_if(|word| PREFIXES.contains(&word.text.as_str()) || is_assignment(&word.text)).is_some()
    {
    }
    let words: Vec<ShellWord> = words.collect();
    if !words.is_empty() {
        found.push(ShellCommand { words });
    }
}

/// Whether a word sets a variable for the command behind it.
fn is_assignment(word: &str) -> bool {
    let name = |name: &str| {
        !name.is_empty()
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    word.split_once('=').is_some_and(|(before, _)| name(before))
}

enum Token {
    Word(ShellWord),
    Separator,
    /// What stands behind it is a file, not an argument.
    Redirection,
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    escape: char,
}

impl Scanner<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..self.end]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The bytes of a line that goes on: the escape character, blanks, the line break, and the comment lines behind it.
    fn continuation(&self) -> Option<usize> {
        let rest = self.rest();
        let behind = rest.strip_prefix(self.escape).or_else(|| rest.strip_prefix('\\'))?;
        let line = behind.trim_start_matches([' ', '\t', '\r']);
        let mut after = line.strip_prefix('\n')?;
        while let Some((comment, next)) = after.split_once('\n') {
            if !comment.trim_start().starts_with('#') {
                break;
            }
            after = next;
        }
        Some(rest.len() - after.len())
    }

    fn next(&mut self) -> Option<Token> {
        loop {
            if let Some(length) = self.continuation() {
                self.at += length;
                continue;
            }
            match self.peek()? {
                ' ' | '\t' | '\r' => self.at += 1,
                '\n' | ';' | '&' | '|' | '(' | ')' => {
                    self.at += 1;
                    return Some(Token::Separator);
                }
                '>' | '<' => {
                    self.at += self.rest().len() - self.rest().trim_start_matches(['>', '<', '&', '-']).len();
                    return Some(Token::Redirection);
                }
                '#' => self.at += self.rest().find('\n').unwrap_or(self.rest().len()),
                _ => return Some(self.word()),
            }
        }
    }

    fn word(&mut self) -> Token {
        let start = self.at;
        let mut text = String::new();
        let mut expands = false;
        while let Some(character) = self.peek() {
            if let Some(length) = self.continuation() {
                self.at += length;
                continue;
            }
            match character {
                ' ' | '\t' | '\r' | '\n' | ';' | '&' | '|' | '(' | ')' => break,
                '>' | '<' => {
                    // `2>/dev/null`: the number is part of the redirection.
                    if text.chars().all(|c| c.is_ascii_digit()) {
                        return Token::Redirection;
                    }
                    break;
                }
                '\'' => {
                    self.at += 1;
                    let length = self.rest().find('\'').unwrap_or(self.rest().len());
                    text.push_str(&self.rest()[..length]);
                    self.at = (self.at + length + 1).min(self.end);
                }
                '"' => {
                    self.at += 1;
                    while let Some(inside) = self.peek().filter(|&c| c != '"') {
                        if let Some(length) = self.continuation() {
                            self.at += length;
                            continue;
                        }
                        expands |= matches!(inside, '$' | '`');
                        self.take(&mut text);
                    }
                    self.at = (self.at + 1).min(self.end);
                }
                '$' | '`' => {
                    expands = true;
                    self.substitution(&mut text);
                }
                '\\' => {
                    self.at += 1;
                    if self.peek().is_some() {
                        self.take(&mut text);
                    }
                }
                _ => {
                    expands |= matches!(character, '*' | '?' | '[');
                    self.take(&mut text);
                }
            }
        }
        Token::Word(ShellWord { text, span: start..self.at, expands })
    }

    /// One character as it stands.
    fn take(&mut self, text: &mut String) {
        if let Some(character) = self.peek() {
            text.push(character);
            self.at += character.len_utf8();
        }
    }

    /// `$name`, `${…}`, `$(…)` or a command in backquotes, as it stands.
    fn substitution(&mut self, text: &mut String) {
        let closing = match self.rest().as_bytes() {
            [b'$', b'(', ..] => ('(', ')'),
            [b'$', b'{', ..] => ('{', '}'),
            [b'`', ..] => ('\0', '`'),
            _ => return self.take(text),
        };
        self.take(text);
        let mut depth = usize::from(closing.0 == '\0');
        while let Some(character) = self.peek() {
            self.take(text);
            if character == closing.1 {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return;
                }
            } else if character == closing.0 {
                depth += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Vec<String>> {
        let found = commands(text, 0..text.len(), '\\');
        for word in found.iter().flat_map(|command| &command.words) {
            assert!(text.get(word.span.clone()).is_some(), "{word:?}");
        }
        found.into_iter().map(|command| command.words.into_iter().map(|word| word.text).collect()).collect()
    }

    #[test]
    fn commands_are_parted_and_lines_joined() {
        let text = "apt-get update \\\n  # why\n    && DEBIAN_FRONTEND=noninteractive apt-get install -y \\\n gcc 'a b' 2>/dev/null; ls";
        let expected: [&[&str]; 3] =
            [&["apt-get", "update"], &["apt-get", "install", "-y", "gcc", "a b"], &["ls"]];
        assert_eq!(words(text), expected);
    }

    #[test]
    fn what_the_shell_puts_in_is_one_word() {
        assert_eq!(
            words("echo $(cat a; cat b) \"${X:-a b}\" x"),
            [["echo", "$(cat a; cat b)", "${X:-a b}", "x"]]
        );
    }

    #[test]
    fn a_heredoc_is_a_command_a_line() {
        assert_eq!(
            words("<<EOF\nset -e\napt-get update\nEOF"),
            [vec!["set", "-e"], vec!["apt-get", "update"], vec!["EOF"]]
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_to_its_end(text in "\\PC{0,60}|[ \\\\\n\"'$(){}`;&|<>#a-c]{0,60}") {
            words(&text);
        }
    }
}
