//! Indexes in pip's own settings (pip documentation, "Configuration").

use super::{PackageIndex, no_secret};
use crate::project::files::TextFile;
use crate::project::metadata::MetadataError;
use std::rc::Rc;

/// The file, where it lies in the project itself and its owner names it by `PIP_CONFIG_FILE`.
pub(super) const FILE: &str = "pip.conf";

/// What follows `index-url =` and `extra-index-url =`, in whatever section: the addresses, also in lines below.
pub(super) fn read(file: &Rc<TextFile>) -> Result<Vec<PackageIndex>, MetadataError> {
    no_secret(file)?;
    let mut found = Vec::new();
    let (mut at, mut is_index) = (0, false);
    for line in file.text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let is_continued = line.starts_with([' ', '\t']);
        let text = line.trim();
        if text.is_empty() || text.starts_with(['#', ';']) {
            continue;
        }
        let value = if is_continued {
            text
        } else {
            let (key, value) = text.split_once(['=', ':']).unwrap_or((text, ""));
            // pip takes `_` for `-` in the names of its options.
            is_index = matches!(key.trim().replace('_', "-").as_str(), "index-url" | "extra-index-url");
            value
        };
        if is_index {
            let urls = value.split_whitespace().filter(|url| url.contains("://"));
            found.extend(urls.map(|url| PackageIndex::new(None, url, file.origin(start))));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::ProjectPath;

    #[test]
    fn addresses_are_found_in_each_form() {
        let text = "[global]\nindex-url = https://a.example.org/simple\n# extra-index-url = https://x\n\
                    timeout: 60\n[install]\nextra_index_url:\n    https://b.example.org/simple\n    https://c.example.org/s\n";
        let file = Rc::new(TextFile::new(ProjectPath::root().join(FILE).unwrap(), text.to_owned()));
        let found: Vec<String> =
            read(&file).unwrap().iter().map(|index| format!("{} {}", index.url, index.origin)).collect();
        assert_eq!(
            found,
            [
                "https://a.example.org/simple pip.conf:2",
                "https://b.example.org/simple pip.conf:7",
                "https://c.example.org/s pip.conf:8"
            ]
        );
    }
}
