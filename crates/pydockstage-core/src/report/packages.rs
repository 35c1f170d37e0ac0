use super::{Message, nearest};
use crate::names::{Release, SystemPackage};
use crate::packages::{BuildError, PackageError, TextFault};
use std::fmt::Display;

/// What is said of a package or a release that no catalog holds.
impl From<&PackageError> for Message {
    fn from(error: &PackageError) -> Self {
        match error {
            PackageError::UnknownRelease { release, known } => unknown_release(release, known),
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
            .help("make it anew from the release's index")
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
    message.note(format!("the releases known: {}", all_of(known))).help("build on one of the releases known")
}

/// How to write a pair that no catalog has.
fn by_hand(package: &SystemPackage) -> String {
    format!(
        "if it is there, write its runtime packages, none for a tool:\n\
         [tool.pydockstage.system]\nmapping = {{ \"{package}\" = [\"its-runtime-package\"] }}"
    )
}

fn any_of(names: &[impl Display]) -> String {
    joined(names, "or")
}

fn all_of(names: &[impl Display]) -> String {
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
    fn an_unknown_release_is_met_with_those_known() {
        let said = asked("libpq-dev", "ubuntu:noble");
        assert!(said.starts_with("error[unknown-release]: no catalog holds ubuntu:noble\n"), "{said}");
        assert!(
            said.contains("debian:trixie") && said.contains("build on one of the releases known"),
            "{said}"
        );
    }
}
