use super::Paragraphs;
use crate::input::Lines;
use pydockstage_core::packages::BuildError;
use std::collections::BTreeMap;

/// What a suite's `Release` says: its day, and the digest of each index.
#[derive(Debug, Clone, Default)]
pub(super) struct ReleaseFile {
    /// As in `2026-11-21`.
    pub(super) date: String,
    /// Path below the suite → SHA-256 in hexadecimal.
    pub(super) digests: BTreeMap<String, String>,
    /// The components that the suite has, where it says so.
    pub(super) components: Vec<String>,
}

/// Reads `Release`. Its signature is not looked at: what comes of the index is names, which are installed by an apt
/// that does look.
pub(super) fn read(file: &str, lines: Lines) -> Result<ReleaseFile, BuildError> {
    let mut paragraphs = Paragraphs::new(lines);
    let (mut date, mut digests, mut components) = (None, BTreeMap::new(), Vec::new());
    // The first paragraph of a signed file tells the kind of its digest alone.
    for number in 0..2 {
        let Some(paragraph) = paragraphs.next_paragraph()? else {
            if number == 0 {
                return Err(BuildError::Truncated { file: file.to_owned() });
            }
            break;
        };
        if paragraph.field("Hash").is_some() && number == 0 {
            continue;
        }
        date = paragraph.field("Date").and_then(day);
        let named = paragraph.field("Components").unwrap_or_default().split_whitespace();
        components = named.map(str::to_owned).collect();
        digests = listed(paragraph.field("SHA256").unwrap_or_default());
        break;
    }
    let date = date.ok_or_else(|| paragraphs.malformed("the field Date is missing or no date"))?;
    Ok(ReleaseFile { date, digests, components })
}

/// The digests in the field `SHA256`: digest, size and path, three words each.
fn listed(field: &str) -> BTreeMap<String, String> {
    let mut words = field.split_whitespace();
    let mut digests = BTreeMap::new();
    while let (Some(digest), Some(_size), Some(path)) = (words.next(), words.next(), words.next()) {
        digests.insert(path.to_owned(), digest.to_owned());
    }
    digests
}

/// The day of a date as mail writes it: `Sat, 21 Nov 2026 09:15:44 UTC`.
fn day(date: &str) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut words = date.split_once(", ")?.1.split(' ').filter(|word| !word.is_empty());
    let day: u8 = words.next()?.parse().ok()?;
    let month = words.next()?;
    let month = MONTHS.iter().position(|known| *known == month)? + 1;
    let year: u16 = words.next()?.parse().ok()?;
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_read_from_a_date() {
        assert_eq!(day("Sat, 21 Nov 2026 09:15:44 UTC").as_deref(), Some("2026-11-21"));
        assert_eq!(day("Sat, 1 Foo 2026 09:15:44 UTC"), None);
    }
}
