use super::{Message, Place, nearest};
use crate::names::{Release, SystemPackage};
use crate::packages::{BuildError, CACHE_VARIABLE, PackageError, TextFault};
use std::fmt::Display;

/// What is said of a package or a release that no catalog holds.
impl From<&PackageError> for Message {
    fn from(error: &PackageError) -> Self {
        match error {
            PackageError::UnknownRelease { release, known } => unknown_release(release, known),
            PackageError::BadCatalog { release, file, fault } => {
                Self::new("bad-catalog", format!("your catalog of {release} can't be used: {fault}"))
                    .at(Place::file(file.as_str()))
                    .help(format!("make it anew: pydockstage catalog add {release} --from URL|DIR"))
                    .help(format!("or do without it: pydockstage catalog remove {release}"))
            }
            PackageError::UnreadableDirectory { directory, reason } => {
                Self::new("catalogs-unreadable", format!("your catalogs can't be read: {reason}"))
                    .at(Place::file(directory.as_str()))
                    .help(format!("another directory for them can be named by {CACHE_VARIABLE}"))
            }
            PackageError::UnknownLibrary { library, release, elsewhere, nearest } => {
                unknown_library(library, release, elsewhere, nearest)
            }
            PackageError::UnknownPackage { package, release, nearest } => {
                let message = Self::new(
                    "unknown-package",
                    format!("`{package}` is no development package of {release}"),
                );
                if nearest.is_empty() {
                    message.help(by_hand(package))
                } else {
                    message
                        .help(format!("did you mean {}?", any_of(nearest)))
                        .help(format!("or, {}", by_hand(package)))
                }
            }
            PackageError::OtherRelease { package, release, homes, here } => {
                let message = Self::new("package-of-other-release", format!("{release} has no `{package}`"))
                    .note(format!("it is a package of {}", all_of(homes)));
                if here.is_empty() {
                    message.help(format!("name what {release} has in its place"))
                } else {
                    message.help(format!("{release} has {}", any_of(here)))
                }
            }
            PackageError::RuntimePackage { package, release, development } => {
                let message = Self::new(
                    "runtime-package-in-build",
                    format!(
                        "`{package}` is a runtime package of {release}: nothing is compiled against it alone"
                    ),
                );
                let message = if development.is_empty() {
                    message
                } else {
                    message.help(format!("name its development package: {}", any_of(development)))
                };
                message.help(format!(
                    "or, where production alone needs it:\n[tool.pydockstage.system]\nruntime = [\"{package}\"]"
                ))
            }
        }
    }
}

/// What is said of a file that is no catalog.
impl From<&TextFault> for Message {
    fn from(fault: &TextFault) -> Self {
        Self::new("bad-catalog", format!("this is no catalog: {fault}"))
            .help("make it anew from the release's index: pydockstage catalog add RELEASE --from URL|DIR")
    }
}

/// What is said of an index that can't be read.
impl From<&BuildError> for Message {
    fn from(error: &BuildError) -> Self {
        let what = error.to_string();
        let kept = "a catalog that was there before is kept as it was";
        match error {
            BuildError::Missing { .. } => Self::new("index-missing", what).help(
                "give the root of the mirror, the folder that holds `dists`, `repodata` or APKINDEX.tar.gz",
            ),
            BuildError::Unreadable { .. } => Self::new("index-unreadable", what).note(kept),
            BuildError::Truncated { .. } | BuildError::Corrupt { .. } => Self::new("index-corrupt", what)
                .note(kept)
                .help("fetch it again; a mirror that is just being updated may need some minutes"),
            BuildError::TooLarge { .. } => Self::new("index-too-large", what).note(kept),
            BuildError::Malformed { .. } => Self::new("index-malformed", what).note(kept),
            BuildError::Empty { .. } => Self::new("index-empty", what)
                .help("see that the release and the components are those of the mirror"),
            BuildError::Unwritable { .. } => Self::new("catalog-unwritable", what).note(kept),
        }
    }
}

fn unknown_release(release: &Release, known: &[Release]) -> Message {
    let names: Vec<String> = known.iter().map(ToString::to_string).collect();
    let message = Message::new("unknown-release", format!("no catalog holds {release}"));
    let message = match nearest(&release.to_string(), names.iter().map(String::as_str)) {
        Some(near) => message.help(format!("did you mean {near}?")),
        None => message,
    };
    message
        .note(format!("the releases known: {}", all_of(known)))
        .help(format!("make one of its own index: pydockstage catalog add {release} --from URL|DIR"))
        .help("or build on one of the releases known")
}

