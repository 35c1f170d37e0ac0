//! Ignore files of the build context: which rule hides a path (moby/patternmatcher, `MatchesOrParentMatches`, and its
//! `ignorefile` for the lines).

use crate::names::ProjectPath;

/// The rules of an ignore file, in order; the last that fits a path decides.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct IgnoreFile {
    rules: Vec<Rule>,
}

/// A rule and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The line, counted from 1.
    pub line: usize,
    /// The rule as written.
    pub text: String,
    /// Whether it lets through again (`!`) what an earlier one hides.
    pub is_exception: bool,
    pattern: Vec<Part>,
}

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// This character.
    Literal(char),
    /// `?`: any character but `/`.
    One,
    /// `*`: any text without `/`.
    Any,
    /// `**/`: nothing, or any folders.
    Folders,
    /// `**` at the end: any text.
    Everything,
    /// `[a-c]`, `[^a]`: a character of these ranges, or of none of them.
    Class { negated: bool, ranges: Vec<(char, char)> },
}

impl IgnoreFile {
    /// Reads the text of an ignore file.
    pub fn parse(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let rules = text.lines().enumerate().filter_map(|(at, line)| Rule::parse(at + 1, line)).collect();
        Self { rules }
    }

    /// The rule that hides the path; none where it travels to the builder.
    pub fn hidden_by(&self, path: &ProjectPath) -> Option<&Rule> {
        self.hidden_in(path, &mut Matcher::default())
    }

    /// Whether one of the paths is hidden.
    pub fn hides_any<'a>(&self, paths: impl IntoIterator<Item = &'a ProjectPath>) -> bool {
        let mut matcher = Matcher::default();
        paths.into_iter().any(|path| self.hidden_in(path, &mut matcher).is_some())
    }

    fn hidden_in(&self, path: &ProjectPath, matcher: &mut Matcher) -> Option<&Rule> {
        matcher.text.clear();
        matcher.text.extend(path.as_str().chars());
        let deciding = self.rules.iter().rev().find(|rule| rule.fits(matcher))?;
        (!deciding.is_exception).then_some(deciding)
    }

    /// The rule that hides the folder with all that is in it: a later exception may let something below it through.
    pub fn hidden_whole_by(&self, folder: &ProjectPath) -> Option<&Rule> {
        let rule = self.hidden_by(folder)?;
        let later = self.rules.iter().filter(|other| other.is_exception && other.line > rule.line);
        let below = format!("{folder}/");
        let mut later = later.map(Rule::fixed);
        (!later.any(|fixed| fixed.starts_with(&below) || below.starts_with(&fixed))).then_some(rule)
    }
}

impl Rule {
    /// Reads a line; none where it is empty or a comment.
    fn parse(line: usize, text: &str) -> Option<Self> {
        if text.starts_with('#') {
            return None;
        }
        let text = text.trim();
        // Cleaned twice, by the reader of lines and by the matcher, which has the `!` in front of the first name then.
        let clean = match text.strip_prefix('!') {
            Some(rest) => cleaned(&format!("!{}", without_root(&cleaned(rest.trim())))),
            None => cleaned(without_root(&cleaned(text))),
        };
        let (is_exception, pattern) = match clean.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, clean.as_str()),
        };
        if matches!(pattern, "" | "." | "/") {
            return None;
        }
        Some(Self { line, text: text.to_owned(), is_exception, pattern: parts(pattern) })
    }

    /// Whether the rule speaks of the matcher's path or of a folder that it lies in.
    fn fits(&self, matcher: &mut Matcher) -> bool {
        let length = matcher.text.len();
        (0..=length).any(|end| {
            let is_end = matcher.text.get(end).is_none_or(|character| *character == '/');
            is_end && matcher.matches(&self.pattern, end)
        })
    }

    /// The text that every path begins with that it fits.
    fn fixed(&self) -> String {
        self.pattern
            .iter()
            .map_while(|part| match part {
                Part::Literal(character) => Some(*character),
                _ => None,
            })
            .collect()
    }
}

/// The pattern as a path without `.`, without doubled or closing slashes, and with `..` taken for the folder above, where
/// there is one (Go's `filepath.Clean`).
fn cleaned(pattern: &str) -> String {
    let is_rooted = pattern.starts_with('/');
    let mut names: Vec<&str> = Vec::new();
    for name in pattern.split('/') {
        match name {
            "" | "." => {}
            ".." if names.last().is_some_and(|last| *last != "..") => {
                names.pop();
            }
            ".." if is_rooted => {}
            name => names.push(name),
        }
    }
    format!("{}{}", if is_rooted { "/" } else { "" }, names.join("/"))
}

