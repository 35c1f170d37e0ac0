//! Finds the heredocs that a line opens, as the builder does: it takes the whole line for words of a shell, and each
//! word that reads `<<NAME` opens one, whatever the shell itself would have said
//! (`moby/buildkit`, `frontend/dockerfile/parser/parser.go`, `heredocsFromLine`).
//!
//! Since `BuildKit` 0.22 blanks may stand behind the `<<` (`moby/buildkit` 5778), so that `$((1 << 2))` opens one too:
//! measured with `docker build --call=targets` on 28.5.

/// A heredoc that a line opens.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Opener {
    /// The line that ends its body.
    pub name: String,
    /// Tabs at the beginning of its lines don't count: `<<-`.
    pub strip_tabs: bool,
    /// The name is quoted: variables in the body are left as they stand.
    pub literal: bool,
}

/// The heredocs of a line, in order. An error where a word begins like one and can't be read, or where builders
/// disagree whether it is one.
pub(super) fn openers(line: &str) -> Result<Vec<Opener>, &'static str> {
    if !line.contains("<<") {
        return Ok(Vec::new());
    }
    // A line that is no sound text for a shell opens none: the builder drops the error.
    let mode = Mode { keep_quotes: true, keep_escapes: true, join_blanks: true };
    let (Some(Split { words, disputed }), Some(older)) =
        (split(line, mode), split(line, Mode { join_blanks: false, ..mode }))
    else {
        return Ok(Vec::new());
    };
    let openers = words.iter().filter_map(|word| opener(word).transpose()).collect::<Result<Vec<_>, _>>()?;
    // What only newer builders see is a heredoc as well, and needs its body; the other way round nobody is right.
    let lost =
        older.words.iter().filter_map(|word| opener(word).ok().flatten()).any(|old| !openers.contains(&old));
    if disputed || lost { Err("builders disagree whether this is a heredoc") } else { Ok(openers) }
}

/// What a single word opens, if it does.
pub(super) fn opener(word: &str) -> Result<Option<Opener>, &'static str> {
    let Some(rest) = word.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix("<<") else {
        return Ok(None);
    };
    let (strip_tabs, rest) = rest.strip_prefix('-').map_or((false, rest), |rest| (true, rest));
    let rest = rest.trim_start_matches([' ', '\t']);
    if rest.is_empty() || rest.contains('<') {
        return Ok(None);
    }
    let unsound = "the name of a heredoc has a quote or a variable without an end";
    let bare =
        split(rest, Mode { keep_quotes: false, keep_escapes: false, join_blanks: true }).ok_or(unsound)?;
    let [name] = bare.words.as_slice() else {
        return Ok(None);
    };
    let quoted =
        split(rest, Mode { keep_quotes: true, keep_escapes: false, join_blanks: true }).ok_or(unsound)?;
    let [with_quotes] = quoted.words.as_slice() else {
        return Err(unsound);
    };
    let count = |text: &str| text.matches(['\'', '"']).count();
    Ok(Some(Opener { name: name.clone(), strip_tabs, literal: count(name) != count(with_quotes) }))
}

#[derive(Clone, Copy)]
struct Mode {
    keep_quotes: bool,
    keep_escapes: bool,
    /// Blanks behind `<<` are part of the word.
    join_blanks: bool,
}

/// A text as words of a shell.
struct Split {
    words: Vec<String>,
    /// A word that begins like a heredoc has a variable with a modifier in it: newer builders lose what stands before
    /// that, older ones don't.
    disputed: bool,
}

/// Splits a text into words; none where a quote or a variable has no end. The backslash escapes here, whatever the
/// file's escape character is.
fn split(text: &str, mode: Mode) -> Option<Split> {
    let mut words =
        Words { text, at: 0, mode, word: String::new(), in_word: false, done: Vec::new(), disputed: false };
    words.expect('\u{feff}');
    words.until(None, mode.keep_escapes, true)?;
    if !words.word.is_empty() {
        words.done.push(words.word);
    }
    Some(Split { words: words.done, disputed: words.disputed })
}