fn unknown_library(
    library: &str,
    release: &Release,
    elsewhere: &[(Release, Vec<SystemPackage>)],
    nearest: &[(String, Vec<SystemPackage>)],
) -> Message {
    let mut message =
        Message::new("unknown-library", format!("no package of {release} is known to own `{library}`"));
    if !elsewhere.is_empty() {
        let homes = elsewhere.iter().map(|(home, owners)| format!("{home} ({})", any_of(owners)));
        message = message.note(format!("it is in {}", all_of(&homes.collect::<Vec<_>>())));
    }
    if nearest.is_empty() {
        message.help("a library is asked for by its SONAME, with the version behind it, as libldap.so.2")
    } else {
        let near = nearest.iter().map(|(soname, owners)| format!("{soname} ({})", any_of(owners)));
        message.help(format!("{release} has {}", any_of(&near.collect::<Vec<_>>())))
    }
}

/// How to write a pair that no catalog has.
fn by_hand(package: &SystemPackage) -> String {
    format!(
        "if it is there, write its runtime packages, none for a tool:\n\
         [tool.pydockstage.system]\nmapping = {{ \"{package}\" = [\"its-runtime-package\"] }}"
    )
}

pub(super) fn any_of(names: &[impl Display]) -> String {
    joined(names, "or")
}

pub(super) fn all_of(names: &[impl Display]) -> String {
    joined(names, "and")
}

/// `a`, `a or b`, `a, b or c`.
fn joined(names: &[impl Display], last: &str) -> String {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packages::Catalog;

    fn asked(package: &str, release: &str) -> String {
        let release = release.parse().unwrap();
        let error = Catalog::embedded()
            .release(&release)
            .and_then(|catalog| catalog.runtime(&package.parse().unwrap()))
            .unwrap_err();
        Message::from(&error).to_string()
    }

    #[test]
    fn a_mistyped_name_is_met_with_the_nearest_and_the_way_by_hand() {
        insta::assert_snapshot!(asked("libldpa2-dev", "debian:trixie"), @r#"
        error[unknown-package]: `libldpa2-dev` is no development package of debian:trixie
          = help: did you mean libldap2-dev, libldap-dev or libvdpau-dev?
          = help: or, if it is there, write its runtime packages, none for a tool:
                  [tool.pydockstage.system]
                  mapping = { "libldpa2-dev" = ["its-runtime-package"] }
        "#);
    }

    #[test]
    fn a_name_of_another_release_is_told_so() {
        insta::assert_snapshot!(asked("libldap-2.4-2", "debian:trixie"), @r#"
        error[package-of-other-release]: debian:trixie has no `libldap-2.4-2`
          = note: it is a package of debian:bullseye, debian:buster and debian:stretch
          = help: debian:trixie has libldap2
        "#);
    }

    #[test]
    fn a_runtime_package_is_no_development_package() {
        insta::assert_snapshot!(asked("libpq5", "debian:trixie"), @r#"
        error[runtime-package-in-build]: `libpq5` is a runtime package of debian:trixie: nothing is compiled against it alone
          = help: name its development package: libpq-dev
          = help: or, where production alone needs it:
                  [tool.pydockstage.system]
                  runtime = ["libpq5"]
        "#);
    }

    #[test]
    fn a_library_of_another_version_or_release_is_told_so() {
        let catalog = Catalog::embedded();
        let release = catalog.release(&"debian:trixie".parse().unwrap()).unwrap();
        let said = |library| Message::from(&release.library(library).unwrap_err()).to_string();
        insta::assert_snapshot!(said("libldap-2.5.so.0"), @r"
        error[unknown-library]: no package of debian:trixie is known to own `libldap-2.5.so.0`
          = note: it is in debian:bookworm (libldap-2.5-0)
          = help: debian:trixie has libldap.so.2 (libldap2)
        ");
        insta::assert_snapshot!(said("libldpa.so.2"), @r"
        error[unknown-library]: no package of debian:trixie is known to own `libldpa.so.2`
          = help: debian:trixie has libldap.so.2 (libldap2)
        ");
        insta::assert_snapshot!(said("no-such-thing"), @r"
        error[unknown-library]: no package of debian:trixie is known to own `no-such-thing`
          = help: a library is asked for by its SONAME, with the version behind it, as libldap.so.2
        ");
    }

    #[test]
    fn an_unknown_release_is_met_with_those_known() {
        let said = asked("libpq-dev", "ubuntu:noble");
        assert!(said.starts_with("error[unknown-release]: no catalog holds ubuntu:noble\n"), "{said}");
        assert!(
            said.contains("debian:trixie") && said.contains("pydockstage catalog add ubuntu:noble --from"),
            "{said}"
        );
    }
}
