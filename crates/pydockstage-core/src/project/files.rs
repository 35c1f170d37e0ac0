use super::{Origin, secrets};
use crate::names::ProjectPath;
use crate::report::Place;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// No file of a project that is read here is nearly as large.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileFault {
    /// There is no such file.
    #[error("there is no such file")]
    Missing,
    /// A folder has its name.
    #[error("it is a folder")]
    IsDirectory,
    /// A file has the name of a folder that is needed.
    #[error("it is no folder")]
    NotDirectory,
    /// Neither a file nor a folder: a pipe, a device.
    #[error("it is neither a file nor a folder")]
    NotRegular,
    /// The path, or a symbolic link on it, leads out of the project.
    #[error("it lies outside the project")]
    Outside,
    /// The system would not open or read it.
    #[error("it can't be read: {0}")]
    Unreadable(io::ErrorKind),
    /// It has more than 16 MiB; the number is its size in bytes.
    #[error("it has {0} bytes")]
    TooLarge(u64),
    /// The first byte that is no UTF-8 is on this line, counted from 1.
    #[error("line {line} is not UTF-8")]
    NotUtf8 {
        /// The line, counted from 1.
        line: usize,
    },
    /// It begins with the byte-order mark of UTF-16 or UTF-32.
    #[error("it is UTF-16")]
    Utf16,
}

/// The text of a file of the project.
#[derive(Debug)]
pub(super) struct TextFile {
    pub(super) path: ProjectPath,
    pub(super) text: String,
    /// Where the file really lies, if symbolic links led there.
    pub(super) real_path: Option<ProjectPath>,
    line_starts: OnceCell<Vec<usize>>,
}

impl TextFile {
    pub(super) fn new(path: ProjectPath, text: String) -> Self {
        Self { path, text, real_path: None, line_starts: OnceCell::new() }
    }

    /// The number of the line, counted from 1, in which the byte `at` stands.
    pub(super) fn line_of(&self, at: usize) -> usize {
        let starts = self.line_starts.get_or_init(|| {
            let breaks =
                self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(breaks).collect()
        });
        starts.partition_point(|start| *start <= at).max(1)
    }

    /// The line of the byte `at` as the origin of a fact.
    pub(super) fn origin(&self, at: usize) -> Origin {
        Origin::line(self.path.clone(), self.line_of(at))
    }

    /// The place of a line, counted from 1, for a message.
    pub(super) fn line_place(&self, line: usize) -> Place {
        let source = self.text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        secrets::masked(Place::line(self.path.as_str(), line, source))
    }

    /// The place of the bytes `span` for a message. Passwords in URLs are masked.
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        secrets::masked(Place::span(self.path.as_str(), &self.text, span))
    }
}

/// The files of the project: each is read once, however often it is included.
#[derive(Debug)]
pub(super) struct Files {
    root: PathBuf,
    real_root: PathBuf,
    texts: RefCell<HashMap<ProjectPath, Rc<TextFile>>>,
}

impl Files {
    /// The files below `root`, which is there and a folder.
    pub(super) fn new(root: &Path) -> Result<Self, FileFault> {
        let real_root = root.canonicalize().map_err(|error| fault(&error))?;
        Ok(Self { root: root.to_path_buf(), real_root, texts: RefCell::default() })
    }

    /// The text of the file at `path`.
    pub(super) fn read(&self, path: &ProjectPath) -> Result<Rc<TextFile>, FileFault> {
        if let Some(known) = self.texts.borrow().get(path) {
            return Ok(Rc::clone(known));
        }
        let bytes = read_regular(&path.to_path(&self.root))?;
        let real_path = self.real_path(path)?;
        let text = decode(bytes)?;
        let file = TextFile { real_path, ..TextFile::new(path.clone(), text) };
        let file = Rc::new(file);
        self.texts.borrow_mut().insert(path.clone(), Rc::clone(&file));
        Ok(file)
    }

    /// The text of a file that need not be understood; none where it is large, or no UTF-8, or no file of the project.
    pub(super) fn glance(&self, path: &ProjectPath) -> Option<String> {
        /// No module that makes an application is nearly as large.
        const LARGE: u64 = 512 * 1024;
        let on_disk = path.to_path(&self.root);
        let metadata = on_disk.symlink_metadata().ok()?;
        let is_plain = metadata.is_file() && metadata.len() <= LARGE;
        is_plain.then(|| std::fs::read_to_string(on_disk).ok()).flatten()
    }

    /// Where `path` really lies, if symbolic links lead there; an error if that is outside.
    pub(super) fn real_path(&self, path: &ProjectPath) -> Result<Option<ProjectPath>, FileFault> {
        let real = path.to_path(&self.root).canonicalize().map_err(|error| fault(&error))?;
        let inside = real.strip_prefix(&self.real_root).map_err(|_| FileFault::Outside)?;
        let inside = inside.to_str().and_then(|text| ProjectPath::root().join(text).ok());
        Ok(inside.filter(|inside| inside != path))
    }

    /// Whether there is a file (`Some(false)`), a folder (`Some(true)`), or nothing of that name.
    pub(super) fn is_directory(&self, path: &ProjectPath) -> Option<bool> {
        path.to_path(&self.root).metadata().ok().map(|metadata| metadata.is_dir())
    }

    /// What lies directly in the folder, sorted by name; names that are no text are left out. The flag tells folders.
    pub(super) fn list(&self, folder: &ProjectPath) -> Result<Vec<(String, bool)>, FileFault> {
        let entries = folder.to_path(&self.root).read_dir().map_err(|error| fault(&error))?;
        self.real_path(folder)?;
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| fault(&error))?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let is_directory = match entry.file_type() {
                Ok(kind) if kind.is_symlink() => entry.path().is_dir(),
                Ok(kind) => kind.is_dir(),
                Err(_) => false,
            };
            names.push((name, is_directory));
        }
        names.sort_unstable();
        Ok(names)
    }
}

/// The bytes of a regular file.
fn read_regular(path: &Path) -> Result<Vec<u8>, FileFault> {
    // Asked before it is opened: to open a pipe would wait for its writer.
    let metadata = path.metadata().map_err(|error| fault(&error))?;
    if metadata.is_dir() {
        return Err(FileFault::IsDirectory);
    }
    if !metadata.is_file() {
        return Err(FileFault::NotRegular);
    }
    if metadata.len() > LARGEST {
        return Err(FileFault::TooLarge(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default() + 1);
    let file = std::fs::File::open(path).map_err(|error| fault(&error))?;
    // One byte more than is allowed: the file may have grown since it was asked.
    let read = file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| fault(&error))?;
    if read as u64 > LARGEST {
        return Err(FileFault::TooLarge(read as u64));
    }
    Ok(bytes)
}

/// The text of the bytes, without a byte-order mark.
fn decode(mut bytes: Vec<u8>) -> Result<String, FileFault> {
    if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        bytes.drain(..3);
    } else if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(FileFault::Utf16);
    }
    String::from_utf8(bytes).map_err(|error| {
        let sound = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        FileFault::NotUtf8 { line: sound.filter(|byte| **byte == b'\n').count() + 1 }
    })
}

fn fault(error: &io::Error) -> FileFault {
    match error.kind() {
        io::ErrorKind::NotFound => FileFault::Missing,
        io::ErrorKind::IsADirectory => FileFault::IsDirectory,
        io::ErrorKind::NotADirectory => FileFault::NotDirectory,
        kind => FileFault::Unreadable(kind),
    }
}
