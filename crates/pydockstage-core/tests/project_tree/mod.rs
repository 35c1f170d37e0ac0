//! Projects in temporary folders, for tests.

use tempfile::TempDir;

/// A folder with the given files, each a path and its text.
#[allow(clippy::unwrap_used, reason = "a test without its files has failed")]
pub(crate) fn tree(files: &[(&str, &str)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = root.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    root
}
