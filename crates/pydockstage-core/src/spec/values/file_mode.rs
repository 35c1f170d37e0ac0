use super::fault;
use crate::names::{NameError, name_type};
use std::fmt;
use std::str::FromStr;

/// The permissions of a file, in octal as `chmod` takes them: `0755`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileMode(String);

name_type!(FileMode);

impl FromStr for FileMode {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        if (3..=4).contains(&text.len()) && text.bytes().all(|b| matches!(b, b'0'..=b'7')) {
            Ok(Self(text.to_owned()))
        } else {
            Err(fault("mode of a file", text, "it is three or four octal digits, as in 0755"))
        }
    }
}

/// Whom files belong to, or a command runs as, by numbers: `0:0` is root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Owner {
    /// The user's number.
    pub uid: u32,
    /// The group's number.
    pub gid: u32,
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.uid, self.gid)
    }
}

impl FromStr for Owner {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let number = |part: &str| {
            let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            digits.then(|| part.parse::<u32>().ok()).flatten().filter(|number| *number <= 0x7fff_ffff)
        };
        let (uid, gid) = text.split_once(':').unwrap_or((text, text));
        match (number(uid), number(gid)) {
            (Some(uid), Some(gid)) => Ok(Self { uid, gid }),
            _ => {
                Err(fault("owner", text, "it is one number or two with a colon between them, as in 10001:0"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_are_octal() {
        for sound in ["755", "0644", "2775"] {
            assert!(sound.parse::<FileMode>().is_ok(), "{sound}");
        }
        for unsound in ["", "8", "0999", "u+x", "07555", " 755", "75"] {
            assert!(unsound.parse::<FileMode>().is_err(), "{unsound}");
        }
    }

    #[test]
    fn owners_are_numbers() {
        assert_eq!("10001".parse::<Owner>().unwrap().to_string(), "10001:10001");
        assert_eq!("0:0".parse::<Owner>().unwrap().to_string(), "0:0");
        for unsound in ["", "root", "root; x", "1:", ":1", "1:2:3", "-1", "+1", "4294967295"] {
            assert!(unsound.parse::<Owner>().is_err(), "{unsound}");
        }
    }
}
