use super::{LARGEST_INDEX, Limited, fault, unpack};
use pydockstage_core::packages::BuildError;
use std::io::{BufRead, BufReader, Read};

/// A line of an index has some hundred bytes; the longest of Debian's (a source with thousands of binaries) has 0.4 MB.
const LONGEST_LINE: u64 = 4 << 20;

/// The lines of an index, one at a time: whatever the size of the file, one line is held.
pub struct Lines {
    file: String,
    reader: BufReader<Limited<Box<dyn Read + Send>>>,
    line: Vec<u8>,
    number: usize,
}

impl Lines {
    /// The lines of what `reader` gives, unpacked; `file` is its name in errors.
    pub fn new(file: &str, reader: impl Read + Send + 'static) -> Result<Self, BuildError> {
        let reader = unpack(reader).map_err(|error| fault(file, &error))?;
        let reader = BufReader::with_capacity(1 << 16, Limited::new(reader, LARGEST_INDEX));
        Ok(Self { file: file.to_owned(), reader, line: Vec::new(), number: 0 })
    }

    /// The next line without its line break, or none at the end.
    pub fn next_line(&mut self) -> Result<Option<&[u8]>, BuildError> {
        self.line.clear();
        let count = (&mut self.reader)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut self.line)
            .map_err(|error| fault(&self.file, &error))?;
        self.number += 1;
        if count as u64 == LONGEST_LINE {
            return Err(self.malformed("the line is too long"));
        }
        if count == 0 {
            return Ok(None);
        }
        if self.line.last() == Some(&b'\n') {
            self.line.pop();
        }
        Ok(Some(&self.line))
    }

    /// The error for the line that was read last.
    pub fn malformed(&self, reason: &'static str) -> BuildError {
        BuildError::Malformed { file: self.file.clone(), line: self.number, reason }
    }
}
