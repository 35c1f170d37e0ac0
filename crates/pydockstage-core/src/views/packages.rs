//! What the package managers of the families are told.

use super::instructions::{comment, wrapped};
use crate::dockerfile::{
    BindMount, CacheMount, FlagWord, Item, Mount, Reference, Run, Sharing, SyntaxError, shell_word,
};
use crate::names::StageName;
use crate::plan::{Package, PackageManager, Plan};
use std::fmt::Write as _;

/// Packages, without what they only recommend, and without documentation where that can be left out.
pub(super) fn install(
    plan: &Plan,
    packages: &[Package],
    manager: PackageManager,
) -> Result<Vec<Item>, SyntaxError> {
    let mut text = match manager {
        PackageManager::Apt => format!("{APT_UPDATE}\n    && {APT_INSTALL}"),
        PackageManager::Dnf | PackageManager::Dnf5 => DNF_INSTALL.to_owned(),
        PackageManager::Microdnf => MICRODNF_INSTALL.to_owned(),
        PackageManager::Apk => APK_ADD.to_owned(),
    };
    append(&mut text, packages);
    if manager == PackageManager::Microdnf {
        text.push_str(MICRODNF_CLEAN);
    }
    let run = Run { mounts: caches(plan, manager)?, ..Run::shell(&text)? };
    let (why, ignored) = unpinned(manager);
    Ok(vec![comment(why)?, comment(&format!("hadolint ignore={ignored}"))?, wrapped(run)])
}

/// Where the list of packages is while they are installed.
const LIST: &str = "/tmp/runtime-packages.txt";

/// The same with those of a list that another stage has written, and that may be empty.
pub(super) fn install_scanned(
    plan: &Plan,
    packages: &[Package],
    from: &StageName,
    list: &str,
    manager: PackageManager,
) -> Result<Vec<Item>, SyntaxError> {
    let (why, mut ignored) = (unpinned(manager).0, unpinned(manager).1.to_owned());
    let mut comments = vec![comment(why)?];
    let text = match manager {
        PackageManager::Apt => {
            let unless_empty = if packages.is_empty() { " --no-run-if-empty" } else { "" };
            let list = shell_word(LIST);
            let mut text =
                format!("{APT_UPDATE}\n    && xargs{unless_empty} --arg-file={list} {APT_INSTALL}");
            append(&mut text, packages);
            text
        }
        PackageManager::Dnf | PackageManager::Dnf5 => listed(DNF_INSTALL, packages),
        PackageManager::Microdnf => listed(MICRODNF_INSTALL, packages) + MICRODNF_CLEAN,
        PackageManager::Apk => listed(APK_ADD, packages),
    };
    if manager != PackageManager::Apt {
        comments.push(comment("The shell splits the list into its names.")?);
        ignored.push_str(",SC2046");
    }
    let mut mounts = caches(plan, manager)?;
    mounts.push(Mount::Bind(BindMount {
        from: Some(Reference::from(from.clone())),
        source: Some(FlagWord::literal(list)?),
        ..BindMount::new(FlagWord::literal(LIST)?)
    }));
    let run = Run { mounts, ..Run::shell(&text)? };
    comments.extend([comment(&format!("hadolint ignore={ignored}"))?, wrapped(run)]);
    Ok(comments)
}

/// A command with packages and with what is in the list, or nothing where there is neither: by the shell alone, as not
/// all of these images have xargs. What the list holds, its program has made sure, no shell takes for a pattern.
///
/// All take what a package provides in the place of its name: dnf (`install-provides.feature` of its tests), dnf5-specs(7),
/// microdnf (its `install` asks libdnf's `hy_subject_get_best_selector`, for names, provides and files), and apk (the
/// official images of PHP on Alpine install `so:` names of scanelf).
fn listed(command: &str, packages: &[Package]) -> String {
    let list = shell_word(LIST);
    let unless_empty = if packages.is_empty() { format!("test ! -s {list}\n    || ") } else { String::new() };
    let mut text = format!("{unless_empty}{command}");
    append(&mut text, packages);
    text + &format!("\n        $(cat {list})")
}

