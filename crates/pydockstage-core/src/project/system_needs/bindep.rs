//! `bindep.txt`: packages of distributions, each with the platforms and the profiles that it is for (documentation of
//! bindep 2.14, "Writing Requirements Files", and where that leaves doubt its grammar).

use super::{NeedsError, NeedsFault};
use crate::project::Origin;
use crate::project::cursor::Cursor;
use crate::project::files::TextFile;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

/// A line of the file: a package, and when it is wanted.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct BindepRule {
    /// The package, as the platform calls it.
    pub package: String,
    /// What stands in brackets.
    pub selectors: Vec<Selector>,
    /// The versions that it may have, as written: `>=1.2`.
    pub versions: Vec<String>,
    /// Where it is written.
    pub origin: Origin,
}

/// A part of what stands in brackets.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Selector {
    /// A profile.
    One(Profile),
    /// Profiles in parentheses, of which all must hold.
    All(Vec<Profile>),
}

/// A profile, or with `!` that it must not be active.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Profile {
    /// Its name, as `platform:dpkg` or `test`.
    pub name: String,
    /// Whether `!` stands before it.
    pub is_negated: bool,
}

impl Profile {
    fn is_of_platform(&self) -> bool {
        self.name.starts_with("platform:")
    }

    fn holds(&self, active: &BTreeSet<String>) -> bool {
        active.contains(&self.name) != self.is_negated
    }
}

impl BindepRule {
    /// The rules in the text of a `bindep.txt`, in order.
    pub fn read(text: &str) -> Result<Vec<Self>, NeedsError> {
        read(&TextFile::new(crate::plan::own(super::BINDEP), text.to_owned()))
    }

    /// Whether the rule holds where these profiles are active, those of the platform among them.
    pub fn is_active(&self, profiles: &BTreeSet<String>) -> bool {
        // A group counts with the user's profiles even where it names platforms.
        let (platform, user): (Vec<&Selector>, Vec<&Selector>) = self
            .selectors
            .iter()
            .partition(|selector| matches!(selector, Selector::One(profile) if profile.is_of_platform()));
        holds(&platform, profiles) && holds(&user, profiles)
    }
}

/// No active profile is excluded, and where any is asked for, one of them is active.
fn holds(selectors: &[&Selector], active: &BTreeSet<String>) -> bool {
    let mut asked = false;
    let mut met = false;
    for selector in selectors {
        match selector {
            Selector::All(profiles) => {
                asked = true;
                met |= profiles.iter().all(|profile| profile.holds(active));
            }
            Selector::One(profile) if profile.is_negated => {
                if active.contains(&profile.name) {
                    return false;
                }
            }
            Selector::One(profile) => {
                asked = true;
                met |= active.contains(&profile.name);
            }
        }
    }
    met || !asked
}

impl fmt::Display for BindepRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.package)?;
        if !self.selectors.is_empty() {
            let selectors: Vec<String> = self.selectors.iter().map(ToString::to_string).collect();
            write!(f, " [{}]", selectors.join(" "))?;
        }
        if !self.versions.is_empty() {
            write!(f, " {}", self.versions.join(","))?;
        }
        Ok(())
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(profile) => profile.fmt(f),
            Self::All(profiles) => {
                let profiles: Vec<String> = profiles.iter().map(ToString::to_string).collect();
                write!(f, "({})", profiles.join(" "))
            }
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.is_negated { "!" } else { "" }, self.name)
    }
}

/// Reads the file.
pub(in crate::project) fn read(file: &TextFile) -> Result<Vec<BindepRule>, NeedsError> {
    let mut rules = Vec::new();
    let mut at = 0;
    for line in file.text.split_inclusive('\n') {
        let text = line.strip_suffix('\n').unwrap_or(line);
        let text = text.strip_suffix('\r').unwrap_or(text);
        let parsed = parse(text).map_err(|(fault, span)| {
            NeedsError::new(file.place(at + span.start..at + span.end), NeedsFault::Bindep(fault))
        })?;
        if let Some((package, selectors, versions)) = parsed {
            rules.push(BindepRule { package, selectors, versions, origin: file.origin(at) });
        }
        at += line.len();
    }
    Ok(rules)
}

