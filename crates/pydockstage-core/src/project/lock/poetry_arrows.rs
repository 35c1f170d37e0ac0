//! A table of dependencies as poetry has it, in pyproject.toml and in its lock (poetry documentation, "Dependency
//! specification").

use super::read::Table;
use super::{LockError, LockedDependency};
use crate::project::marker::{Marker, MarkerOperator, MarkerValue, MarkerVariable};
use crate::project::metadata::poetry::specifiers;
use crate::project::metadata::toml_view::Entry;
use pep440_rs::VersionSpecifiers;
use std::str::FromStr;
use toml::Spanned;
use toml::de::DeValue;

/// A dependency, and whether only an extra asks for it.
pub(super) struct Arrow {
    pub(super) to: LockedDependency,
    pub(super) is_optional: bool,
}

/// Each name with a constraint, a table, or an array of these.
pub(super) fn arrows(table: &Table<'_>) -> Result<Vec<Arrow>, LockError> {
    let mut arrows = Vec::new();
    for entry in table.entries() {
        match entry.value.get_ref() {
            DeValue::Array(items) => {
                for item in items {
                    arrows.push(arrow(table, &entry, item)?);
                }
            }
            _ => arrows.push(arrow(table, &entry, entry.value)?),
        }
    }
    Ok(arrows)
}

fn arrow<'a>(
    table: &Table<'a>,
    entry: &Entry<'a>,
    value: &'a Spanned<DeValue<'a>>,
) -> Result<Arrow, LockError> {
    let mut to = LockedDependency::new(table.name_of(&entry.key)?, entry.key.origin());
    if let DeValue::String(constraint) = value.get_ref() {
        to.specifiers = specifiers(constraint);
        return Ok(Arrow { to, is_optional: false });
    }
    let detail = table.table_of(entry.key.text, value)?;
    to.specifiers = detail.text("version")?.as_deref().and_then(specifiers);
    to.extras = detail.names("extras")?;
    to.marker = detail.marker("markers")?;
    if let Some(python) = detail.string("python")? {
        to.marker = all(to.marker, specifiers(python.text).map(|versions| python_marker(&versions)));
    }
    Ok(Arrow { to, is_optional: detail.boolean("optional")?.unwrap_or(false) })
}

/// Both conditions.
fn all(one: Option<Marker>, other: Option<Marker>) -> Option<Marker> {
    match (one, other) {
        (Some(one), Some(other)) => Some(Marker::All(vec![one, other])),
        (one, other) => one.or(other),
    }
}

/// The key `python` as a marker.
fn python_marker(versions: &VersionSpecifiers) -> Marker {
    let comparison = |text: String| {
        let digits = text.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
        let (operator, version) = text.split_at(digits);
        Marker::Comparison {
            left: MarkerValue::Variable(MarkerVariable::PythonFullVersion),
            operator: MarkerOperator::from_str(operator).unwrap_or(MarkerOperator::Equal),
            right: MarkerValue::Text(version.to_owned()),
        }
    };
    Marker::All(versions.iter().map(|specifier| comparison(specifier.to_string())).collect())
}
