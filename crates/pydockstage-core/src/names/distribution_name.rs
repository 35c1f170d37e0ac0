use super::{NameError, name_type};
use std::str::FromStr;

/// The name of a Python distribution in normalised form (PEP 503): `Python_LDAP` is `python-ldap`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DistributionName(String);

name_type!(DistributionName);

impl FromStr for DistributionName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| Err(NameError::new("name of a Python distribution", text, reason));
        let bytes = text.as_bytes();
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return fault("it is empty") };
        if !first.is_ascii_alphanumeric() || !last.is_ascii_alphanumeric() {
            return fault("it must begin and end with a letter or a digit");
        }
        if !bytes.iter().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b)) {
            return fault("only letters, digits and - _ . may stand in it");
        }
        let mut name = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '-' | '_' | '.' if name.ends_with('-') => {}
                '-' | '_' | '.' => name.push('-'),
                other => name.push(other.to_ascii_lowercase()),
            }
        }
        Ok(Self(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_separators_become_one_hyphen() {
        let name: DistributionName = "Zope._-Interface".parse().unwrap();
        assert_eq!(name.as_str(), "zope-interface");
    }

    #[test]
    fn a_separator_may_not_stand_at_an_end() {
        assert!("-flask".parse::<DistributionName>().is_err());
        assert!("flask.".parse::<DistributionName>().is_err());
    }
}