/// Why a line of `bindep.txt` can't be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BindepFault {
    /// No package's name begins like this.
    #[error("a package's name is wanted")]
    Name,
    /// Something is in the brackets that is no profile.
    #[error("a profile is wanted")]
    Profile,
    /// A bracket or a parenthesis is not closed.
    #[error("it is not closed")]
    Unclosed,
    /// The version is none.
    #[error("a version is wanted")]
    Version,
    /// Something else stands behind the rule.
    #[error("this does not belong here")]
    Rest,
}

type Parsed = Option<(String, Vec<Selector>, Vec<String>)>;
type Failed<T> = Result<T, (BindepFault, Range<usize>)>;

/// Reads a line; none where it is blank or a comment.
fn parse(line: &str) -> Failed<Parsed> {
    let mut cursor = Cursor::new(line);
    let is_over = |rest: &str| rest.trim_start_matches(' ').starts_with('#');
    if line.trim_matches(' ').is_empty() || is_over(line) {
        return Ok(None);
    }
    let starts = |c: char| c.is_ascii_alphanumeric() || c == '/';
    if !cursor.peek().is_some_and(starts) {
        return Err((BindepFault::Name, cursor.here()));
    }
    let package = cursor.take_while(|c| c.is_ascii_alphanumeric() || "./+-_".contains(c)).to_owned();
    if package.len() < 2 {
        return Err((BindepFault::Name, 0..1));
    }
    let mut selectors = Vec::new();
    let mut versions = Vec::new();
    if cursor.rest().trim_start_matches(' ').starts_with('[') && cursor.rest().starts_with(' ') {
        spaces(&mut cursor);
        selectors = brackets(&mut cursor)?;
    }
    if cursor.rest().trim_start_matches(' ').starts_with(['<', '>', '=', '!'])
        && cursor.rest().starts_with(' ')
    {
        spaces(&mut cursor);
        loop {
            versions.push(version(&mut cursor)?);
            if !cursor.eat(",") {
                break;
            }
        }
    }
    if cursor.is_end() || is_over(cursor.rest()) {
        return Ok(Some((package, selectors, versions)));
    }
    let start = cursor.at();
    cursor.take_while(|_| true);
    Err((BindepFault::Rest, cursor.since(start)))
}

/// Blanks between words: tabs are none.
fn spaces(cursor: &mut Cursor<'_>) {
    cursor.take_while(|c| c == ' ');
}

fn brackets(cursor: &mut Cursor<'_>) -> Failed<Vec<Selector>> {
    let open = cursor.here();
    cursor.eat("[");
    let mut selectors = Vec::new();
    loop {
        spaces(cursor);
        if cursor.eat("]") {
            return Ok(selectors);
        }
        if cursor.is_end() {
            return Err((BindepFault::Unclosed, open));
        }
        let start = cursor.here();
        if !cursor.eat("(") {
            selectors.push(Selector::One(profile(cursor)?));
            continue;
        }
        let mut profiles = Vec::new();
        loop {
            spaces(cursor);
            if cursor.eat(")") {
                break;
            }
            if cursor.is_end() {
                return Err((BindepFault::Unclosed, start));
            }
            profiles.push(profile(cursor)?);
        }
        selectors.push(Selector::All(profiles));
    }
}

fn profile(cursor: &mut Cursor<'_>) -> Failed<Profile> {
    let start = cursor.here();
    let is_negated = cursor.eat("!");
    let name = cursor.take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || ":-.".contains(c));
    if name.is_empty() {
        return Err((BindepFault::Profile, start));
    }
    Ok(Profile { name: name.to_owned(), is_negated })
}

/// A comparison with a version as Debian writes it (deb-version(7)).
fn version(cursor: &mut Cursor<'_>) -> Failed<String> {
    let start = cursor.at();
    let relations = ["<=", "<", "!=", "==", ">=", ">"];
    let Some(relation) = relations.into_iter().find(|relation| cursor.eat(relation)) else {
        return Err((BindepFault::Version, cursor.here()));
    };
    let version = cursor.take_while(|c| c.is_ascii_alphanumeric() || ".+~:-".contains(c));
    if is_version(version) {
        Ok(format!("{relation}{version}"))
    } else {
        Err((BindepFault::Version, cursor.since(start)))
    }
}

