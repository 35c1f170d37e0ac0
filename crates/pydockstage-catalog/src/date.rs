/// The day of a time in seconds since 1970, in UTC: `2026-11-21`. None for a time after the year 9999.
pub(crate) fn of_seconds(seconds: u64) -> Option<String> {
    let mut days = seconds / 86_400;
    let is_leap =
        |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    loop {
        let length = if is_leap(year) { 366 } else { 365 };
        if days < length {
            break;
        }
        days -= length;
        year += 1;
        if year > 9999 {
            return None;
        }
    }
    let february = if is_leap(year) { 29 } else { 28 };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    Some(format!("{year:04}-{month:02}-{:02}", days + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_its_day() {
        // `date --utc --date=@N +%F` says the same.
        assert_eq!(of_seconds(0).as_deref(), Some("1970-01-01"));
        assert_eq!(of_seconds(951_782_400).as_deref(), Some("2000-02-29"));
        assert_eq!(of_seconds(1_795_478_399).as_deref(), Some("2026-11-23"));
        assert_eq!(of_seconds(4_107_542_400).as_deref(), Some("2100-03-01"));
        assert_eq!(of_seconds(u64::MAX), None);
    }
}
