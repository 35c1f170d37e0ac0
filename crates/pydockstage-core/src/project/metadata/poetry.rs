use super::pyproject::version;
use super::toml_view::TomlView;
use super::{EntryPoint, Metadata, MetadataError, Version};
use pep440_rs::VersionSpecifiers;
use std::str::FromStr;
use toml::de::DeValue;

/// Reads what `[tool.poetry]` says in place of `[project]` (poetry documentation, "The pyproject.toml file").
pub(super) fn read(poetry: &TomlView<'_>, metadata: &mut Metadata) -> Result<(), MetadataError> {
    if let Some(name) = poetry.string("name")? {
        metadata.name = Some(name.found(name.name()?));
    }
    if let Some(written) = poetry.string("version")? {
        metadata.version = Some(written.found(Version::Static(version(&written)?)));
    }
    metadata.description = poetry.string("description")?.map(|written| written.to_found());
    metadata.license = poetry.string("license")?.map(|written| written.to_found());
    for (key, label) in
        [("homepage", "Homepage"), ("repository", "Repository"), ("documentation", "Documentation")]
    {
        if let Some(url) = poetry.string(key)? {
            metadata.urls.insert(label.to_owned(), url.to_found());
        }
    }
    for entry in poetry.table("scripts")?.map(|scripts| scripts.entries()).unwrap_or_default() {
        // A table stands for a file that is copied as it is, which is no entry point.
        if matches!(entry.value.get_ref(), DeValue::String(_)) {
            let script = poetry.string_of("scripts", entry.value)?;
            let entry_point = EntryPoint::of(&script)?;
            metadata.scripts.insert(entry.key.text.to_owned(), script.found(entry_point));
        }
    }
    let dependencies = poetry.table("dependencies")?;
    if let Some(python) = dependencies.map(|table| table.string("python")).transpose()?.flatten() {
        metadata.requires_python = specifiers(python.text).map(|specifiers| python.found(specifiers));
    }
    Ok(())
}

/// Poetry's version constraints as specifiers of PEP 440, as far as they have such a form: `^3.9` is `>=3.9,<4`, and
/// `~3.9` is `>=3.9,<3.10` (poetry documentation, "Dependency specification").
pub(in crate::project) fn specifiers(text: &str) -> Option<VersionSpecifiers> {
    if text.trim() == "*" {
        return None;
    }
    let mut parts = Vec::new();
    for part in text.split(',') {
        let part = part.trim();
        parts.push(match part.split_at_checked(1)? {
            ("^", lower) => format!(">={lower},<{}", above(lower, 1)?),
            ("~", lower) if !lower.starts_with('=') => format!(">={lower},<{}", above(lower, 2)?),
            (first, _) if first.starts_with(|character: char| character.is_ascii_digit()) => {
                format!("=={part}")
            }
            _ => part.to_owned(),
        });
    }
    VersionSpecifiers::from_str(&parts.join(",")).ok()
}

/// The first version above all that share the first `kept` numbers of `lower`.
fn above(lower: &str, kept: usize) -> Option<String> {
    let numbers: Vec<u64> =
        lower.trim().split('.').take(kept).map(str::parse).collect::<Result<_, _>>().ok()?;
    let (last, first) = numbers.split_last()?;
    let numbers = first.iter().copied().chain([last.checked_add(1)?]);
    Some(numbers.map(|number| number.to_string()).collect::<Vec<_>>().join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carets_and_tildes_become_bounds() {
        let cases = [
            ("^3.9", Some(">=3.9, <4")),
            ("~3.9", Some(">=3.9, <3.10")),
            (">=3.9,<3.13", Some(">=3.9, <3.13")),
            ("3.9.*", Some("==3.9.*")),
            ("^3.9 || ^2.7", None),
            ("*", None),
        ];
        for (text, expected) in cases {
            assert_eq!(specifiers(text).map(|found| found.to_string()).as_deref(), expected, "{text}");
        }
    }
}
