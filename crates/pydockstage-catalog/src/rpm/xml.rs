use crate::input::{LARGEST_INDEX, Limited, fault, unpack};
use pydockstage_core::packages::BuildError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::io::{BufReader, Read};

/// An event of an index's XML, as far as the catalog asks: an element with its attributes, its end, a text.
pub(super) enum Node<'x> {
    /// The beginning of an element, by its name without a prefix; an empty element is begun and ended.
    Begin(&'x str, &'x BytesStart<'x>),
    /// The end of an element.
    End(&'x str),
    /// Text; the names that the catalog asks for have no entities in them.
    Text(&'x str),
}

/// Hands each event of a packed XML file to `visit`, one at a time: an element is held, never the file.
pub(super) fn read(
    file: &str,
    reader: impl Read + Send + 'static,
    mut visit: impl FnMut(Node<'_>),
) -> Result<(), BuildError> {
    let unpacked = unpack(reader).map_err(|error| fault(file, &error))?;
    let mut reader = Reader::from_reader(BufReader::new(Limited::new(unpacked, LARGEST_INDEX)));
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    loop {
        buffer.clear();
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
