//! The files of an image's archive: what `docker save` writes, or an OCI image layout in a tar file. Its layers are laid
//! over one another in memory; nothing of them gets a name or a mode on this machine.

use super::root::Root;
use super::tree::{ImageTree, Node, Tree};
use crate::input::{Limited, unpack};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write as _};
use std::path::{Component, Path, PathBuf};
use tempfile::TempDir;

/// A manifest or an index of an image has some kilobytes.
const LARGEST_JSON: u64 = 16 << 20;
/// What all layers may hold, unpacked.
const LARGEST_LAYERS: u64 = 64 << 30;
/// The files of all layers at most.
const MOST_FILES: usize = 8 << 20;
/// How far one index leads to another.
const DEEPEST: usize = 3;

/// Why an archive can't be read as an image.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImageFault {
    /// It is no tar file, or something else stands where a member should begin.
    #[error("it is no tar archive")]
    NotTar,
    /// Neither `manifest.json` nor `index.json` is in it.
    #[error("it holds neither manifest.json nor index.json")]
    NoImage,
    /// Something that one of its parts names is not there or not of the form.
    #[error("{part}: {reason}")]
    Part {
        /// The name of the part in the archive.
        part: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// It holds more than any image does.
    #[error("it holds too many or too large files")]
    TooLarge,
    /// The archive can't be read: it is cut off, or no tar file.
    #[error("it can't be read: {0}")]
    Unreadable(#[from] io::Error),
}

/// Reads the image in an archive. Of an archive with images for several machines, this machine's is taken, else the
/// first.
pub fn read_image(archive: File) -> Result<Root, ImageFault> {
    let mut parts = Parts::of(archive)?;
    let layers = parts.layers()?;
    let mut image = Layers {
        tree: ImageTree { nodes: BTreeMap::new(), store: TempDir::new()? },
        kept: 0,
        left: MOST_FILES,
    };
    let mut left = LARGEST_LAYERS;
    for layer in layers {
        let reader = parts.open(&layer)?;
        left = image.add(&layer, reader, left)?;
    }
    Ok(Root::of(Tree::Image(image.tree)))
}

/// The members of the archive: where each begins, and its size.
struct Parts {
    archive: File,
    members: BTreeMap<String, (u64, u64)>,
}

impl Parts {
    fn of(mut archive: File) -> Result<Self, ImageFault> {
        let mut members = BTreeMap::new();
        archive.rewind()?;
        for entry in tar::Archive::new(&archive).entries_with_seek()? {
            let entry = entry.map_err(|error| match error.kind() {
                // The reader's own words repeat what it took for a header.
                io::ErrorKind::Other | io::ErrorKind::InvalidInput => ImageFault::NotTar,
                _ => ImageFault::Unreadable(error),
            })?;
            let name = String::from_utf8_lossy(&entry.path_bytes()).trim_start_matches("./").to_owned();
            members.insert(name, (entry.raw_file_position(), entry.size()));
            if members.len() > MOST_FILES {
                return Err(ImageFault::TooLarge);
            }
        }
        Ok(Self { archive, members })
    }

    fn open(&mut self, name: &str) -> Result<io::Take<File>, ImageFault> {
        let missing = ImageFault::Part { part: name.to_owned(), reason: "it is named and not there" };
        let (at, size) = *self.members.get(name).ok_or(missing)?;
        let mut file = self.archive.try_clone()?;
        file.seek(SeekFrom::Start(at))?;
        Ok(file.take(size))
    }

    fn json(&mut self, name: &str) -> Result<Value, ImageFault> {
        let mut bytes = Vec::new();
        self.open(name)?.take(LARGEST_JSON).read_to_end(&mut bytes)?;
        serde_json::from_slice(&bytes)
            .map_err(|_| ImageFault::Part { part: name.to_owned(), reason: "it is no JSON" })
    }

    /// The names of the layers, the lowest first.
    fn layers(&mut self) -> Result<Vec<String>, ImageFault> {
        let malformed = |part: &str| ImageFault::Part { part: part.to_owned(), reason: "it names no layers" };
        if self.members.contains_key("manifest.json") {
            let manifest = self.json("manifest.json")?;
            let layers = manifest.get(0).and_then(|image| image.get("Layers")).and_then(Value::as_array);
            let names = layers.ok_or_else(|| malformed("manifest.json"))?.iter().filter_map(Value::as_str);
            return Ok(names.map(str::to_owned).collect());
        }
        if !self.members.contains_key("index.json") {
            return Err(ImageFault::NoImage);
        }
        let mut name = "index.json".to_owned();
        for _ in 0..=DEEPEST {
            let found = self.json(&name)?;
            if let Some(layers) = found.get("layers").and_then(Value::as_array) {
                return layers.iter().map(|layer| blob(layer).ok_or_else(|| malformed(&name))).collect();
            }
            let manifests =
                found.get("manifests").and_then(Value::as_array).ok_or_else(|| malformed(&name))?;
            name = chosen(manifests).and_then(blob).ok_or_else(|| malformed(&name))?;
        }
        Err(malformed(&name))
    }
}

/// This machine's image of several, else the first that is one.
fn chosen(manifests: &[Value]) -> Option<&Value> {
    let own = match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    let architecture = |manifest: &&Value| {
        manifest.pointer("/platform/architecture").and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    // What BuildKit attests of an image stands beside it, for a machine of its own.
    let images: Vec<&Value> =
        manifests.iter().filter(|manifest| architecture(manifest) != "unknown").collect();
    images.iter().find(|manifest| architecture(manifest) == own).or(images.first()).copied()
}

/// The name of the blob that a descriptor means (OCI image layout, "Blobs").
fn blob(descriptor: &Value) -> Option<String> {
    let (algorithm, digest) = descriptor.get("digest")?.as_str()?.split_once(':')?;
    Some(format!("blobs/{algorithm}/{digest}"))
}

/// The layers so far.
struct Layers {
    tree: ImageTree,
    kept: usize,
    left: usize,
}

impl Layers {
    /// Lays a layer over those before it (OCI image specification, "Image Layer Filesystem Changeset"); of what layers
    /// may hold, `limit` bytes are left, and so many are left after it.
    fn add(&mut self, name: &str, reader: io::Take<File>, limit: u64) -> Result<u64, ImageFault> {
        let counted = Counted::default();
        let reader = counted.watch(Limited::new(unpack(reader)?, limit));
        let mut archive = tar::Archive::new(reader);
        let (mut removed, mut emptied, mut added) = (Vec::new(), Vec::new(), Vec::new());
        for entry in archive.entries()? {
            let mut entry = entry.map_err(|error| too_large_or(name, error))?;
            self.left = self.left.checked_sub(1).ok_or(ImageFault::TooLarge)?;
            let Some(path) = inside(&entry.path_bytes()) else { continue };
            let (Some(folder), Some(base)) = (path.parent(), path.file_name()) else { continue };
            let base = base.to_string_lossy();
            if base == ".wh..wh..opq" {
                emptied.push(folder.to_owned());
            } else if let Some(hidden) = base.strip_prefix(".wh.") {
                removed.push(folder.join(hidden));
            } else {
                let node = match entry.header().entry_type() {
                    tar::EntryType::Directory => Node::Folder,
                    tar::EntryType::Symlink => {
                        Node::Link(bytes_path(&entry.link_name_bytes().unwrap_or_default()))
                    }
                    tar::EntryType::Link => {
                        let target = inside(&entry.link_name_bytes().unwrap_or_default());
                        added.push((path, Err(target.unwrap_or_default())));
                        continue;
                    }
                    tar::EntryType::Regular | tar::EntryType::Continuous => {
                        Node::File(self.keep(&path, &mut entry).map_err(|error| too_large_or(name, error))?)
                    }
                    _ => continue,
                };
                added.push((path, Ok(node)));
            }
        }
        for folder in emptied {
            let folder = self.settled(&folder);
            self.remove(&folder, false);
        }
        for path in removed {
            let path = self.settled(&path);
            self.remove(&path, true);
        }
        for (path, node) in added {
            let path = self.settled(&path);
            let node = match node {
                Ok(node) => node,
                Err(target) => match self.tree.nodes.get(&self.settled(&target)) {
                    Some(node) => node.clone(),
                    None => continue,
                },
            };
            // A folder that was there keeps what is in it; anything else takes the place of what was there.
            if !(node == Node::Folder && self.tree.nodes.get(&path) == Some(&Node::Folder)) {
                self.remove(&path, true);
            }
            let parents: Vec<PathBuf> = path.ancestors().skip(1).map(Path::to_owned).collect();
            for parent in parents.into_iter().filter(|parent| parent != Path::new("/")) {
                self.tree.nodes.entry(parent).or_insert(Node::Folder);
            }
            self.tree.nodes.insert(path, node);
        }
        Ok(limit.saturating_sub(counted.count()))
    }

    /// Keeps the content of a file that the check reads; none for the others.
    fn keep(&mut self, path: &Path, entry: &mut impl Read) -> io::Result<Option<PathBuf>> {
        let mut beginning = [0; 4];
        let mut filled = 0;
        while filled < beginning.len() {
            match entry.read(&mut beginning[filled..])? {
                0 => break,
                count => filled += count,
            }
        }
        if beginning != *b"\x7fELF" && !is_read(path) {
            return Ok(None);
        }
        self.kept += 1;
        let place = self.tree.store.path().join(self.kept.to_string());
        let mut file = File::create(&place)?;
        file.write_all(&beginning[..filled])?;
        io::copy(entry, &mut file)?;
        Ok(Some(place))
    }

    /// The path with the links of its folders followed, as whoever unpacks a layer over others does.
    fn settled(&self, path: &Path) -> PathBuf {
        let mut settled = PathBuf::from("/");
        let mut links = 0;
        let parts: Vec<_> = path.components().filter(|part| matches!(part, Component::Normal(_))).collect();
        let Some((last, folders)) = parts.split_last() else { return settled };
        for part in folders {
            settled.push(part);
            while let Some(Node::Link(target)) = self.tree.nodes.get(&settled) {
                links += 1;
                if links > 40 {
                    break;
                }
                settled = joined(settled.parent().unwrap_or(Path::new("/")), target);
            }
        }
        settled.join(last)
    }

    fn remove(&mut self, path: &Path, itself: bool) {
        let below: Vec<PathBuf> = self.tree.below(path).map(|(path, _)| path.clone()).collect();
        for path in below {
            self.tree.nodes.remove(&path);
        }
        if itself {
            self.tree.nodes.remove(path);
        }
    }
}

/// The files that the check reads besides ELF files: the loader's, the system's and the package managers' own.
fn is_read(path: &Path) -> bool {
    const FILES: [&str; 7] = [
        "/etc/ld.so.cache",
        "/etc/ld.so.conf",
        "/etc/os-release",
        "/usr/lib/os-release",
        "/etc/apk/world",
        "/lib/apk/db/installed",
        "/usr/lib/apk/db/installed",
    ];
    const FOLDERS: [&str; 3] = ["/etc/ld.so.conf.d", "/var/lib/dpkg", "/var/lib/apt"];
    FILES.iter().any(|file| path == Path::new(file))
        || FOLDERS.iter().any(|folder| path.starts_with(folder))
        || path.parent() == Some(Path::new("/etc")) && path.to_string_lossy().starts_with("/etc/ld-musl-")
}

/// A path of a layer as one of the root; none where it leads out of it.
fn inside(bytes: &[u8]) -> Option<PathBuf> {
    let mut path = PathBuf::from("/");
    for part in bytes_path(bytes).components() {
        match part {
            Component::Normal(name) => path.push(name),
            Component::ParentDir => return None,
            _ => {}
        }
    }
    (path != Path::new("/")).then_some(path)
}

fn joined(folder: &Path, target: &Path) -> PathBuf {
    let mut path = folder.to_owned();
    for part in target.components() {
        match part {
            Component::RootDir | Component::Prefix(_) => path = PathBuf::from("/"),
            Component::CurDir => {}
            Component::ParentDir => {
                path.pop();
            }
            Component::Normal(name) => path.push(name),
        }
    }
    path
}

fn bytes_path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

fn too_large_or(layer: &str, error: io::Error) -> ImageFault {
    match crate::input::fault(layer, &error) {
        pydockstage_core::packages::BuildError::TooLarge { .. } => ImageFault::TooLarge,
        _ => ImageFault::Unreadable(error),
    }
}

/// Counts the bytes that are read.
#[derive(Clone, Default)]
struct Counted(std::rc::Rc<std::cell::Cell<u64>>);

impl Counted {
    fn watch<R: Read>(&self, inner: R) -> Counting<R> {
        Counting { inner, count: self.clone() }
    }

    fn count(&self) -> u64 {
        self.0.get()
    }
}

struct Counting<R> {
    inner: R,
    count: Counted,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count.0.set(self.count.0.get() + count as u64);
        Ok(count)
    }
}
