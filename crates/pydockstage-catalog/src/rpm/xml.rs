use crate::input::{LARGEST_INDEX, Limited, fault, unpack};
use pydockstage_core::packages::BuildError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::io::{self, BufRead, BufReader, Read};

/// An event of an index's XML, as far as the catalog asks: an element with its attributes, its end, a text.
pub(super) enum Node<'x> {
    /// The beginning of an element, by its name without a prefix; an empty element is begun and ended.
    Begin(&'x str, &'x BytesStart<'x>),
    /// The end of an element.
    End(&'x str),
    /// Text; the names that the catalog asks for have no entities in them.
    Text(&'x str),
}

/// The longest event of an index at most: a package's description has some kilobytes.
const LONGEST_EVENT: usize = 4 << 20;

/// A reader that hands out so many bytes until it is allowed more.
struct Bounded<R> {
    inner: R,
    left: usize,
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "an element is too long"));
        }
        let bytes = self.inner.fill_buf()?;
        Ok(bytes.get(..self.left.min(bytes.len())).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count);
        self.inner.consume(count);
    }
}

/// Hands each event of a packed XML file to `visit`, one at a time: an element is held, never the file.
pub(super) fn read(
    file: &str,
    reader: impl Read + Send + 'static,
    mut visit: impl FnMut(Node<'_>),
) -> Result<(), BuildError> {
    let unpacked = unpack(reader).map_err(|error| fault(file, &error))?;
    let bounded =
        Bounded { inner: BufReader::new(Limited::new(unpacked, LARGEST_INDEX)), left: LONGEST_EVENT };
    let mut reader = Reader::from_reader(bounded);
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    loop {
        buffer.clear();
        reader.get_mut().left = LONGEST_EVENT;
        let event = reader.read_event_into(&mut buffer).map_err(|error| match error {
            quick_xml::Error::Io(error) => fault(file, &error),
            other => BuildError::Corrupt { file: file.to_owned(), reason: other.to_string() },
        })?;
        match event {
            Event::Start(element) => {
                depth += 1;
                visit(Node::Begin(&local(element.name().as_ref()), &element));
            }
            Event::Empty(element) => {
                let name = local(element.name().as_ref());
                visit(Node::Begin(&name, &element));
                visit(Node::End(&name));
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                visit(Node::End(&local(element.name().as_ref())));
            }
            Event::Text(text) => visit(Node::Text(&text)),
            Event::Eof if depth > 0 => return Err(BuildError::Truncated { file: file.to_owned() }),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// An attribute's value.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.value.into_owned())
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or_default().to_owned()
}
