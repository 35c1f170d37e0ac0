use super::fault;
use crate::names::NameError;
use std::fmt;
use std::str::FromStr;

/// Whom the production image runs as: a number, and a group's number behind a colon where it differs.
///
/// Numbers alone: an orchestrator that refuses root (`runAsNonRoot` of Kubernetes) can't tell whom a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct User {
    /// The user's number, never 0.
    pub uid: u32,
    /// The group's number. It may be 0: OpenShift runs every container in that group.
    pub gid: Option<u32>,
}

/// The largest number that container runtimes take: 2^31 - 1.
const LARGEST: u32 = 0x7fff_ffff;

impl fmt::Display for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.gid {
            None => write!(f, "{}", self.uid),
            Some(gid) => write!(f, "{}:{gid}", self.uid),
        }
    }
}

impl FromStr for User {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| fault("user", text, reason);
        let number = |part: &str| {
            let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            if !digits {
                return Err(fault("it is a number, or two with a colon between them, as in 10001:10001"));
            }
            part.parse::<u32>()
                .ok()
                .filter(|&number| number <= LARGEST)
                .ok_or_else(|| fault("a number is at most 2147483647"))
        };
        let (uid, gid) = text.split_once(':').map_or((text, None), |(uid, gid)| (uid, Some(gid)));
        if uid == "root" {
            return Err(fault("the production image never runs as root"));
        }
        let (uid, gid) = (number(uid)?, gid.map(number).transpose()?);
        if uid == 0 {
            return Err(fault("0 is root, and the production image never runs as root"));
        }
        Ok(Self { uid, gid })
    }
}

impl serde::Serialize for User {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_alone() {
        assert_eq!("10001".parse::<User>().unwrap(), User { uid: 10001, gid: None });
        assert_eq!("10001:0".parse::<User>().unwrap().to_string(), "10001:0");
        for unsound in
            ["", "0", "0:0", "root", "root:root", "app", "10001:app", "10001:", ":1", "-1", "2147483648"]
        {
            assert!(unsound.parse::<User>().is_err(), "{unsound}");
        }
    }
}
