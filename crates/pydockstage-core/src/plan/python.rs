//! Which Python the image has: what the spec says, else what a file beside the metadata pins, else the newest that the
//! project and its lock allow. What contradicts is told, never settled in silence.

use super::{PlanError, Reason, interpreter};
use crate::names::Release;
use crate::project::{Found, Origin, Project};
use crate::spec::Spec;
use crate::spec::values::{PythonFrom, PythonVersion};
use pep440_rs::{Version, VersionSpecifiers};

/// What a file pins.
enum Pin {
    /// A minor version.
    Minor(PythonVersion),
    /// A range of versions, which bounds and doesn't choose.
    Range(VersionSpecifiers),
}

/// The version and why.
pub(super) fn choose(
    spec: &Spec,
    project: &Project,
    release: &Release,
    from: PythonFrom,
) -> Result<(PythonVersion, Reason), PlanError> {
    let (python, reason) = chosen(spec, project, release, from)?;
    // An image may be there though it is no longer built; a package is there or not.
    let known = interpreter::minors(from, release).filter(|_| from == PythonFrom::Distribution);
    if known.is_some_and(|known| !known.contains(&python.minor)) {
        return Err(PlanError::NoPythonPackage {
            python,
            release: release.clone(),
            known: known.into_iter().flatten().map(|minor| PythonVersion { minor: *minor }).collect(),
            asked: reason.origins,
        });
    }
    Ok((python, reason))
}

fn chosen(
    spec: &Spec,
    project: &Project,
    release: &Release,
    from: PythonFrom,
) -> Result<(PythonVersion, Reason), PlanError> {
    let (pins, mut ranges) = pins(project)?;
    let metadata = project.metadata();
    ranges.splice(0..0, metadata.requires_python.clone());
    ranges.extend(project.locks().iter().filter_map(|lock| lock.requires_python.clone()));
    let sound = |python, asked: String| {
        let against = || ranges.iter().filter(|range| !allows(&range.value, python));
        if against().next().is_none() {
            return Ok(());
        }
        let against = against().map(|range| (range.value.to_string(), range.origin.clone())).collect();
        Err(PlanError::PythonContradiction { python, asked, against })
    };
    if let Some(written) = &spec.python {
        sound(written.value, format!("{} asks for it", written.origin))?;
        return Ok((written.value, Reason::written("the owner's choice", &written.origin)));
    }
    if let Some(first) = pins.first() {
        if pins.iter().any(|pin| pin.value != first.value) {
            let pins = pins.iter().map(|pin| (pin.value, pin.origin.clone())).collect();
            return Err(PlanError::PythonPins { pins });
        }
        sound(first.value, format!("{} asks for it", first.origin))?;
        let origins = pins.iter().map(|pin| pin.origin.to_string());
        return Ok((first.value, Reason::gathered("what the project is developed with", origins)));
    }
    let unknown = || PlanError::UnknownPython { release: release.clone(), from };
    let known = interpreter::minors(from, release).ok_or_else(unknown)?;
    let (Some(&oldest), Some(&newest)) = (known.first(), known.last()) else { return Err(unknown()) };
    let version = |minor| PythonVersion { minor };
    let kind = match from {
        PythonFrom::Image => format!("with an image on {release}"),
        PythonFrom::Distribution => format!("that {release} has a package of"),
        PythonFrom::Uv => "that uv manages".to_owned(),
    };
    if ranges.is_empty() {
        return Ok((version(newest), Reason::default_choice(format!("the newest {kind}"))));
    }
    let allowed = |python: &PythonVersion| ranges.iter().all(|range| allows(&range.value, *python));
    match known.iter().rev().copied().map(version).find(allowed) {
        Some(python) => {
            let text = match from {
                PythonFrom::Image => {
                    format!("the newest that the project allows and that has an image on {release}")
                }
                _ => format!("the newest that the project allows and {kind}"),
            };
            Ok((python, Reason::gathered(text, ranges.iter().map(|range| range.origin.to_string()))))
        }
        None => Err(PlanError::NoPython {
            release: release.clone(),
            from,
            wanted: ranges.iter().map(|range| (range.value.to_string(), range.origin.clone())).collect(),
            range: (version(oldest), version(newest)),
        }),
    }
}