/// The words so far, and the one that grows.
struct Words<'a> {
    text: &'a str,
    at: usize,
    mode: Mode,
    word: String,
    in_word: bool,
    done: Vec<String>,
    disputed: bool,
}

impl<'a> Words<'a> {
    /// Reads up to `stop` or the end. What is read comes back as text, and with `split` it also goes into words.
    fn until(&mut self, stop: Option<char>, keep_escapes: bool, split: bool) -> Option<String> {
        let mut read = String::new();
        while let Some(character) = self.peek() {
            if Some(character) == stop {
                self.at += character.len_utf8();
                return Some(read);
            }
            let (text, whole) = match character {
                '\'' => (self.single_quoted()?, true),
                '"' => (self.double_quoted(keep_escapes)?, true),
                '$' => (self.dollar()?, false),
                '\\' => {
                    self.at += 1;
                    let mut text = String::new();
                    if keep_escapes {
                        text.push('\\');
                    }
                    text.extend(self.next());
                    (text, true)
                }
                '<' if self.mode.join_blanks && self.text[self.at..].starts_with("<<") => {
                    // The blanks behind it don't part it from a name.
                    let rest = &self.text[self.at + 2..];
                    let length = rest.len() - rest.trim_start_matches([' ', '\t']).len() + 2;
                    let text = self.text[self.at..self.at + length].to_owned();
                    self.at += length;
                    (text, true)
                }
                other => {
                    self.at += other.len_utf8();
                    (other.to_string(), false)
                }
            };
            if split {
                self.add(&text, whole);
            }
            read.push_str(&text);
        }
        stop.is_none().then_some(read)
    }

    /// Adds to the words; blanks of a `whole` text are part of its word.
    fn add(&mut self, text: &str, whole: bool) {
        if whole {
            self.word.push_str(text);
            self.in_word = true;
            return;
        }
        for character in text.chars() {
            if !character.is_whitespace() {
                self.word.push(character);
                self.in_word = true;
            } else if self.in_word && !self.word.is_empty() {
                self.done.push(std::mem::take(&mut self.word));
                self.in_word = false;
            }
        }
    }

    fn single_quoted(&mut self) -> Option<String> {
        let length = self.text[self.at + 1..].find('\'')? + 2;
        let quoted = &self.text[self.at..self.at + length];
        self.at += length;
        Some(if self.mode.keep_quotes { quoted } else { &quoted[1..length - 1] }.to_owned())
    }

    fn double_quoted(&mut self, keep_escapes: bool) -> Option<String> {
        let quote = if self.mode.keep_quotes { "\"" } else { "" };
        let mut read = quote.to_owned();
        self.at += 1;
        loop {
            match self.peek()? {
                '"' => {
                    self.at += 1;
                    read.push_str(quote);
                    return Some(read);
                }
                '$' => read.push_str(&self.dollar()?),
                '\\' => {
                    self.at += 1;
                    if keep_escapes {
                        read.push('\\');
                    }
                    match self.peek()? {
                        next @ ('"' | '$' | '\\') => {
                            self.at += 1;
                            read.push(next);
                        }
                        _ => read.push('\\'),
                    }
                }
                other => {
                    self.at += other.len_utf8();
                    read.push(other);
                }
            }
        }
    }

