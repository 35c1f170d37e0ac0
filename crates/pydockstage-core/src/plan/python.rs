//! Which Python the image has: what the spec says, else `.python-version`, else the newest that the project allows.

use super::{PlanError, Reason, image};
use crate::names::Release;
use crate::project::Metadata;
use crate::spec::Spec;
use crate::spec::values::PythonVersion;
use pep440_rs::{Version, VersionSpecifiers};

pub(super) fn choose(
    spec: &Spec,
    metadata: &Metadata,
    release: &Release,
) -> Result<(PythonVersion, Reason), PlanError> {
    let allowed = metadata.requires_python.as_ref();
    let contradiction = |python, asked: String| match allowed {
        Some(allowed) if !allows(&allowed.value, python) => Err(PlanError::PythonContradiction {
            python,
            asked,
            wanted: allowed.value.to_string(),
            origin: allowed.origin.clone(),
        }),
        _ => Ok(()),
    };
    if let Some(written) = &spec.python {
        contradiction(written.value, format!("{} asks for it", written.origin))?;
        return Ok((written.value, Reason::written("the owner's choice", &written.origin)));
    }
    if let Some(found) = &metadata.python_version {
        let python = minor_of(&found.value).ok_or_else(|| PlanError::PythonVersionFile {
            text: found.value.clone(),
            origin: found.origin.clone(),
        })?;
        contradiction(python, format!("{} asks for it", found.origin))?;
        return Ok((python, Reason::written("what the project is developed with", &found.origin)));
    }
    let (oldest, newest) =
        image::python_minors(release).ok_or_else(|| PlanError::UnknownPython { release: release.clone() })?;
    let version = |minor| PythonVersion { minor };
    match allowed {
        None => {
            Ok((version(newest), Reason::default_choice(format!("the newest with an image on {release}"))))
        }
        Some(allowed) => (oldest..=newest)
            .rev()
            .map(version)
            .find(|python| allows(&allowed.value, *python))
            .map(|python| {
                let text = format!("the newest that the project allows and that has an image on {release}");
                (python, Reason::written(text, &allowed.origin))
            })
            .ok_or_else(|| PlanError::NoPython {
                release: release.clone(),
                wanted: allowed.value.to_string(),
                origin: allowed.origin.clone(),
                range: (version(oldest), version(newest)),
            }),
    }
}

/// Whether some patch release of the minor version is allowed. An image has the newest one, so `>=3.11.4` allows 3.11
/// and `<3.12.1` allows 3.12 only by a release that the image doesn't have.
fn allows(specifiers: &VersionSpecifiers, python: PythonVersion) -> bool {
    // No minor version of Python had so many patch releases.
    specifiers.contains(&Version::new([3, u64::from(python.minor), 99]))
}

/// The minor version of `3.13`, `3.13.2` or `cpython-3.13`.
fn minor_of(text: &str) -> Option<PythonVersion> {
    let text = text.trim();
    let text = text.strip_prefix("cpython").map_or(text, |rest| rest.trim_start_matches(['-', '@']));
    let mut parts = text.split('.');
    let minor = format!("{}.{}", parts.next()?, parts.next()?);
    let patch_is_sound = parts.next().is_none_or(|patch| patch.bytes().all(|b| b.is_ascii_digit()));
    (patch_is_sound && parts.next().is_none()).then(|| minor.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_release_in_the_file_names_its_minor_version() {
        assert_eq!(minor_of("3.13.2"), Some(PythonVersion { minor: 13 }));
        assert_eq!(minor_of("cpython-3.12"), Some(PythonVersion { minor: 12 }));
        assert_eq!(minor_of("pypy3.10"), None);
        assert_eq!(minor_of("3"), None);
        assert_eq!(minor_of("3.13.x"), None);
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
