//! The packages that are installed in a root file system, by the package manager's own database, and which of them no
//! file there links to.

use super::Report;
use super::root::Root;
use crate::debian::{Paragraphs, relations};
use crate::input::Lines;
use pydockstage_core::names::{DistributionName, SystemPackage};
use pydockstage_core::packages::{Mode, ReleaseCatalog};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// A package with shared libraries that somebody asked for and that no file of another package links to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Unneeded {
    /// The package.
    pub package: String,
    /// What may need it all the same.
    pub unless: Why,
}

/// What the check can't see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Why {
    /// A program may open one of its libraries while it runs (`dlopen`, `ctypes`).
    Opened,
    /// The same, and somebody may run one of its programs.
    OpenedOrExecuted,
}

#[derive(Debug, Default)]
struct Package {
    /// The names that other packages may ask for it by.
    names: BTreeSet<String>,
    /// The names that it asks for.
    depends: BTreeSet<String>,
    /// Whether somebody asked for it, and not only another package or the system itself.
    is_asked_for: bool,
    files: Vec<PathBuf>,
}

/// The packages that nothing needs as far as links tell, sorted by name; none where the root has no database of dpkg's
/// or apk's. Of the packages, those are looked at that hold a shared library, were asked for by somebody (apt's
/// `extended_states` does not call them automatic, nor dpkg's status essential, required or important; apk's `world` names
/// them), and that no other package depends on. What a Python distribution below `directory` is known to open or to run
/// is needed.
pub fn unneeded(
    root: &Root,
    directory: &Path,
    report: &Report,
    catalog: Option<&ReleaseCatalog<'_>>,
) -> Option<Vec<Unneeded>> {
    let packages = dpkg(root).or_else(|| apk(root))?;
    let known = catalog.map(|catalog| opened(root, directory, catalog)).unwrap_or_default();
    let asked: BTreeMap<&String, BTreeSet<&str>> =
        packages.iter().map(|(name, package)| (name, asked_for_by(package, name))).collect();
    let mut found = Vec::new();
    for (name, package) in &packages {
        let own: BTreeSet<PathBuf> = package.files.iter().map(|file| merged(file)).collect();
        // What a development package has is a link to another package's library.
        let resolved =
            package.files.iter().filter(|file| is_library(file)).filter_map(|file| root.resolve(file));
        let libraries: BTreeSet<PathBuf> = resolved.filter(|place| own.contains(&merged(place))).collect();
        if !package.is_asked_for || libraries.is_empty() || known.contains(name) {
            continue;
        }
        let is_asked = asked.iter().any(|(other, names)| {
            *other != name && package.names.iter().any(|own| names.contains(own.as_str()))
        });
        let is_linked = libraries.iter().any(|place| {
            let users = report.loaded.get(place).into_iter().flatten();
            users.map(|user| merged(user)).any(|user| !own.contains(&user))
        });
        if !is_asked && !is_linked {
            let runs = package.files.iter().any(|file| is_program(file));
            let unless = if runs { Why::OpenedOrExecuted } else { Why::Opened };
            found.push(Unneeded { package: name.clone(), unless });
        }
    }
    Some(found)
}

fn asked_for_by<'p>(package: &'p Package, name: &str) -> BTreeSet<&'p str> {
    package.depends.iter().map(String::as_str).filter(|other| *other != name).collect()
}

/// The packages that the Python distributions below a directory open or run.
fn opened(root: &Root, directory: &Path, catalog: &ReleaseCatalog<'_>) -> BTreeSet<String> {
    let mut distributions = BTreeSet::new();
    for path in root.files(directory).unwrap_or_default() {
        let folder =
            path.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default();
        let name = folder.strip_suffix(".dist-info").and_then(|name| name.split('-').next());
        distributions.extend(name.and_then(|name| name.parse::<DistributionName>().ok()));
    }
    let needs = distributions.iter().filter_map(|name| catalog.needs(name, &[] as &[&str]));
    let opened = needs.filter(|needs| needs.mode != Mode::Linked).flat_map(|needs| needs.runtime);
    opened.map(|package: SystemPackage| package.to_string()).collect()
}

