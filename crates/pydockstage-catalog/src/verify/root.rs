use super::elf::{Elf, ElfFault, Machine};
use super::tree::{Node, Tree};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Links that lead to links: as many as the kernel follows.
const MOST_LINKS: usize = 40;
/// Configuration files of the loader that name others.
const MOST_INCLUDES: usize = 256;
/// A text that the check reads at most: the loader's configuration, a list of a package's files.
const LARGEST_TEXT: u64 = 64 << 20;
/// The folders of libraries that Debian's loaders have built in, for each architecture that its images are made for.
const TRIPLETS: [&str; 9] = [
    "x86_64-linux-gnu",
    "aarch64-linux-gnu",
    "i386-linux-gnu",
    "arm-linux-gnueabihf",
    "arm-linux-gnueabi",
    "powerpc64le-linux-gnu",
    "s390x-linux-gnu",
    "riscv64-linux-gnu",
    "mips64el-linux-gnuabi64",
];

/// A root file system: `/`, a directory that holds an image's files, or an image's archive. Paths below it are absolute
/// and stay inside, wherever its symlinks lead.
#[derive(Debug, Clone)]
pub struct Root(Arc<Tree>);

impl Root {
    /// The root file system in a directory.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self(Arc::new(Tree::Disk(directory.into())))
    }

    pub(super) fn of(tree: Tree) -> Self {
        Self(Arc::new(tree))
    }

    /// What a file links to; `path` is one that [`Self::resolve`] or [`Self::files`] gave.
    pub(super) fn elf(&self, path: &Path) -> Result<Option<Elf>, ElfFault> {
        match self.0.node(path) {
            // What an image's reader did not keep is no ELF file.
            Some(Node::File(None)) => Ok(None),
            _ => Elf::read_from(&mut self.0.open(path)?),
        }
    }

    /// The file that a path leads to, as a path of the root without links; none where there is no such file.
    pub fn resolve(&self, path: &Path) -> Option<PathBuf> {
        let mut waiting: Vec<PathBuf> = vec![path.to_owned()];
        let mut reached = PathBuf::from("/");
        let mut links = 0;
        while let Some(next) = waiting.pop() {
            let mut parts = next.components();
            let Some(part) = parts.next() else { continue };
            waiting.push(parts.as_path().to_owned());
            match part {
                Component::RootDir | Component::Prefix(_) => reached = PathBuf::from("/"),
                Component::CurDir => {}
                Component::ParentDir => {
                    reached.pop();
                }
                Component::Normal(name) => {
                    let at = reached.join(name);
                    match self.0.node(&at)? {
                        Node::Link(target) => {
                            links += 1;
                            if links > MOST_LINKS {
                                return None;
                            }
                            waiting.push(target);
                        }
                        Node::Folder | Node::File(_) => reached = at,
                    }
                }
            }
        }
        Some(reached)
    }

    /// Whether a path leads to a folder.
    pub fn has_folder(&self, path: &Path) -> bool {
        self.resolve(path).is_some_and(|path| self.0.node(&path) == Some(Node::Folder))
    }

    /// A text of some size at most that a path leads to; none where there is none.
    pub(super) fn text(&self, path: &Path) -> Option<String> {
        let mut bytes = Vec::new();
        let file = self.0.open(&self.resolve(path)?).ok()?;
        file.take(LARGEST_TEXT).read_to_end(&mut bytes).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// An open file that a path leads to.
    pub(super) fn open(&self, path: &Path) -> Option<File> {
        self.0.open(&self.resolve(path)?).ok()
    }

    /// Every regular file below a directory, sorted; links are not followed, and what can't be entered is left out.
    pub fn files(&self, directory: &Path) -> io::Result<Vec<PathBuf>> {
        let start = self.resolve(directory).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        if let Some(Node::File(_)) = self.0.node(&start) {
            return Ok(vec![start]);
        }
        if let Tree::Image(image) = &*self.0 {
            let files = image.below(&start).filter(|(_, node)| matches!(node, Node::File(_)));
            return Ok(files.map(|(path, _)| path.clone()).collect());
        }
        let mut waiting = vec![start];
        let mut files = Vec::new();
        while let Some(folder) = waiting.pop() {
            // The kernel's own trees hold files that are no files.
            if ["/proc", "/sys", "/dev"].iter().any(|other| folder == Path::new(other)) {
                continue;
            }
            for name in self.0.names(&folder) {
                let path = folder.join(name);
                match self.0.node(&path) {
                    Some(Node::Folder) => waiting.push(path),
                    // A pipe or a socket would be waited for.
                    Some(Node::File(Some(place)))
                        if fs::metadata(&place).is_ok_and(|found| found.is_file()) =>
                    {
                        files.push(path);
                    }
                    _ => {}
                }
            }
        }
        files.sort();
        Ok(files)
    }

    /// The machine of the root's own programs; none where it has none that is known.
    pub fn machine(&self) -> Option<Machine> {
        let programs =
            ["/bin/sh", "/usr/bin/env", "/sbin/ldconfig", "/usr/local/bin/python3", "/usr/bin/python3"];
        let mut found = programs.iter().filter_map(|program| self.resolve(Path::new(program)));
        found.find_map(|program| self.elf(&program).ok().flatten()).map(|elf| elf.machine)
    }

    /// The folders that the loader searches without being told: the built-in ones of glibc (ld.so(8)), and those of
    /// musl with its `/etc/ld-musl-*.path`. What `/etc/ld.so.conf` names counts only once ldconfig has put it into the
    /// cache.
    pub fn library_folders(&self) -> Vec<PathBuf> {
        let mut folders = Vec::new();
        let musl = self.matching(Path::new("/lib/ld-musl-*"));
        for path in self.matching(Path::new("/etc/ld-musl-*.path")) {
            let text = self.text(&path).unwrap_or_default();
            folders
                .extend(text.split([':', '\n']).filter(|folder| folder.starts_with('/')).map(PathBuf::from));
        }
        if !musl.is_empty() && folders.is_empty() {
            folders.extend(["/lib", "/usr/local/lib", "/usr/lib"].map(PathBuf::from));
        }
        folders.extend(["/lib64", "/usr/lib64", "/lib", "/usr/lib"].map(PathBuf::from));
        // Debian's loader has the folders of its architecture built in, whatever the configuration says.
        for triplet in TRIPLETS {
            folders.push(Path::new("/lib").join(triplet));
            folders.push(Path::new("/usr/lib").join(triplet));
        }
        folders
    }

    /// The folders that `/etc/ld.so.conf` names (ldconfig(8)).
    pub(super) fn configured_folders(&self) -> Vec<PathBuf> {
        let mut folders = Vec::new();
        self.read_configuration(Path::new("/etc/ld.so.conf"), &mut folders, &mut BTreeSet::new());
        folders
    }

    fn read_configuration(&self, path: &Path, folders: &mut Vec<PathBuf>, seen: &mut BTreeSet<PathBuf>) {
        if seen.len() > MOST_INCLUDES || !seen.insert(path.to_owned()) {
            return;
        }
        let text = self.text(path).unwrap_or_default();
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if let Some(pattern) = line.strip_prefix("include ") {
                let pattern = path.parent().unwrap_or(Path::new("/")).join(pattern.trim());
                for included in self.matching(&pattern) {
                    self.read_configuration(&included, folders, seen);
                }
            } else if line.starts_with('/') {
                folders.push(PathBuf::from(line.split('=').next().unwrap_or(line)));
            }
        }
    }

    /// The paths that a pattern means, with at most one `*`, in the last part.
    pub(super) fn matching(&self, pattern: &Path) -> Vec<PathBuf> {
        let name = pattern.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let Some((before, behind)) = name.split_once('*') else { return vec![pattern.to_owned()] };
        let folder = pattern.parent().unwrap_or(Path::new("/"));
        let Some(place) = self.resolve(folder) else { return Vec::new() };
        let names = self.0.names(&place).into_iter().filter_map(|name| name.into_string().ok());
        let fits = |name: &String| {
            name.len() >= before.len() + behind.len() && name.starts_with(before) && name.ends_with(behind)
        };
        names.filter(fits).map(|name| folder.join(name)).collect()
    }
}
