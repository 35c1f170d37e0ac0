use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};
use tempfile::TempDir;

/// Where the files of a root file system are: below a directory, or in an image that was read.
#[derive(Debug)]
pub(super) enum Tree {
    /// A directory.
    Disk(PathBuf),
    /// The nodes of an image.
    Image(ImageTree),
}

/// The nodes of an image by their path; what the check reads is kept in files that have no names of the image's.
#[derive(Debug)]
pub(super) struct ImageTree {
    pub(super) nodes: BTreeMap<PathBuf, Node>,
    pub(super) store: TempDir,
}

/// What a path is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Folder,
    Link(PathBuf),
    /// A regular file, and where its content is; none where nothing of the check reads it.
    File(Option<PathBuf>),
}

impl Tree {
    /// What is at a path whose folders are no links; none where nothing is.
    pub(super) fn node(&self, path: &Path) -> Option<Node> {
        match self {
            Self::Disk(root) => {
                let place = below(root, path);
                let found = fs::symlink_metadata(&place).ok()?;
                Some(if found.is_symlink() {
                    Node::Link(fs::read_link(&place).ok()?)
                } else if found.is_dir() {
                    Node::Folder
                } else {
                    Node::File(Some(place))
                })
            }
            Self::Image(_) if path == Path::new("/") => Some(Node::Folder),
            Self::Image(image) => image.nodes.get(path).cloned(),
        }
    }

    /// The names in a folder, sorted; none where it can't be read.
    pub(super) fn names(&self, folder: &Path) -> Vec<OsString> {
        let mut names: Vec<OsString> = match self {
            Self::Disk(root) => {
                let entries = fs::read_dir(below(root, folder)).into_iter().flatten().flatten();
                entries.map(|entry| entry.file_name()).collect()
            }
            Self::Image(image) => image.names(folder),
        };
        names.sort();
        names
    }

    /// A regular file's content.
    pub(super) fn open(&self, path: &Path) -> io::Result<File> {
        match self.node(path) {
            Some(Node::File(Some(place))) => File::open(place),
            _ => Err(io::ErrorKind::NotFound.into()),
        }
    }
}

impl ImageTree {
    /// Whatever lies below a folder, in the order of paths.
    pub(super) fn below<'t>(&'t self, folder: &'t Path) -> impl Iterator<Item = (&'t PathBuf, &'t Node)> {
        let start = self.nodes.range(folder.to_owned()..);
        start
            .take_while(move |(path, _)| path.starts_with(folder))
            .filter(move |(path, _)| path.as_path() != folder)
    }

    fn names(&self, folder: &Path) -> Vec<OsString> {
        let inside = self.below(folder).filter(|(path, _)| path.parent() == Some(folder));
        inside.filter_map(|(path, _)| path.file_name().map(ToOwned::to_owned)).collect()
    }
}

/// Where a path of the root lies on the disk.
fn below(root: &Path, path: &Path) -> PathBuf {
    root.join(path.components().filter(|part| matches!(part, Component::Normal(_))).collect::<PathBuf>())
}
