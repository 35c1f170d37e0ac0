use super::elf::{Elf, Machine};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Links that lead to links: as many as the kernel follows.
const MOST_LINKS: usize = 40;
/// Configuration files of the loader that name others.
const MOST_INCLUDES: usize = 256;

/// A root file system: `/`, or a directory that holds an image's files. Paths below it are absolute and stay inside,
/// wherever its symlinks lead.
#[derive(Debug, Clone)]
pub struct Root(PathBuf);

impl Root {
    /// The root file system in a directory.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self(directory.into())
    }

    /// Where a path of the root file system lies on the disk.
    pub fn join(&self, path: &Path) -> PathBuf {
        let below = path.components().filter(|part| matches!(part, Component::Normal(_)));
        self.0.join(below.collect::<PathBuf>())
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
                    let found = fs::symlink_metadata(self.join(&at)).ok()?;
                    if found.is_symlink() {
                        links += 1;
                        if links > MOST_LINKS {
                            return None;
                        }
                        waiting.push(fs::read_link(self.join(&at)).ok()?);
                    } else {
                        reached = at;
                    }
                }
            }
        }
        Some(reached)
    }

    /// Every regular file below a directory, sorted; links are not followed, and what can't be entered is left out.
    pub fn files(&self, directory: &Path) -> io::Result<Vec<PathBuf>> {
        let start = self.resolve(directory).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        if !fs::metadata(self.join(&start))?.is_dir() {
            return Ok(vec![start]);
        }
        let mut waiting = vec![start];
        let mut files = Vec::new();
        while let Some(folder) = waiting.pop() {
            // The kernel's own trees hold files that are no files.
            if ["/proc", "/sys", "/dev"].iter().any(|other| folder == Path::new(other)) {
                continue;
            }
            let Ok(entries) = fs::read_dir(self.join(&folder)) else { continue };
            for entry in entries.flatten() {
                let Ok(kind) = entry.file_type() else { continue };
                let path = folder.join(entry.file_name());
                if kind.is_dir() {
                    waiting.push(path);
                } else if kind.is_file() {
                    files.push(path);
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
        found.find_map(|program| Elf::read(&self.join(&program)).ok().flatten()).map(|elf| elf.machine)
    }

    /// The folders that the loader searches without being told: those of `/etc/ld.so.conf` (ld.so(8)), of musl's
    /// `/etc/ld-musl-*.path`, and the built-in ones.
    pub fn library_folders(&self) -> Vec<PathBuf> {
        let mut folders = Vec::new();
        let mut seen = BTreeSet::new();
        self.read_configuration(Path::new("/etc/ld.so.conf"), &mut folders, &mut seen);
        for path in self.matching(Path::new("/etc/ld-musl-*.path")) {
            let text = fs::read_to_string(self.join(&path)).unwrap_or_default();
            folders
                .extend(text.split([':', '\n']).filter(|folder| folder.starts_with('/')).map(PathBuf::from));
        }
        let built_in = ["/lib64", "/usr/lib64", "/lib", "/usr/lib", "/usr/local/lib"];
        folders.extend(built_in.map(PathBuf::from));
        // Debian's loader has the folders of its architecture built in, whatever the configuration says.
        for architecture in pydockstage_core::packages::Architecture::ALL {
            folders.push(Path::new("/lib").join(architecture.triplet()));
            folders.push(Path::new("/usr/lib").join(architecture.triplet()));
        }
        folders
    }

    fn read_configuration(&self, path: &Path, folders: &mut Vec<PathBuf>, seen: &mut BTreeSet<PathBuf>) {
        if seen.len() > MOST_INCLUDES || !seen.insert(path.to_owned()) {
            return;
        }
        let Some(file) = self.resolve(path) else { return };
        let text = fs::read_to_string(self.join(&file)).unwrap_or_default();
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
    fn matching(&self, pattern: &Path) -> Vec<PathBuf> {
        let name = pattern.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let Some((before, behind)) = name.split_once('*') else { return vec![pattern.to_owned()] };
        let folder = pattern.parent().unwrap_or(Path::new("/"));
        let Some(entries) = self.resolve(folder).and_then(|place| fs::read_dir(self.join(&place)).ok())
        else {
            return Vec::new();
        };
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let fits = |name: &String| name.starts_with(before) && name.ends_with(behind);
        let mut found: Vec<PathBuf> = names.filter(fits).map(|name| folder.join(name)).collect();
        found.sort();
        found
    }
}
