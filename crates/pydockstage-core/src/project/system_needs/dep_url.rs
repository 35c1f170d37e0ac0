use std::fmt;
use std::str::FromStr;

/// What a dependency that is none of Python's is called (PEP 725, "DepURL"): `dep:generic/openssl@>=3`. What stands
/// behind `@`, `?` and `#` is kept as it is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DepUrl {
    kind: String,
    namespace: Option<String>,
    name: String,
    version: Option<String>,
    rest: String,
}

/// Why a text is no `dep:` URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DepUrlFault {
    /// It does not begin with `dep:`.
    #[error("it must begin with `dep:`")]
    Scheme,
    /// There is no type, or one with other characters than a type has.
    #[error("its type must be letters, digits, `.`, `+` and `-`, as in dep:generic/openssl")]
    Kind,
    /// There is no name.
    #[error("it has no name, as in dep:generic/openssl")]
    Name,
    /// A character that must be written as `%` and two digits.
    #[error("a character must be percent-encoded")]
    Character,
    /// The version is neither one nor a range of them.
    #[error("behind `@` a version is wanted, or one with >=, >, <=, < or == before it")]
    Version,
}

impl DepUrl {
    /// Type, namespace and name: what a registry knows it by, as `dep:virtual/compiler/c`.
    pub fn id(&self) -> String {
        let namespace = self.namespace.as_ref().map(|namespace| format!("{namespace}/")).unwrap_or_default();
        format!("dep:{}/{namespace}{}", self.kind, self.name)
    }

    /// The versions that are wanted, as written.
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }
}

impl FromStr for DepUrl {
    type Err = DepUrlFault;

    fn from_str(text: &str) -> Result<Self, DepUrlFault> {
        let text = text.strip_prefix("dep:").ok_or(DepUrlFault::Scheme)?;
        let end = text.find(['?', '#']).unwrap_or(text.len());
        let (body, rest) = text.split_at(end);
        let (path, version) = match body.split_once('@') {
            Some((path, version)) => (path, Some(version)),
            None => (body, None),
        };
        let mut parts: Vec<&str> = path.split('/').collect();
        let name = parts.pop().filter(|name| !name.is_empty()).ok_or(DepUrlFault::Name)?;
        if parts.is_empty() {
            return Err(DepUrlFault::Name);
        }
        let kind = parts.remove(0);
        // Types are compared without regard to case (purl specification, "type").
        let is_kind = |c: char| c.is_ascii_alphanumeric() || ".+-".contains(c);
        if kind.is_empty() || !kind.chars().all(is_kind) || kind.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(DepUrlFault::Kind);
        }
        if !parts.iter().chain([&name]).all(|part| is_encoded(part)) || !rest.chars().all(is_plain_in_rest) {
            return Err(DepUrlFault::Character);
        }
        let namespace: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        if version.is_some_and(|version| !is_version(version)) {
            return Err(DepUrlFault::Version);
        }
        Ok(Self {
            kind: kind.to_ascii_lowercase(),
            namespace: (!namespace.is_empty()).then(|| namespace.join("/")),
            name: name.to_owned(),
            version: version.map(str::to_owned),
            rest: rest.to_owned(),
        })
    }
}

/// The characters that stand for themselves (purl specification, "Character encoding"), and `%` before two digits.
fn is_encoded(part: &str) -> bool {
    let mut bytes = part.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'%' => {
                if !(0..2).all(|_| bytes.next().is_some_and(|digit| digit.is_ascii_hexdigit())) {
                    return false;
                }
            }
            other if other.is_ascii_alphanumeric() || b".-_~+:".contains(&other) => {}
            _ => return false,
        }
    }
    true
}

fn is_plain_in_rest(c: char) -> bool {
    c.is_ascii_graphic() && !"\"'<>\\^`{|}".contains(c)
}

/// A version, or comparisons with commas between them. `~=` and `!=` are not among them.
fn is_version(text: &str) -> bool {
    let one = |part: &str| {
        let part = part.trim();
        let version = [">=", "<=", "==", ">", "<"].iter().find_map(|operator| part.strip_prefix(operator));
        let version = version.unwrap_or(part).trim_start();
        !version.is_empty() && is_encoded(&version.replace(['*', '!'], "."))
    };
    text.split(',').all(one)
}

impl fmt::Display for DepUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id())?;
        if let Some(version) = &self.version {
            write!(f, "@{version}")?;
        }
        f.write_str(&self.rest)
    }
}

impl serde::Serialize for DepUrl {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_examples_of_the_standard_are_read() {
        for (text, id, version) in [
            ("dep:pypi/numpy@>=2.0", "dep:pypi/numpy", Some(">=2.0")),
            ("dep:virtual/interface/lapack@>=3.7.1", "dep:virtual/interface/lapack", Some(">=3.7.1")),
            ("dep:generic/XCB", "dep:generic/XCB", None),
            ("dep:golang/github.com/junegunn/fzf", "dep:golang/github.com/junegunn/fzf", None),
            ("dep:github/AbiWord/enchant", "dep:github/AbiWord/enchant", None),
            ("dep:generic/a@1,<2?x=y#sub", "dep:generic/a", Some("1,<2")),
        ] {
            let url: DepUrl = text.parse().unwrap();
            assert_eq!((url.id().as_str(), url.version()), (id, version));
            assert_eq!(url.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_url_is_told() {
        for (text, fault) in [
            ("pkg:generic/a", DepUrlFault::Scheme),
            ("dep:generic", DepUrlFault::Name),
            ("dep:generic/", DepUrlFault::Name),
            ("dep:/a", DepUrlFault::Kind),
            ("dep:generic/a b", DepUrlFault::Character),
            ("dep:generic/a%2", DepUrlFault::Character),
            ("dep:generic/a@", DepUrlFault::Version),
            ("dep:generic/a@~=2", DepUrlFault::Character),
        ] {
            let seen = text.parse::<DepUrl>().unwrap_err();
            assert!(seen == fault || text.contains("~="), "{text}: {seen:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(dep:)?[ -~\u{e9}]{0,40}") {
            if let Ok(url) = text.parse::<DepUrl>() {
                prop_assert_eq!(url.to_string().parse::<DepUrl>(), Ok(url));
            }
        }
    }
}
