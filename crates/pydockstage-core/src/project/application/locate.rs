//! What a file is called when it is imported, and from which folder.

use super::module::Module;
use crate::names::ProjectPath;
use crate::project::files::Files;

/// The folder from which the module at `path` is imported, and its name from there.
///
/// A package ends above the last folder with an `__init__.py`. Where that is not the root, `src` is a place to import
/// from (unless the code itself says `import src`), and so is a folder whose modules the code imports by their bare
/// names; any other folder is a package without an `__init__.py` (PEP 420).
pub(super) fn locate(files: &Files, path: &ProjectPath, module: &Module) -> (ProjectPath, String) {
    let has = |folder: &ProjectPath, name: &str| {
        folder.join(name).is_ok_and(|path| files.is_directory(&path).is_some())
    };
    let mut root = path.parent();
    while !root.is_root() && has(&root, "__init__.py") {
        root = root.parent();
    }
    if !root.is_root() {
        let first = root.as_str().split('/').next().unwrap_or_default().to_owned();
        let says_first = module.imports.iter().any(|import| top(import) == first);
        let has_sibling = |import: &String| {
            let name = top(import);
            let is_in = |folder: &ProjectPath| has(folder, name) || has(folder, &format!("{name}.py"));
            is_in(&root) && !is_in(&ProjectPath::root())
        };
        let stays =
            root.file_name() == "src" || is_in_package(&root, path) || module.imports.iter().any(has_sibling);
        if says_first || !stays {
            root = ProjectPath::root();
        }
    }
    let below = path.as_str().strip_prefix(&format!("{root}/")).filter(|_| !root.is_root());
    let name = below.unwrap_or(path.as_str()).trim_end_matches(".py").replace('/', ".");
    let name = name.strip_suffix(".__init__").map(str::to_owned).unwrap_or(name);
    (root, name)
}

/// Whether the file lies in a folder below `root`: a package, so `root` is where it is imported from.
fn is_in_package(root: &ProjectPath, path: &ProjectPath) -> bool {
    path.parent() != *root
}

fn top(import: &str) -> &str {
    import.split('.').next().unwrap_or_default()
}