fn without_root(pattern: &str) -> &str {
    pattern.strip_prefix('/').unwrap_or(pattern)
}

fn parts(pattern: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    // `**` in front of nothing but characters is any text, and not only folders.
    let plain = pattern.strip_prefix("**").filter(|rest| !rest.contains(['*', '?', '[', ']', '\\']));
    let any = plain.filter(|rest| !rest.starts_with('/'));
    if any.is_some() {
        parts.push(Part::Everything);
    }
    let mut characters = any.unwrap_or(pattern).chars().peekable();
    while let Some(character) = characters.next() {
        parts.push(match character {
            '*' if characters.next_if_eq(&'*').is_some() => {
                characters.next_if_eq(&'/');
                if characters.peek().is_some() { Part::Folders } else { Part::Everything }
            }
            '*' => Part::Any,
            '?' => Part::One,
            '[' => class(&mut characters),
            '\\' => escaped(characters.next().unwrap_or('\\')),
            other => Part::Literal(other),
        });
    }
    parts
}

/// What a character behind a backslash stands for: itself, but for letters, which the matcher hands to Go's regular
/// expressions (`regexp/syntax`: `\d`, `\w`, `\s`, their opposites and the control characters).
fn escaped(character: char) -> Part {
    let class = |negated: bool, ranges: &[(char, char)]| Part::Class { negated, ranges: ranges.to_vec() };
    match character {
        'a' => Part::Literal('\x07'),
        'f' => Part::Literal('\x0c'),
        'n' => Part::Literal('\n'),
        'r' => Part::Literal('\r'),
        't' => Part::Literal('\t'),
        'v' => Part::Literal('\x0b'),
        'd' | 'D' => class(character == 'D', &[('0', '9')]),
        'w' | 'W' => class(character == 'W', &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]),
        's' | 'S' => class(character == 'S', &[('\t', '\n'), ('\x0c', '\r'), (' ', ' ')]),
        other => Part::Literal(other),
    }
}

fn class(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Part {
    let negated = characters.next_if_eq(&'^').is_some();
    let mut ranges = Vec::new();
    let escaped = |first: char, characters: &mut std::iter::Peekable<std::str::Chars<'_>>| {
        if first == '\\' { characters.next().unwrap_or('\\') } else { first }
    };
    while let Some(first) = characters.next() {
        if first == ']' && !ranges.is_empty() {
            break;
        }
        let first = escaped(first, characters);
        let mut last = first;
        if characters.next_if_eq(&'-').is_some()
            && let Some(end) = characters.next()
        {
            last = escaped(end, characters);
        }
        ranges.push((first, last));
    }
    Part::Class { negated, ranges }
}

/// A path that is held against patterns. What it works with is kept from one pattern to the next.
#[derive(Default)]
struct Matcher {
    text: Vec<char>,
    reached: Vec<bool>,
    next: Vec<bool>,
}

