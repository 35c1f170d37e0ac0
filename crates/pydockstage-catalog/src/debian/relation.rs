/// One alternative of a relation to another package: `libldap2 (= 2.6.10)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The package's name, without an architecture (`:any`).
    pub name: String,
    /// Whether the very version is asked for (`=`), as a development package asks for its library's.
    pub exact: bool,
}

/// The relations of a field such as `Depends` or `Build-Depends` (Policy 7.1): a list of alternatives each. What is
/// not for `architecture`, or for another build profile than the plain one, is left out.
pub fn relations(field: &str, architecture: &str) -> Vec<Vec<Relation>> {
    field
        .split(',')
        .map(|group| group.split('|').filter_map(|text| relation(text, architecture)).collect::<Vec<_>>())
        .filter(|group| !group.is_empty())
        .collect()
}

fn relation(text: &str, architecture: &str) -> Option<Relation> {
    let text = text.trim();
    let end = text.find([' ', '(', '[', '<']).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end)?;
    let name = name.split(':').next().unwrap_or(name);
    let exact = rest.split_once('(').is_some_and(|(_, version)| version.trim_start().starts_with('='));
    let for_us = within(rest, '[', ']').next().is_none_or(|list| names_architecture(list, architecture));
    // `<!nocheck>` holds in a plain build, `<cross>` does not: each must be a negation.
    let mut profiles = within(rest, '<', '>').filter(|list| !list.starts_with(['<', '=']));
    let plain = profiles.all(|list| list.split_whitespace().all(|profile| profile.starts_with('!')));
    (!name.is_empty() && for_us && plain).then(|| Relation { name: name.to_owned(), exact })
}

/// The texts between each pair of brackets; those of a version's `(<< 2)` are no profiles and begin with `<`.
fn within(text: &str, open: char, close: char) -> impl Iterator<Item = &str> {
    let text = match text.split_once('(') {
        Some((_, rest)) => rest.split_once(')').map_or("", |(_, behind)| behind),
        None => text,
    };
    text.split(open).skip(1).filter_map(move |part| part.split(close).next())
}

/// Whether a list such as `linux-any` or `!hurd-i386 !armel` (Policy 7.1) holds for an architecture of Linux.
fn names_architecture(list: &str, architecture: &str) -> bool {
    let fits =
        |word: &str| word == "any" || word == "linux-any" || word.trim_start_matches("any-") == architecture;
    let mut words = list.split_whitespace().peekable();
    match words.peek() {
        Some(first) if first.starts_with('!') => !words.any(|word| fits(word.trim_start_matches('!'))),
        _ => words.any(fits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(field: &str) -> Vec<Vec<String>> {
        relations(field, "amd64")
            .into_iter()
            .map(|group| group.into_iter().map(|r| r.name).collect())
            .collect()
    }

    #[test]
    fn versions_architectures_and_profiles_are_read() {
        assert_eq!(
            names("a (>= 1) | b, c:any [!amd64], d [linux-any] <!nocheck>"),
            [vec!["a", "b"], vec!["d"]]
        );
        assert_eq!(names("a (<< 2), b <cross>, c <!cross> <stage1>, d(= 1)"), [["a"], ["d"]]);
        assert!(relations("a (= 1)", "amd64")[0][0].exact);
        assert!(!relations("a (>= 1)", "amd64")[0][0].exact);
    }
}
