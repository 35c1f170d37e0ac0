//! `verify` on an image's archive: layers laid over one another, links, and what the package manager's database says.

#![allow(clippy::unwrap_used)] // In a test, what can't be made is the test's end.

use pydockstage_catalog::verify::{Elf, ImageFault, Root, Why, read_image, unneeded, verify};
use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::path::{Path, PathBuf};

const LIBRARIES: &str = "usr/lib/x86_64-linux-gnu";

/// A layer in the making.
struct Layer(tar::Builder<Vec<u8>>);

impl Layer {
    fn new() -> Self {
        Self(tar::Builder::new(Vec::new()))
    }

    fn file(mut self, path: &str, bytes: &[u8]) -> Self {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        self.0.append_data(&mut header, path, bytes).unwrap();
        self
    }

    fn link(mut self, kind: tar::EntryType, path: &str, target: &str) -> Self {
        let mut header = tar::Header::new_gnu();
        header.set_size(0);
        header.set_entry_type(kind);
        self.0.append_link(&mut header, path, target).unwrap();
        self
    }

    fn bytes(self) -> Vec<u8> {
        self.0.into_inner().unwrap()
    }
}

fn archive(members: &[(&str, Vec<u8>)]) -> File {
    let mut layer = Layer::new();
    for (name, bytes) in members {
        layer = layer.file(name, bytes);
    }
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&layer.bytes()).unwrap();
    file.rewind().unwrap();
    file
}

/// What `docker save` writes, of these layers.
fn image(layers: Vec<Vec<u8>>) -> File {
    let names: Vec<String> = (0..layers.len()).map(|index| format!("{index}/layer.tar")).collect();
    let manifest = serde_json::json!([{ "Config": "config.json", "RepoTags": [], "Layers": names }]);
    let mut members: Vec<(&str, Vec<u8>)> = vec![("manifest.json", manifest.to_string().into_bytes())];
    members.extend(names.iter().map(String::as_str).zip(layers));
    archive(&members)
}

/// This program, and the libraries that it needs as this machine has them.
fn program() -> (Vec<u8>, Vec<(String, Vec<u8>)>) {
    let own = std::env::current_exe().unwrap();
    let host = Root::new("/");
    let libraries = Elf::read(&own).unwrap().unwrap().needed.into_iter().map(|name| {
        let place =
            host.library_folders().iter().find_map(|folder| host.resolve(&folder.join(&name))).unwrap();
        (name, std::fs::read(place).unwrap())
    });
    (std::fs::read(&own).unwrap(), libraries.collect())
}

fn missing(root: &Root) -> Vec<String> {
    let report = verify(root, Path::new("/"), None).unwrap();
    report.missing.into_iter().map(|missing| missing.library).collect()
}

#[test]
fn layers_hide_and_replace_what_lies_below_them() {
    let (program, libraries) = program();
    let mut base = Layer::new().link(tar::EntryType::Symlink, "lib", "usr/lib");
    for (name, bytes) in &libraries {
        base = base.file(&format!("lib/x86_64-linux-gnu/{name}"), bytes);
    }
    let base = base.bytes();
    let venv = Layer::new().file("venv/module.so", &program).bytes();
    let whole = read_image(image(vec![base.clone(), venv.clone()])).unwrap();
    assert_eq!(missing(&whole), [""; 0], "a folder behind a link is the link's target");
    let first = &libraries[0].0;
    let without = Layer::new().file(&format!("{LIBRARIES}/.wh.{first}"), b"").bytes();
    assert_eq!(
        missing(&read_image(image(vec![base.clone(), venv.clone(), without])).unwrap()),
        std::slice::from_ref(first)
    );
    let emptied = Layer::new().file(&format!("{LIBRARIES}/.wh..wh..opq"), b"").bytes();
    let all = missing(&read_image(image(vec![base.clone(), venv.clone(), emptied])).unwrap());
    assert!(libraries.iter().all(|(name, _)| all.contains(name)), "{all:?}");
    let elsewhere = Layer::new()
        .file(&format!("{LIBRARIES}/.wh.{first}"), b"")
        .link(tar::EntryType::Symlink, &format!("usr/lib/{first}"), "../../opt/kept")
        .file("opt/first", &libraries[0].1)
        .link(tar::EntryType::Link, "opt/kept", "opt/first")
        .bytes();
    assert_eq!(missing(&read_image(image(vec![base, venv, elsewhere])).unwrap()), [""; 0]);
}

#[test]
fn an_oci_layout_is_read_by_its_digests() {
    let (program, libraries) = program();
    let layer = Layer::new().file("venv/module.so", &program).bytes();
    let json = |value: serde_json::Value| value.to_string().into_bytes();
    let manifest = json(serde_json::json!({ "layers": [{ "digest": "sha256:aa" }] }));
    let other = serde_json::json!({ "digest": "sha256:ff", "platform": { "architecture": "unknown" } });
    let index = json(serde_json::json!({ "manifests": [other, { "digest": "sha256:bb" }] }));
    let members = [("index.json", index), ("blobs/sha256/bb", manifest), ("blobs/sha256/aa", layer)];
    assert_eq!(missing(&read_image(archive(&members)).unwrap()).len(), libraries.len());
}