/// The packages of dpkg's database, or of what distroless images have in its place.
fn dpkg(root: &Root) -> Option<BTreeMap<String, Package>> {
    let status = Path::new("/var/lib/dpkg/status");
    let mut texts: Vec<String> = root.text(status).into_iter().collect();
    let parts = root.matching(Path::new("/var/lib/dpkg/status.d/*"));
    texts.extend(parts.iter().filter(|path| path.extension().is_none()).filter_map(|path| root.text(path)));
    if texts.is_empty() {
        return None;
    }
    let automatic = automatic(root);
    let mut packages = BTreeMap::new();
    for text in texts {
        let Ok(lines) = Lines::new("status", Cursor::new(text)) else { continue };
        let mut paragraphs = Paragraphs::new(lines);
        while let Ok(Some(paragraph)) = paragraphs.next_paragraph() {
            let field = |name| paragraph.field(name).unwrap_or_default();
            let (name, architecture) = (field("Package").to_owned(), field("Architecture").to_owned());
            let is_there = paragraph.field("Status").is_none_or(|status| status.ends_with(" installed"));
            if name.is_empty() || !is_there {
                continue;
            }
            let named =
                |name| relations(field(name), &architecture).into_iter().flatten().map(|other| other.name);
            let is_base = field("Essential") == "yes"
                || field("Protected") == "yes"
                || matches!(field("Priority"), "required" | "important");
            let package = Package {
                names: named("Provides").chain([name.clone()]).collect(),
                depends: named("Depends").chain(named("Pre-Depends")).collect(),
                is_asked_for: !is_base && !automatic.contains(&name),
                files: dpkg_files(root, &name, &architecture),
            };
            packages.insert(name, package);
        }
    }
    Some(packages)
}

/// The packages that apt installed because another one asked for them.
fn automatic(root: &Root) -> BTreeSet<String> {
    let text = root.text(Path::new("/var/lib/apt/extended_states")).unwrap_or_default();
    let mut automatic = BTreeSet::new();
    let Ok(lines) = Lines::new("extended_states", Cursor::new(text)) else { return automatic };
    let mut paragraphs = Paragraphs::new(lines);
    while let Ok(Some(paragraph)) = paragraphs.next_paragraph() {
        if paragraph.field("Auto-Installed") == Some("1") {
            automatic.extend(paragraph.field("Package").map(str::to_owned));
        }
    }
    automatic
}

fn dpkg_files(root: &Root, name: &str, architecture: &str) -> Vec<PathBuf> {
    let lists = [format!("info/{name}:{architecture}.list"), format!("info/{name}.list")];
    let list = lists.iter().find_map(|list| root.text(&Path::new("/var/lib/dpkg").join(list)));
    if let Some(list) = list {
        return list.lines().map(PathBuf::from).collect();
    }
    // Of a distroless image only the check sums tell the files.
    let sums =
        root.text(&Path::new("/var/lib/dpkg/status.d").join(format!("{name}.md5sums"))).unwrap_or_default();
    sums.lines().filter_map(|line| line.split_once("  ")).map(|(_, path)| Path::new("/").join(path)).collect()
}

/// The packages of apk's database: paragraphs of lines with a letter each.
fn apk(root: &Root) -> Option<BTreeMap<String, Package>> {
    let places = ["/lib/apk/db/installed", "/usr/lib/apk/db/installed"];
    let text = places.iter().find_map(|place| root.text(Path::new(place)))?;
    let world = root.text(Path::new("/etc/apk/world")).unwrap_or_default();
    let plain = |name: &str| name.split(['=', '<', '>', '~', '@']).next().unwrap_or(name).to_owned();
    let world: BTreeSet<String> = world.split_whitespace().map(plain).collect();
    let mut packages = BTreeMap::new();
    for paragraph in text.split("\n\n") {
        let (mut name, mut package, mut folder) = (String::new(), Package::default(), PathBuf::from("/"));
        for line in paragraph.lines() {
            match line.split_once(':') {
                Some(("P", value)) => value.clone_into(&mut name),
                Some(("D", value)) => package.depends = value.split_whitespace().map(plain).collect(),
                Some(("p", value)) => package.names = value.split_whitespace().map(plain).collect(),
                Some(("F", value)) => folder = Path::new("/").join(value),
                Some(("R", value)) => package.files.push(folder.join(value)),
                _ => {}
            }
        }
        if !name.is_empty() {
            package.names.insert(name.clone());
            package.is_asked_for = world.contains(&name);
            packages.insert(name, package);
        }
    }
    Some(packages)
}

/// Whether a file lies where the loader finds it by its name.
fn is_library(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let is_named = name.starts_with("lib") && (name.contains(".so.") || name.ends_with(".so"));
    is_named && ["/lib", "/usr/lib", "/usr/local/lib"].iter().any(|folder| path.starts_with(folder))
}

fn is_program(path: &Path) -> bool {
    path.parent().is_some_and(|folder| {
        ["/bin", "/usr/bin", "/sbin", "/usr/sbin"].iter().any(|bin| folder == Path::new(bin))
    })
}

/// Both halves of a merged `/usr` are one: a package's list may name the other.
fn merged(path: &Path) -> PathBuf {
    let is_half = ["/lib", "/lib64", "/bin", "/sbin"].iter().any(|half| path.starts_with(half));
    match path.strip_prefix("/") {
        Ok(below) if is_half => Path::new("/usr").join(below),
        _ => path.to_owned(),
    }
}
