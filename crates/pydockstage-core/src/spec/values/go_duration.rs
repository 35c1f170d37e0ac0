use super::fault;
use crate::names::{NameError, name_type};
use std::str::FromStr;
use std::time::Duration;

/// A span of time as a healthcheck's options take it: numbers with units, `1m30s` (Go's `time.ParseDuration`), at
/// least a millisecond, which is the builder's own lower bound.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GoDuration(String, Duration);

name_type!(GoDuration);

impl GoDuration {
    /// How long it is.
    pub fn duration(&self) -> Duration {
        self.1
    }
}

/// The units, each with its length in nanoseconds. `ms` stands before `m`, so that the longer word is read first.
const UNITS: [(&str, u64); 7] = [
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("m", 60_000_000_000),
    ("h", 3_600_000_000_000),
];

impl FromStr for GoDuration {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, NameError> {
        let fault = |reason| fault("span of time", text, reason);
        if text.is_empty() {
            return Err(fault("it is empty"));
        }
        let mut total = 0_u64;
        let mut rest = text;
        while !rest.is_empty() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (number, behind) = rest.split_at(digits);
            if number.is_empty() {
                return Err(fault("it is whole numbers with units, as in 30s or 1m30s"));
            }
            let (unit, length) = UNITS
                .into_iter()
                .find(|(unit, _)| behind.starts_with(unit))
                .ok_or_else(|| fault("each number needs a unit: ms, s, m or h"))?;
            total = number
                .parse::<u64>()
                .ok()
                .and_then(|number| number.checked_mul(length))
                .and_then(|part| total.checked_add(part))
                .filter(|&total| total <= LONGEST)
                .ok_or_else(|| fault("it is longer than a day"))?;
            rest = &behind[unit.len()..];
        }
        if total < 1_000_000 {
            return Err(fault("it is shorter than a millisecond"));
        }
        Ok(Self(text.to_owned(), Duration::from_nanos(total)))
    }
}

/// A day: a check that runs less often, or waits longer, checks nothing.
const LONGEST: u64 = 24 * 3_600_000_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_units_add_up() {
        let length = |text: &str| text.parse::<GoDuration>().unwrap().duration();
        assert_eq!(length("30s"), Duration::from_secs(30));
        assert_eq!(length("1m30s"), Duration::from_secs(90));
        assert_eq!(length("500ms"), Duration::from_millis(500));
        assert_eq!(length("1500µs"), Duration::from_micros(1500));
    }

    #[test]
    fn what_the_builder_would_refuse_is_refused() {
        let reason = |text: &str| text.parse::<GoDuration>().unwrap_err().reason;
        assert_eq!(reason("30"), "each number needs a unit: ms, s, m or h");
        assert_eq!(reason("s"), "it is whole numbers with units, as in 30s or 1m30s");
        assert_eq!(reason("-1s"), "it is whole numbers with units, as in 30s or 1m30s");
        assert_eq!(reason("0s"), "it is shorter than a millisecond");
        assert_eq!(reason("25h"), "it is longer than a day");
        assert_eq!(reason("99999999999999999999h"), "it is longer than a day");
        assert_eq!(reason(""), "it is empty");
    }
}
