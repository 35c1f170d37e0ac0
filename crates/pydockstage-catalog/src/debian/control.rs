use crate::input::Lines;
use pydockstage_core::packages::BuildError;

/// A paragraph's size at most; the largest of Debian's have 0.5 MB.
const LARGEST_PARAGRAPH: usize = 8 << 20;

/// The paragraphs of a file in Debian's control format (Policy 5.1), one at a time.
pub struct Paragraphs {
    lines: Lines,
    text: String,
}

impl Paragraphs {
    /// The paragraphs of these lines.
    pub fn new(lines: Lines) -> Self {
        Self { lines, text: String::new() }
    }

    /// The next paragraph, or none at the end.
    pub fn next_paragraph(&mut self) -> Result<Option<Paragraph<'_>>, BuildError> {
        self.text.clear();
        while let Some(line) = self.lines.next_line()? {
            // Folded fields are joined: what follows a leading blank belongs to the line before.
            let line = String::from_utf8_lossy(line);
            if line.trim_end().is_empty() {
                if self.text.is_empty() {
                    continue;
                }
                break;
            }
            // The armour around a signed file (`InRelease`) is no part of it.
            if line.starts_with("-----") {
                continue;
            }
            let is_folded = line.starts_with([' ', '\t']);
            let is_field = line.split_once(':').is_some_and(|(name, _)| !name.contains(' '));
            if self.text.len() + line.len() > LARGEST_PARAGRAPH {
                return Err(self.lines.malformed("the paragraph is too long"));
            }
            if !(is_folded && !self.text.is_empty() || is_field) {
                return Err(self.lines.malformed("it is neither a field nor the continuation of one"));
            }
            if !is_folded && !self.text.is_empty() {
                self.text.push('\n');
            }
            self.text.push_str(&line);
        }
        Ok((!self.text.is_empty()).then_some(Paragraph { text: &self.text }))
    }

    /// The error for the paragraph that was read last.
    pub fn malformed(&self, reason: &'static str) -> BuildError {
        self.lines.malformed(reason)
    }
}

/// One paragraph, its folded fields joined.
#[derive(Clone, Copy)]
pub struct Paragraph<'p> {
    text: &'p str,
}

impl<'p> Paragraph<'p> {
    /// The value of a field, whose name is compared as it is written.
    pub fn field(&self, name: &str) -> Option<&'p str> {
        self.text.split('\n').find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim)
    }
}
