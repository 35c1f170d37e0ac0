use super::fault;
use crate::names::NameError;
use std::fmt;
use std::num::NonZeroU16;
use std::str::FromStr;

/// The number of a port: 1 to 65535.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct PortNumber(NonZeroU16);

impl PortNumber {
    /// The port of that number; none for 0, which no one listens on.
    pub fn new(number: u16) -> Option<Self> {
        NonZeroU16::new(number).map(Self)
    }

    /// The number.
    pub fn get(self) -> u16 {
        self.0.get()
    }
}

impl fmt::Display for PortNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for PortNumber {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        digits
            .then(|| text.parse().ok().and_then(Self::new))
            .flatten()
            .ok_or_else(|| fault("port", text, "the number is from 1 to 65535"))
    }
}

/// The protocol of a port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Protocol {
    /// What is meant when none is written.
    Tcp,
    /// `5000/udp`.
    Udp,
}

/// A port that the project listens on: `5000`, `5000/udp`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Port {
    /// Its number.
    pub number: PortNumber,
    /// Its protocol.
    pub protocol: Protocol,
}

impl fmt::Display for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.protocol {
            Protocol::Tcp => write!(f, "{}", self.number),
            Protocol::Udp => write!(f, "{}/udp", self.number),
        }
    }
}

impl FromStr for Port {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let (number, protocol) = match text.split_once('/') {
            None => (text, Protocol::Tcp),
            Some((number, "tcp")) => (number, Protocol::Tcp),
            Some((number, "udp")) => (number, Protocol::Udp),
            Some(_) => return Err(fault("port", text, "behind the / stands tcp or udp")),
        };
        let number =
            number.parse::<PortNumber>().map_err(|_| fault("port", text, "the number is from 1 to 65535"))?;
        Ok(Self { number, protocol })
    }
}

impl serde::Serialize for Port {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Port {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_a_protocol() {
        let shown = |text: &str| text.parse::<Port>().unwrap().to_string();
        assert_eq!(shown("5000"), "5000");
        assert_eq!(shown("5000/tcp"), "5000");
        assert_eq!(shown("53/udp"), "53/udp");
        for unsound in ["", "0", "65536", "+5000", "-1", "5000/", "5000/sctp", "5000-5010", "8080:80", "0x50"]
        {
            assert!(unsound.parse::<Port>().is_err(), "{unsound}");
        }
    }
}