/// Why no versions are named, and which of hadolint's rules that breaks.
const fn unpinned(manager: PackageManager) -> (&'static str, &'static str) {
    match manager {
        PackageManager::Apt => {
            ("Versions are not pinned: a stable release drops old ones within months.", "DL3008")
        }
        PackageManager::Dnf | PackageManager::Dnf5 => (
            "Versions are not pinned: a stable release drops old ones. What is cached is in no layer.",
            "DL3040,DL3041",
        ),
        PackageManager::Microdnf => ("Versions are not pinned: a stable release drops old ones.", "DL3041"),
        PackageManager::Apk => ("Versions are not pinned: a release keeps only the newest.", "DL3018"),
    }
}

const APT_UPDATE: &str = "rm -f /etc/apt/apt.conf.d/docker-clean\n    && apt-get update";

const APT_INSTALL: &str = "apt-get install --yes --no-install-recommends";

/// The cache outlives what the mirror has: without a fresh look, packages are asked for that are gone.
const DNF_INSTALL: &str = "dnf install --refresh --assumeyes --setopt=install_weak_deps=False --setopt=tsflags=nodocs --setopt=keepcache=True";

const MICRODNF_INSTALL: &str =
    "microdnf install --assumeyes --setopt=install_weak_deps=0 --setopt=tsflags=nodocs";

const MICRODNF_CLEAN: &str = "\n    && microdnf clean all";

const APK_ADD: &str = "apk add --no-cache";

fn append(text: &mut String, packages: &[Package]) {
    for package in packages {
        // Writing to a string can't fail.
        let _ = write!(text, "\n        {}", shell_word(package.name.as_str()));
    }
}

/// What a package manager fetched: there for the next build and never in a layer. One for each release, and locked
/// because the programs work alone.
fn caches(plan: &Plan, manager: PackageManager) -> Result<Vec<Mount>, SyntaxError> {
    let folders: &[(&str, &str)] = match manager {
        PackageManager::Apt => &[("apt-cache", "/var/cache/apt"), ("apt-lists", "/var/lib/apt/lists")],
        PackageManager::Dnf => &[("dnf", "/var/cache/dnf")],
        PackageManager::Dnf5 => &[("dnf", "/var/cache/libdnf5")],
        // One is told to keep nothing, and the other cleans up behind itself.
        PackageManager::Apk | PackageManager::Microdnf => &[],
    };
    let release = plan.release.to_string().replace(':', "-");
    let mount = |(name, target): &(&str, &str)| {
        Ok(Mount::Cache(CacheMount {
            id: Some(FlagWord::literal(format!("{release}-{name}"))?),
            sharing: Some(Sharing::Locked),
            ..CacheMount::new(FlagWord::literal(*target)?)
        }))
    };
    folders.iter().map(mount).collect()
}

/// The largest number that `BusyBox` gives to a user or a group (`LAST_ID` of its configuration).
const BUSYBOX_LAST: u32 = 60_000;

/// A user without a home, a shell or a password.
pub(super) fn create_user(uid: u32, gid: u32, manager: PackageManager) -> String {
    match manager {
        PackageManager::Apt => {
            let user = format!(
                "useradd --uid {uid} --gid {gid} --no-log-init --no-create-home --home-dir /nonexistent \
                 --shell /usr/sbin/nologin app"
            );
            if gid == 0 { user } else { format!("groupadd --gid {gid} app\n    && {user}") }
        }
        PackageManager::Apk if uid.max(gid) <= BUSYBOX_LAST => {
            let user = |group: &str| {
                format!("adduser -D -H -h /nonexistent -s /sbin/nologin -u {uid} -G {group} app")
            };
            if gid == 0 { user("root") } else { format!("addgroup -g {gid} app\n    && {}", user("app")) }
        }
        // The minimal images are without shadow-utils.
        _ => {
            let user = format!("echo 'app:x:{uid}:{gid}::/nonexistent:/sbin/nologin' >> /etc/passwd");
            if gid == 0 { user } else { format!("echo 'app:x:{gid}:' >> /etc/group\n    && {user}") }
        }
    }
}
