use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// More program headers than these no linker writes; the usual number is a dozen.
const MOST_SEGMENTS: u16 = 512;
/// A dynamic section's size at most; Chromium's, one of the longest, has some 10 kB.
const LARGEST_DYNAMIC: u64 = 1 << 20;
/// What all names together may have: a section may point at one long name again and again.
const LARGEST_NAMES: usize = 1 << 20;
/// A name's length at most: the longest path that Linux takes.
const LONGEST_NAME: u64 = 4096;

/// What a file links to, as its dynamic section says (System V ABI, "Dynamic Linking").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elf {
    /// The machine it is for.
    pub machine: Machine,
    /// `DT_NEEDED`, in its order.
    pub needed: Vec<String>,
    /// `DT_RPATH`, split at colons.
    pub rpath: Vec<String>,
    /// `DT_RUNPATH`, split at colons.
    pub runpath: Vec<String>,
}

/// The word size, the order of bytes, and the processor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Machine {
    /// Whether addresses have 64 bits.
    pub is_wide: bool,
    /// Whether the lowest byte comes first.
    pub is_little: bool,
    /// `e_machine`: 62 is `x86_64`, 183 is `aarch64`.
    pub processor: u16,
}

impl Machine {
    /// Whether a system whose programs are for `self` runs a file for `other`: x86-64 runs 32-bit x86 too.
    pub fn runs(self, other: Self) -> bool {
        const X86: u16 = 3;
        const X86_64: u16 = 62;
        self == other || (self.processor == X86_64 && other.processor == X86)
    }
}

/// Why an ELF file can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ElfFault {
    /// The system does not let it be read.
    #[error("it can't be read: {0}")]
    Unreadable(io::ErrorKind),
    /// It ends before what its header promises.
    #[error("it ends before what its header promises")]
    Truncated,
    /// A number in its header can't be true.
    #[error("a number in its header can't be true")]
    Implausible,
}

impl serde::Serialize for ElfFault {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl From<io::Error> for ElfFault {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Truncated,
            kind => Self::Unreadable(kind),
        }
    }
}

impl Elf {
    /// What a file links to; none where it is no ELF file. Whatever the header says, a bounded part is read.
    pub fn read(path: &Path) -> Result<Option<Self>, ElfFault> {
        Self::read_from(&mut File::open(path)?)
    }

    /// The same of an open file.
    pub fn read_from(file: &mut (impl Read + Seek)) -> Result<Option<Self>, ElfFault> {
        let mut ident = [0; 16];
        match file.read_exact(&mut ident) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            other => other?,
        }
        let [0x7f, b'E', b'L', b'F', class @ (1 | 2), order @ (1 | 2), ..] = ident else {
            // `\x7fELF` with another class or order is no file of any machine that is known.
            return if ident.starts_with(b"\x7fELF") { Err(ElfFault::Implausible) } else { Ok(None) };
        };
        let mut reader = Fields { file, is_wide: class == 2, is_little: order == 1 };
        let machine = Machine { is_wide: class == 2, is_little: order == 1, processor: reader.half(18)? };
        let (table, entry_size, count) = if machine.is_wide {
            (reader.word(32)?, reader.half(54)?, reader.half(56)?)
        } else {
            (reader.word(28)?, reader.half(42)?, reader.half(44)?)
        };
        let least = if machine.is_wide { 56 } else { 32 };
        if count > MOST_SEGMENTS || (count > 0 && entry_size < least) {
            return Err(ElfFault::Implausible);
        }
        let mut segments = Vec::new();
        for index in 0..u64::from(count) {
            let at = table.checked_add(index * u64::from(entry_size)).ok_or(ElfFault::Implausible)?;
            segments.push(reader.segment(at)?);
        }
        let mut elf = Self { machine, needed: Vec::new(), rpath: Vec::new(), runpath: Vec::new() };
        let Some(dynamic) = segments.iter().find(|segment| segment.kind == DYNAMIC) else {
            return Ok(Some(elf));
        };
        elf.read_dynamic(&mut reader, dynamic, &segments)?;
        Ok(Some(elf))
    }

    fn read_dynamic(
        &mut self,
        reader: &mut Fields<'_, impl Read + Seek>,
        dynamic: &Segment,
        segments: &[Segment],
    ) -> Result<(), ElfFault> {
        let size = if self.machine.is_wide { 16 } else { 8 };
        if dynamic.size > LARGEST_DYNAMIC {
            return Err(ElfFault::Implausible);
        }
        let (mut names, mut strings) = (Vec::new(), None);
        for index in 0..dynamic.size / size {
            let at = dynamic.offset.checked_add(index * size).ok_or(ElfFault::Implausible)?;
            let value_at = at.checked_add(size / 2).ok_or(ElfFault::Implausible)?;
            let (tag, value) = (reader.word(at)?, reader.word(value_at)?);
            match tag {
                0 => break,
                5 => strings = Some(value),
                1 | 15 | 29 => names.push((tag, value)),
                _ => {}
            }
        }
        if names.is_empty() {
            return Ok(());
        }
        let strings = strings.and_then(|address| in_file(segments, address)).ok_or(ElfFault::Implausible)?;
        let mut left = LARGEST_NAMES;
        for (tag, offset) in names {
            let at = strings.checked_add(offset).ok_or(ElfFault::Implausible)?;
            let name = reader.name(at)?;
            left = left.checked_sub(name.len()).ok_or(ElfFault::Implausible)?;
            let folders = || name.split(':').filter(|folder| !folder.is_empty()).map(str::to_owned).collect();
            match tag {
                1 => self.needed.push(name),
                15 => self.rpath = folders(),
                _ => self.runpath = folders(),
            }
        }
        Ok(())
    }
}