    /// A variable stays as it is written, since none is set where the builder looks for heredocs.
    fn dollar(&mut self) -> Option<String> {
        self.at += 1;
        if self.peek() != Some('{') {
            return Some(format!("${}", self.name()));
        }
        self.at += 1;
        if matches!(self.peek(), None | Some('{' | '}' | ':')) {
            return None;
        }
        let name = self.name();
        let mut sign = self.next()?.to_string();
        if sign == "}" {
            return Some(format!("${{{name}}}"));
        }
        self.disputed |= self.word.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with("<<");
        if sign == ":" {
            sign.push(self.next()?);
        }
        match sign.trim_start_matches(':') {
            "-" | "+" | "?" => {
                let word = self.until(Some('}'), false, false)?;
                Some(format!("${{{name}{sign}{word}}}"))
            }
            "#" | "%" => {
                let word = self.until(Some('}'), true, false)?;
                Some(format!("${{{name}{sign}{word}}}"))
            }
            "/" if sign == "/" => {
                self.expect('/');
                let pattern = self.until(Some('/'), true, false)?;
                let replacement = self.until(Some('}'), true, false)?;
                Some(format!("${{{name}/{pattern}/{replacement}}}"))
            }
            // With a colon the builder takes any sign, reads on to the brace, and only then refuses the unset.
            _ if sign.len() > 1 => {
                let word = self.until(Some('}'), false, false)?;
                Some(format!("${{{name}{sign}{word}}}"))
            }
            _ => None,
        }
    }

    fn name(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let length = match rest.chars().next() {
            Some(first) if first.is_numeric() => rest.len() - rest.trim_start_matches(char::is_numeric).len(),
            Some(first) if super::lex::is_special(first) => first.len_utf8(),
            _ => rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len()),
        };
        self.at += length;
        &rest[..length]
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    fn expect(&mut self, wanted: char) {
        if self.peek() == Some(wanted) {
            self.at += wanted.len_utf8();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<String> {
        openers(line).unwrap().into_iter().map(|opener| opener.name).collect()
    }

    #[test]
    fn a_word_with_two_angles_opens_a_heredoc() {
        assert_eq!(names("RUN cat <<EOF >x 3<<-'B C' && true"), ["EOF", "B C"]);
        assert_eq!(names("RUN echo $((1<<2)) <<<here \"<<no\" '<<no' a<<no \\<< no"), Vec::<String>::new());
        assert_eq!(names(r"RUN cat <<\EOF"), ["EOF"]);
        assert_eq!(names("RUN cat <<$A <<${B}"), ["$A", "${B}"]);
    }

    #[test]
    fn quotes_and_tabs_are_told() {
        let found = openers("COPY <<-\"A\" <<B <<C'D' /").unwrap();
        let told: Vec<_> = found.iter().map(|o| (o.name.as_str(), o.strip_tabs, o.literal)).collect();
        assert_eq!(told, [("A", true, true), ("B", false, false), ("CD", false, true)]);
    }

    #[test]
    fn blanks_may_stand_before_the_name() {
        // Each as `docker build --call=targets` of 28.5 sees it.
        assert_eq!(names("RUN cat <<  EOF > x 3<<\t'A B'C << \\D"), ["EOF", "A BC", "D"]);
        assert_eq!(names("RUN echo $((1 << 2))"), ["2))"]);
        assert_eq!(names("RUN cat << - EOF"), ["-"]);
        assert_eq!(names("RUN cat <<- EOF <<\u{a0}EOF <<\u{b}EOF <<"), Vec::<String>::new());
        assert_eq!(names("RUN a <<< <<B \"<<\" <<C \\<< <<D <<'' <<E"), ["B", "C", "D", "E"]);
        assert_eq!(names("RUN a ${A:-x << y} ${A:-x <<B }"), ["B"]);
    }

    #[test]
    fn what_builders_disagree_on_is_refused() {
        // Older ones see a heredoc, newer ones a word that is none.
        assert!(openers("RUN a << <<B").is_err());
        assert!(openers("RUN a b<< <<B").is_err());
        assert!(openers("RUN a 1<<   2<<3 <<B").is_err());
        assert!(openers("RUN cat <<${A:-x}").is_err());
        assert!(openers("RUN cat << \"a${A:-x}\"").is_err());
        assert!(openers("RUN cat ${A:-x} <<B").is_ok());
    }

    #[test]
    fn a_line_that_no_shell_could_read_opens_none() {
        assert_eq!(names("RUN cat <<EOF it's"), Vec::<String>::new());
        assert_eq!(names("RUN cat <<EOF ${"), Vec::<String>::new());
    }
}
