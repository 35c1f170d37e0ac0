use super::written::Written;
use super::{MetadataError, MetadataFault};
use crate::project::files::TextFile;
use indexmap::IndexMap;
use indexmap::map::Entry as Slot;
use std::ops::Range;
use std::rc::Rc;

/// Why a text is no file of sections, keys and values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum IniFault {
    /// A key stands before the first section.
    #[error("a section is expected")]
    NoSection,
    /// The bracket of a section is not closed.
    #[error("`[` is not closed")]
    UnclosedSection,
    /// A line is neither a section nor `key = value`.
    #[error("`key = value` is expected")]
    NoKey,
    /// A section, or a key of a section, stands twice.
    #[error("this stands twice")]
    Twice,
}

/// A file of sections, keys and values, as Python's `configparser` reads setup.cfg: a value goes on in the lines below
/// that are indented more than its key; `#` and `;` begin a comment where they begin a line.
#[derive(Debug)]
pub(super) struct Ini<'a> {
    file: &'a Rc<TextFile>,
    sections: IndexMap<&'a str, IndexMap<String, Value>>,
}

/// The bytes of a key, and those of each line of its value, white space around it left out.
#[derive(Debug)]
struct Value {
    key: Range<usize>,
    lines: Vec<Range<usize>>,
}

impl<'a> Ini<'a> {
    pub(super) fn parse(file: &'a Rc<TextFile>) -> Result<Self, MetadataError> {
        let mut sections: IndexMap<&'a str, IndexMap<String, Value>> = IndexMap::new();
        let mut indent = 0;
        let mut at = 0;
        let mut in_value = false;
        for raw in file.text.split('\n') {
            let start = at;
            at += raw.len() + 1;
            let line = raw.trim();
            let left = raw.len() - raw.trim_start().len();
            let span = start + left..start + left + line.len();
            let error = |fault| Err(MetadataError::new(file.place(span.clone()), MetadataFault::Ini(fault)));
            if line.is_empty() || line.starts_with(['#', ';']) {
                continue;
            }
            let section = sections.last_mut();
            if in_value && left > indent {
                if let Some(value) = section.and_then(|(_, keys)| keys.last_mut()) {
                    value.1.lines.push(span);
                }
                continue;
            }
            if let Some(rest) = line.strip_prefix('[') {
                let Some(end) = rest.rfind(']') else { return error(IniFault::UnclosedSection) };
                let Slot::Vacant(slot) = sections.entry(rest.get(..end).unwrap_or_default()) else {
                    return error(IniFault::Twice);
                };
                slot.insert(IndexMap::new());
                in_value = false;
                continue;
            }
            let Some((_, keys)) = section else { return error(IniFault::NoSection) };
            let Some(mark) = line.find(['=', ':']).filter(|mark| *mark > 0) else {
                return error(IniFault::NoKey);
            };
            let (key, value) = line.split_at(mark);
            let text = value.get(1..).unwrap_or_default().trim();
            let from = span.end - text.len();
            let key = key.trim();
            let Slot::Vacant(slot) = keys.entry(normalised(key)) else { return error(IniFault::Twice) };
            let first = (!text.is_empty()).then_some(from..span.end);
            slot.insert(Value {
                key: span.start..span.start + key.len(),
                lines: first.into_iter().collect(),
            });
            (indent, in_value) = (left, true);
        }
        Ok(Self { file, sections })
    }

    /// The value of a key that stands on one line; none where it is missing, empty, or longer.
    pub(super) fn value(&self, section: &str, key: &str) -> Option<Written<'a>> {
        match self.spans(section, key) {
            [only] => Some(self.written(only)),
            _ => None,
        }
    }

    /// Each line of a value.
    pub(super) fn lines(&self, section: &str, key: &str) -> Vec<Written<'a>> {
        self.spans(section, key).iter().map(|span| self.written(span)).collect()
    }

    /// The keys of a section, in order.
    pub(super) fn keys(&self, section: &str) -> Vec<Written<'a>> {
        let keys = self.sections.get(section).map(IndexMap::values).into_iter().flatten();
        keys.map(|value| self.written(&value.key)).collect()
    }

    pub(super) fn has(&self, section: &str, key: &str) -> bool {
        self.sections.get(section).is_some_and(|keys| keys.contains_key(&normalised(key)))
    }

    fn spans(&self, section: &str, key: &str) -> &[Range<usize>] {
        self.sections
            .get(section)
            .and_then(|keys| keys.get(&normalised(key)))
            .map_or(&[], |value| &value.lines)
    }

    fn written(&self, span: &Range<usize>) -> Written<'a> {
        Written {
            text: self.file.text.get(span.clone()).unwrap_or_default(),
            file: self.file,
            span: span.clone(),
        }
    }
}

/// A key as `configparser` and setuptools compare it: in either case, and in the older spelling with hyphens as well.
fn normalised(key: &str) -> String {
    key.to_ascii_lowercase().replace('-', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Rc<TextFile> {
        Rc::new(TextFile::new("setup.cfg".parse().unwrap(), text.to_owned()))
    }

    #[test]
    fn values_go_on_below_and_comments_are_left_out() {
        let file = file(
            "# first\n[metadata]\nname = one # kept\nlong-description: file: README\n\n[options]\n\
             install_requires =\n    flask>=2 ; python_version > \"3\"\n    # none\n\n    requests = 2\nempty =\n",
        );
        let ini = Ini::parse(&file).unwrap();
        assert_eq!(ini.value("metadata", "name").unwrap().text, "one # kept");
        assert_eq!(ini.value("metadata", "long_description").unwrap().text, "file: README");
        let lines: Vec<_> =
            ini.lines("options", "install_requires").into_iter().map(|line| line.text).collect();
        assert_eq!(lines, ["flask>=2 ; python_version > \"3\"", "requests = 2"]);
        assert!(ini.value("options", "empty").is_none());
        assert_eq!(ini.lines("options", "install_requires")[1].origin().to_string(), "setup.cfg:11");
    }

    #[test]
    fn what_configparser_would_refuse_is_refused() {
        let cases = [
            ("name = x\n", IniFault::NoSection),
            ("[metadata\n", IniFault::UnclosedSection),
            ("[metadata]\nname\n", IniFault::NoKey),
            ("[metadata]\nname = x\nname = y\n", IniFault::Twice),
            ("[metadata]\n[metadata]\n", IniFault::Twice),
        ];
        for (text, fault) in cases {
            let error = Ini::parse(&file(text)).unwrap_err();
            assert_eq!(error.fault, MetadataFault::Ini(fault), "{text}");
        }
    }
}