const LOAD: u32 = 1;
const DYNAMIC: u32 = 2;

struct Segment {
    kind: u32,
    offset: u64,
    address: u64,
    size: u64,
}

/// Where in the file an address of memory is.
fn in_file(segments: &[Segment], address: u64) -> Option<u64> {
    let holds = |segment: &&Segment| {
        segment.kind == LOAD && address.checked_sub(segment.address).is_some_and(|into| into < segment.size)
    };
    let segment = segments.iter().find(holds)?;
    segment.offset.checked_add(address - segment.address)
}

/// Numbers of a file in its own order of bytes.
struct Fields<'f, F> {
    file: &'f mut F,
    is_wide: bool,
    is_little: bool,
}

impl<F: Read + Seek> Fields<'_, F> {
    fn bytes<const N: usize>(&mut self, at: u64) -> Result<[u8; N], ElfFault> {
        let mut bytes = [0; N];
        self.file.seek(SeekFrom::Start(at))?;
        self.file.read_exact(&mut bytes)?;
        if !self.is_little {
            bytes.reverse();
        }
        Ok(bytes)
    }

    fn half(&mut self, at: u64) -> Result<u16, ElfFault> {
        self.bytes(at).map(u16::from_le_bytes)
    }

    /// A number of the machine's own size.
    fn word(&mut self, at: u64) -> Result<u64, ElfFault> {
        if self.is_wide {
            self.bytes(at).map(u64::from_le_bytes)
        } else {
            self.bytes(at).map(u32::from_le_bytes).map(u64::from)
        }
    }

    fn segment(&mut self, at: u64) -> Result<Segment, ElfFault> {
        let field = |offset: u64| at.checked_add(offset).ok_or(ElfFault::Implausible);
        let kind = self.bytes(at).map(u32::from_le_bytes)?;
        let (offset, address, size) = if self.is_wide { (8, 16, 32) } else { (4, 8, 16) };
        Ok(Segment {
            kind,
            offset: self.word(field(offset)?)?,
            address: self.word(field(address)?)?,
            size: self.word(field(size)?)?,
        })
    }

    fn name(&mut self, at: u64) -> Result<String, ElfFault> {
        self.file.seek(SeekFrom::Start(at))?;
        let mut bytes = Vec::new();
        (&mut *self.file).take(LONGEST_NAME).read_to_end(&mut bytes)?;
        let end = bytes.iter().position(|byte| *byte == 0).ok_or(ElfFault::Truncated)?;
        bytes.truncate(end);
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Cursor;

    fn read(bytes: &[u8]) -> Result<Option<Elf>, ElfFault> {
        Elf::read_from(&mut Cursor::new(bytes))
    }

    #[test]
    fn a_text_is_no_elf_file_and_a_cut_header_is_told() {
        assert_eq!(read(b"#!/bin/sh\necho hello\n"), Ok(None));
        assert_eq!(read(b""), Ok(None));
        assert_eq!(read(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0"), Err(ElfFault::Truncated));
        assert_eq!(read(b"\x7fELF\x09\x01\x01\0\0\0\0\0\0\0\0\0"), Err(ElfFault::Implausible));
    }

    /// A file that asks for one name, of this length, this often.
    fn asking(length: usize, times: usize) -> Vec<u8> {
        let (header, dynamic) = (64 + 2 * 56, 16 * (times + 2));
        let end = header + dynamic + length + 2;
        let numbers = |numbers: &[usize]| -> Vec<u8> {
            numbers.iter().flat_map(|number| (*number as u64).to_le_bytes()).collect()
        };
        let segment = |kind: u32, at: usize, size: usize| {
            [kind.to_le_bytes().to_vec(), vec![4, 0, 0, 0], numbers(&[at, at, at, size, size, 8])].concat()
        };
        let mut bytes = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0".to_vec();
        bytes.extend(numbers(&[0, 64, 0]));
        bytes.extend([0, 0, 0, 0, 64, 0, 56, 0, 2, 0, 0, 0, 0, 0, 0, 0]);
        bytes.extend(segment(1, 0, end));
        bytes.extend(segment(2, header, dynamic));
        bytes.extend(numbers(&[1, 1].repeat(times)));
        bytes.extend(numbers(&[5, header + dynamic, 0, 0]));
        bytes.push(0);
        bytes.extend(vec![b'n'; length]);
        bytes.push(0);
        bytes
    }

    #[test]
    fn a_name_that_is_asked_for_again_and_again_fills_no_memory() {
        let few = read(&asking(4000, 3)).unwrap().unwrap();
        assert_eq!(few.needed, ["n".repeat(4000), "n".repeat(4000), "n".repeat(4000)]);
        assert_eq!(read(&asking(4000, 60_000)), Err(ElfFault::Implausible));
    }

    #[test]
    fn this_very_program_links_to_the_c_library() {
        let own = Elf::read(&std::env::current_exe().unwrap()).unwrap().unwrap();
        assert!(own.needed.iter().any(|name| name.starts_with("libc.")), "{own:?}");
    }

    proptest! {
        #[test]
        fn a_header_that_lies_is_an_error_and_no_more(
            class in 1_u8..3, order in 1_u8..3, rest in proptest::collection::vec(any::<u8>(), 0..400)
        ) {
            let mut bytes = vec![0x7f, b'E', b'L', b'F', class, order, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
            bytes.extend(rest);
            let _ = read(&bytes);
        }

        #[test]
        fn a_byte_changed_in_a_real_file_is_an_error_and_no_more(at in 0_usize..4096, byte in any::<u8>()) {
            let mut bytes = std::fs::read(std::env::current_exe().unwrap()).unwrap();
            bytes.truncate(1 << 20);
            bytes[at] = byte;
            let _ = read(&bytes);
        }
    }
}
