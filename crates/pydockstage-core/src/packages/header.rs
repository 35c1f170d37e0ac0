use crate::names::Release;

/// What a catalog's text says of one release: its letter, and where the knowledge comes from.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ReleaseHeader {
    /// The letter that means the release in the values of the same text.
    pub letter: char,
    /// The release.
    pub release: Release,
    /// The day of the index, as in `2026-11-21`.
    pub date: String,
    /// An entry for each index that was read: the architecture, a colon and the SHA-256 of its file; empty where
    /// people wrote the release's lines.
    pub sources: Vec<String>,
}

impl ReleaseHeader {
    /// Whether people wrote the release's lines: a small table, which no index stands behind.
    pub fn is_by_hand(&self) -> bool {
        self.sources.is_empty()
    }

    /// The headers of a catalog's text, in its order; a line that is no header of a release is passed over.
    pub fn all(text: &str) -> impl Iterator<Item = Self> + '_ {
        text.lines().take_while(|line| line.starts_with('#')).filter_map(Self::parse)
    }

    /// The header of one release, without a look into those of the others.
    pub(super) fn of(text: &str, release: &Release) -> Option<Self> {
        let means = |line: &&str| {
            let name = line.strip_prefix("# release ").and_then(|rest| rest.split(' ').nth(1));
            name.and_then(|name| name.split_once(':'))
                == Some((release.distribution().as_str(), release.name()))
        };
        text.lines().take_while(|line| line.starts_with('#')).filter(means).find_map(Self::parse)
    }

    /// The line as it stands in a text.
    pub fn to_line(&self) -> String {
        let sources = if self.is_by_hand() { "hand".to_owned() } else { self.sources.join(" ") };
        format!("# release {} {} {} {sources}", self.letter, self.release, self.date)
    }

    fn parse(line: &str) -> Option<Self> {
        let mut words = line.strip_prefix("# release ")?.split(' ');
        let mut letters = words.next()?.chars();
        let letter = letters.next().filter(char::is_ascii_alphanumeric)?;
        let release = words.next()?.parse().ok()?;
        let date = words.next()?.to_owned();
        let sources = words.filter(|word| *word != "hand").map(str::to_owned).collect();
        letters.next().is_none().then_some(Self { letter, release, date, sources })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_as_it_was_written() {
        let lines =
            "# release s debian:stretch 2022-07-01 hand\n# release t debian:trixie 2026-11-21 amd64:0f\n";
        let headers: Vec<_> = ReleaseHeader::all(lines).collect();
        assert!(headers[0].is_by_hand() && !headers[1].is_by_hand());
        let written: String = headers.iter().map(|header| header.to_line() + "\n").collect();
        assert_eq!(written, lines);
    }
}