impl Matcher {
    /// Whether the whole text before `end` is like the pattern. Each part moves the set of places that the text was
    /// read up to, so the time is bounded by the product of both lengths; it ends where no place is left.
    fn matches(&mut self, pattern: &[Part], end: usize) -> bool {
        let Self { text, reached, next } = self;
        let text = &text[..end];
        for places in [&mut *reached, &mut *next] {
            places.clear();
            places.resize(end + 1, false);
        }
        reached[0] = true;
        for part in pattern {
            for at in (0..reached.len()).filter(|at| reached[*at]) {
                let one = text.get(at);
                match part {
                    Part::Literal(wanted) if one == Some(wanted) => next[at + 1] = true,
                    Part::One if one.is_some_and(|found| *found != '/') => next[at + 1] = true,
                    Part::Class { negated, ranges } => {
                        let is_in = |found: &char| ranges.iter().any(|(a, b)| (a..=b).contains(&found));
                        if one.is_some_and(|found| is_in(found) != *negated) {
                            next[at + 1] = true;
                        }
                    }
                    Part::Any => {
                        let end =
                            text[at..].iter().position(|found| *found == '/').map_or(text.len(), |n| at + n);
                        next[at..=end].fill(true);
                    }
                    Part::Everything => next[at..].fill(true),
                    Part::Folders => {
                        next[at] = true;
                        let slashes = (at..text.len()).filter(|index| text[*index] == '/');
                        slashes.for_each(|index| next[index + 1] = true);
                    }
                    Part::Literal(_) | Part::One => {}
                }
            }
            if !next.contains(&true) {
                return false;
            }
            std::mem::swap(reached, next);
            next.fill(false);
        }
        reached[text.len()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hides(rules: &str, path: &str) -> bool {
        IgnoreFile::parse(rules).hidden_by(&path.parse().unwrap()).is_some()
    }

    #[test]
    fn a_pattern_is_a_path_from_the_root() {
        assert!(hides("foo", "foo") && hides("foo", "foo/bar") && !hides("foo", "a/foo"));
        assert!(hides("/foo/", "foo") && hides("./foo", "foo"));
        assert!(hides("**/foo", "foo") && hides("**/foo", "a/b/foo") && !hides("**/foo", "a/xfoo"));
        assert!(hides("a/**/b", "a/b") && hides("a/**/b", "a/x/y/b") && !hides("a/**/b", "ab"));
        assert!(hides("*", "a/b") && hides("**", "a/b") && !hides("*/b", "b"));
        assert!(hides("*.py[co]", "x.pyc") && !hides("*.py[co]", "x.py") && !hides("*.py[^co]", "x.pyc"));
        assert!(hides("a?", "ab") && !hides("a?", "a/") && !hides("a?", "a"));
        assert!(hides("\\*", "*") && !hides("\\*", "a"));
    }

    /// As the engine was seen to do it (`tests/builds/test_ignore_oracle.py`).
    #[test]
    fn a_pattern_is_cleaned_as_a_path_and_its_escapes_are_those_of_go() {
        assert!(hides("src/../lib", "lib") && !hides("../src", "src") && hides("/../src", "src"));
        assert!(hides("!../../src", "src"), "the `!` is a part of the first name, which `..` takes away");
        assert!(hides("**a", "src/xa") && hides("**.py", "src/x.py") && !hides("**a/*", "xa/b"));
        assert!(hides("\\d", "1") && !hides("\\a", "a") && hides("\\.env", ".env"));
    }

    #[test]
    fn the_last_rule_that_fits_decides() {
        assert!(!hides("*\n!src", "src/a.py") && hides("*\n!src\nsrc/a.py", "src/a.py"));
        assert!(hides("!src\n*", "src") && hides("# src\n\n*.md", "a.md") && !hides("# src", "# src"));
        let file = IgnoreFile::parse("\u{feff}# c\n*\n! src");
        assert_eq!(file.hidden_by(&"docs".parse().unwrap()).map(|rule| rule.line), Some(2));
        assert!(file.hidden_by(&"src".parse().unwrap()).is_none());
    }

    #[test]
    fn a_folder_is_hidden_whole_unless_something_below_it_is_let_through() {
        let whole = |rules: &str| IgnoreFile::parse(rules).hidden_whole_by(&"src".parse().unwrap()).is_some();
        assert!(whole("src") && whole("*") && whole("*\n!docs") && whole("!src/a\nsrc"));
        assert!(!whole("src\n!src/a") && !whole("*\n!**/*.py") && !whole("*\n!src/**"));
    }

    proptest! {
        #[test]
        fn an_escaped_name_hides_itself_alone(name in "[a-z*?\\[\\]\\\\!#. -]{1,8}[a-z]", other in "[a-z.]{1,8}") {
            prop_assume!(name.trim() == name && name != other);
            let mut escaped = String::new();
            for character in name.chars() {
                if "*?[]\\!#".contains(character) { escaped.push('\\') }
                escaped.push(character);
            }
            let path: Result<ProjectPath, _> = name.parse();
            prop_assume!(path.as_ref().is_ok_and(|path| path.as_str() == name));
            prop_assert!(IgnoreFile::parse(&escaped).hidden_by(&path.unwrap()).is_some());
            prop_assume!(other.parse::<ProjectPath>().is_ok_and(|path| !path.is_root()));
            prop_assert!(!hides(&escaped, &other));
        }

        #[test]
        fn an_exception_for_a_path_lets_it_through_whatever_stood_before(rules in "\\PC{0,40}", path in "[a-z]{1,6}(/[a-z]{1,6}){0,3}") {
            let text = format!("{rules}\n!{path}");
            prop_assert!(!hides(&text, &path));
        }
    }
}