#[test]
fn what_is_no_image_is_told() {
    let fault = |file: File| read_image(file).unwrap_err();
    assert!(matches!(fault(archive(&[("a", vec![])])), ImageFault::NoImage));
    assert!(matches!(fault(archive(&[("manifest.json", b"[]".to_vec())])), ImageFault::Part { .. }));
    let named = b"[{\"Layers\":[\"gone.tar\"]}]".to_vec();
    assert!(
        matches!(fault(archive(&[("manifest.json", named)])), ImageFault::Part { part, .. } if part == "gone.tar")
    );
    let mut text = tempfile::tempfile().unwrap();
    text.write_all(&b"a text and no archive\n".repeat(100)).unwrap();
    assert!(matches!(fault(text), ImageFault::NotTar));
    let (program, _) = program();
    let whole = Layer::new().file("venv/module.so", &program).bytes();
    let cut = image(vec![whole[..whole.len() / 2].to_vec()]);
    assert!(matches!(fault(cut), ImageFault::Unreadable(_)));
    // A layer that would lead out of the root adds nothing.
    let mut outside = Layer::new().bytes();
    let mut header = tar::Header::new_gnu();
    header.as_mut_bytes()[..10].copy_from_slice(b"../../evil");
    header.set_size(0);
    header.set_cksum();
    outside.splice(0..0, header.as_bytes().iter().copied());
    assert_eq!(missing(&read_image(image(vec![outside])).unwrap()), [""; 0]);
}

#[test]
fn a_package_that_was_asked_for_and_that_nothing_links_to_is_told() {
    let (program, libraries) = program();
    let library = &libraries[0].1;
    let status = "Package: libused1\nStatus: install ok installed\nArchitecture: amd64\n\n\
                  Package: libidle1\nStatus: install ok installed\nArchitecture: amd64\n\n\
                  Package: libtool1\nStatus: install ok installed\nArchitecture: amd64\n\n\
                  Package: libauto1\nStatus: install ok installed\nArchitecture: amd64\n\n\
                  Package: libbase1\nStatus: install ok installed\nPriority: required\nArchitecture: amd64\n\n\
                  Package: libasked1\nStatus: install ok installed\nArchitecture: amd64\n\n\
                  Package: data\nStatus: install ok installed\nDepends: libasked1 (>= 1)\nArchitecture: all\n\n\
                  Package: libidle-dev\nStatus: install ok installed\nArchitecture: amd64\n\n\
                  Package: libgone1\nStatus: deinstall ok config-files\nArchitecture: amd64\n\n\
                  Package: libmagic1t64\nStatus: install ok installed\nArchitecture: amd64\n";
    let mut layer = Layer::new()
        .file("etc/os-release", b"ID=debian\nVERSION_CODENAME=trixie\nVERSION_ID=\"13\"\n")
        .file("var/lib/dpkg/status", status.as_bytes())
        .file("var/lib/apt/extended_states", b"Package: libauto1\nArchitecture: amd64\nAuto-Installed: 1\n")
        .file("venv/lib/module.so", &program)
        .file(
            "venv/lib/python3.13/site-packages/python_magic-0.4.27.dist-info/METADATA",
            b"Name: python-magic\n",
        );
    let mut used = String::new();
    for (name, bytes) in &libraries {
        layer = layer.file(&format!("{LIBRARIES}/{name}"), bytes);
        used.extend(["/lib/x86_64-linux-gnu/", name, "\n"]);
    }
    layer = layer.file("var/lib/dpkg/info/libused1:amd64.list", used.as_bytes());
    for name in ["idle", "tool", "auto", "base", "asked", "magic"] {
        let file = format!("/{LIBRARIES}/lib{name}.so.1");
        let program = if name == "tool" { "/usr/bin/tool\n" } else { "" };
        let suffix = if name == "magic" { "t64" } else { "" };
        layer = layer.file(&file[1..], library).file(
            &format!("var/lib/dpkg/info/lib{name}1{suffix}:amd64.list"),
            format!("/.\n{file}\n{program}").as_bytes(),
        );
    }
    let layer = layer
        .link(tar::EntryType::Symlink, &format!("{LIBRARIES}/libidle.so"), "libidle.so.1")
        .file("var/lib/dpkg/info/libidle-dev:amd64.list", format!("/{LIBRARIES}/libidle.so\n").as_bytes())
        .bytes();
    let root = read_image(image(vec![layer])).unwrap();
    let release = root.release().unwrap();
    assert_eq!(release.to_string(), "debian:trixie");
    let catalogs = pydockstage_core::packages::Catalog::embedded();
    let catalog = catalogs.release(&release).unwrap();
    let report = verify(&root, Path::new("/"), Some(&catalog)).unwrap();
    assert_eq!(report.missing, []);
    let found = unneeded(&root, Path::new("/"), &report, Some(&catalog)).unwrap();
    let found: Vec<(&str, Why)> = found.iter().map(|one| (one.package.as_str(), one.unless)).collect();
    assert_eq!(found, [("libidle1", Why::Opened), ("libtool1", Why::OpenedOrExecuted)]);
    let without = unneeded(&root, Path::new("/"), &report, None).unwrap();
    assert!(without.iter().any(|one| one.package == "libmagic1t64"), "only the catalog knows who opens it");
}

#[test]
fn a_library_beside_what_needs_it_is_no_missing_one() {
    let (program, libraries) = program();
    let mut layer = Layer::new().file("venv/lib/python3.13/site-packages/a/module.so", &program);
    for (name, bytes) in &libraries {
        layer = layer.file(&format!("venv/lib/python3.13/site-packages/b.libs/{name}"), bytes);
    }
    let report = verify(&read_image(image(vec![layer.bytes()])).unwrap(), Path::new("/venv"), None).unwrap();
    assert!(report.missing.iter().all(|missing| !libraries.iter().any(|(name, _)| *name == missing.library)));
    assert!(report.bundled.len() >= libraries.len());
    let place =
        PathBuf::from(format!("/venv/lib/python3.13/site-packages/b.libs/{}", report.bundled[0].library));
    assert_eq!(report.bundled[0].path, place);
}