fn is_version(text: &str) -> bool {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let upstream = match text.get(digits..).and_then(|rest| rest.strip_prefix(':')) {
        Some(rest) if digits > 0 => rest,
        _ => text,
    };
    let (upstream, revision) = match upstream.rsplit_once('-') {
        Some((upstream, revision)) => (upstream, Some(revision)),
        None => (upstream, None),
    };
    upstream.starts_with(|c: char| c.is_ascii_digit())
        && revision.is_none_or(|revision| !revision.is_empty() && !revision.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rules(text: &str) -> Vec<BindepRule> {
        BindepRule::read(text).unwrap()
    }

    fn active(line: &str, profiles: &[&str]) -> bool {
        let profiles = profiles.iter().map(|profile| (*profile).to_owned()).collect();
        rules(line)[0].is_active(&profiles)
    }

    #[test]
    fn a_line_holds_a_package_profiles_and_versions() {
        let rules = rules("# needs\n\nlibldap2-dev [platform:dpkg compile !test (a b)] >=2.4,<3 # why\nfoo");
        assert_eq!(rules[0].to_string(), "libldap2-dev [platform:dpkg compile !test (a b)] >=2.4,<3");
        assert_eq!(rules[0].origin.to_string(), "bindep.txt:3");
        assert_eq!(rules[1].to_string(), "foo");
    }

    #[test]
    fn profiles_are_weighed_as_bindep_weighs_them() {
        assert!(active("aa", &["platform:dpkg", "compile"]));
        assert!(active("aa [platform:dpkg compile]", &["platform:dpkg", "compile"]));
        assert!(!active("aa [platform:rpm compile]", &["platform:dpkg", "compile"]));
        assert!(!active("aa [platform:dpkg compile]", &["platform:dpkg"]));
        assert!(active("aa [!platform:rpm]", &["platform:dpkg"]));
        assert!(!active("aa [platform:dpkg !platform:debian]", &["platform:dpkg", "platform:debian"]));
        assert!(active("aa [(x y) z]", &["x", "y"]));
        assert!(!active("aa [(x y)]", &["x"]));
        assert!(active("aa [(x !y)]", &["x"]));
    }

    #[test]
    fn a_fault_is_found_where_it_is() {
        let fault = |line: &str| parse(line).unwrap_err();
        assert_eq!(fault("[dpkg]"), (BindepFault::Name, 0..1));
        assert_eq!(fault("a [dpkg]"), (BindepFault::Name, 0..1));
        assert_eq!(fault("aa [dpkg"), (BindepFault::Unclosed, 3..4));
        assert_eq!(fault("aa [DPKG]"), (BindepFault::Profile, 4..5));
        assert_eq!(fault("aa >=x"), (BindepFault::Version, 3..6));
        assert_eq!(fault("aa b"), (BindepFault::Rest, 2..4));
        assert_eq!(fault("aa "), (BindepFault::Rest, 2..3));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[ -~\t\r\n\u{e9}]{0,80}") {
            let _ = BindepRule::read(&text);
        }

        #[test]
        fn a_rule_is_read_as_it_is_written(
            package in "[a-z0-9/][a-z0-9.+_/-]{1,9}",
            selectors in proptest::collection::vec("!?[a-z:.-]{1,6}|\\((!?[a-z:]{1,4} ?){0,3}\\)", 0..4),
            versions in proptest::collection::vec("(<=|<|!=|==|>=|>)([0-9]:)?[0-9][a-z0-9.+~]{0,4}(-[a-z0-9]{1,3})?", 0..3),
        ) {
            let mut line = package;
            if !selectors.is_empty() {
                line = format!("{line} [{}]", selectors.join(" "));
            }
            if !versions.is_empty() {
                line = format!("{line} {}", versions.join(","));
            }
            let read = rules(&line);
            prop_assert_eq!(&rules(&read[0].to_string()), &read);
        }
    }
}