/// What the files beside the metadata pin, apart by what kind it is.
#[expect(clippy::type_complexity, reason = "two lists of the same facts, named where they are taken apart")]
fn pins(project: &Project) -> Result<(Vec<Found<PythonVersion>>, Vec<Found<VersionSpecifiers>>), PlanError> {
    let (mut minors, mut ranges) = (Vec::new(), Vec::new());
    for found in &project.metadata().pins {
        match pin_of(&found.value) {
            Some(Pin::Minor(minor)) => minors.push(Found::new(minor, found.origin.clone())),
            Some(Pin::Range(range)) => ranges.push(Found::new(range, found.origin.clone())),
            None => {
                let origin: Origin = found.origin.clone();
                return Err(PlanError::PythonVersionFile { text: found.value.clone(), origin });
            }
        }
    }
    Ok((minors, ranges))
}

/// Whether some patch release of the minor version is allowed. An image has the newest one, so `>=3.11.4` allows 3.11
/// and `<3.12.1` allows 3.12 only by a release that the image doesn't have.
fn allows(specifiers: &VersionSpecifiers, python: PythonVersion) -> bool {
    // No minor version of Python had so many patch releases.
    specifiers.contains(&Version::new([3, u64::from(python.minor), 99]))
}

/// What a file's text pins: `3.13`, `3.13.2`, `cpython-3.13`, `cpython@3.13.2-linux-x86_64-gnu`, or a range as `3` and
/// `>=3.12` (uv's documentation, "Requesting a version"). None for another interpreter, and for the free-threaded one,
/// of which there is no official image.
fn pin_of(text: &str) -> Option<Pin> {
    let text = text.trim();
    if text.starts_with(['<', '>', '=', '~', '!']) {
        return text.parse().ok().map(Pin::Range);
    }
    let text = text.strip_prefix("cpython").map_or(text, |rest| rest.trim_start_matches(['-', '@']));
    let text = text.strip_prefix("python").unwrap_or(text);
    let text = text.split_once('-').map_or(text, |(version, _)| version);
    if text == "3" {
        return ">=3".parse().ok().map(Pin::Range);
    }
    let mut parts = text.split('.');
    let minor = format!("{}.{}", parts.next()?, parts.next()?);
    let patch_is_sound = parts.next().is_none_or(|patch| {
        !patch.is_empty() && (patch == "*" || patch.bytes().all(|byte| byte.is_ascii_digit()))
    });
    (patch_is_sound && parts.next().is_none()).then(|| minor.parse().ok().map(Pin::Minor)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_release_in_the_file_names_its_minor_version() {
        let minor = |text: &str| match pin_of(text) {
            Some(Pin::Minor(python)) => Some(python.minor),
            _ => None,
        };
        assert_eq!(minor("3.13.2"), Some(13));
        assert_eq!(minor("3.13.*"), Some(13));
        assert_eq!(minor("cpython-3.12"), Some(12));
        assert_eq!(minor("cpython-3.12.3-linux-x86_64-gnu"), Some(12));
        assert_eq!(minor("pypy3.10"), None);
        assert_eq!(minor("3.13t"), None);
        assert_eq!(minor("3.13.x"), None);
        assert!(pin_of("system").is_none());
    }

    #[test]
    fn a_range_in_the_file_bounds() {
        let range = |text: &str| match pin_of(text) {
            Some(Pin::Range(range)) => Some(range.to_string()),
            _ => None,
        };
        assert_eq!(range("3").as_deref(), Some(">=3"));
        assert_eq!(range(">=3.11,<3.13").as_deref(), Some(">=3.11, <3.13"));
    }

    #[test]
    fn bounds_on_patch_releases_go_by_the_newest() {
        let allowed = |text: &str, minor| allows(&text.parse().unwrap(), PythonVersion { minor });
        assert!(allowed(">=3.11.4", 11));
        assert!(!allowed("<3.12", 12));
        assert!(allowed("<3.12", 11));
        assert!(allowed("~=3.10", 13));
        assert!(!allowed("==3.11.*", 12));
    }
}
