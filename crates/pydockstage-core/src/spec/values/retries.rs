use super::fault;
use crate::names::NameError;
use std::fmt;
use std::num::NonZeroU16;
use std::str::FromStr;

/// How many failures in a row make a container unhealthy: 1 to 1000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Retries(NonZeroU16);

impl Retries {
    /// The number.
    pub fn get(self) -> u16 {
        self.0.get()
    }
}

impl fmt::Display for Retries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Retries {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let number: Option<NonZeroU16> = text.parse().ok().filter(|number: &NonZeroU16| number.get() <= 1000);
        number.map(Self).ok_or_else(|| fault("number of failures", text, "it is from 1 to 1000"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_least_one_and_not_without_end() {
        assert_eq!("3".parse::<Retries>().unwrap().get(), 3);
        for unsound in ["", "0", "1001", "-1", "x", "99999999"] {
            assert!(unsound.parse::<Retries>().is_err(), "{unsound}");
        }
    }
}
