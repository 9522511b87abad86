//! ISO dates -> numbers of days, to tell how far apart they are.

/// Days of an ISO date since the year 0, by the civil calendar; a missing month or day counts as the first.
pub(crate) fn days(date: &str) -> Option<i64> {
    let mut parts = date.get(..10).unwrap_or(date).split('-').map(str::parse::<i64>);
    let year = parts.next()?.ok()?;
    let month = parts.next().map_or(Some(1), Result::ok)?;
    let day = parts.next().map_or(Some(1), Result::ok)?;
    // Years that begin in March, so that the leap day is the last of its year.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    Some(year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day)
}

/// Days from one date to another; none where either is no date.
pub(crate) fn between(from: &str, to: &str) -> Option<i64> {
    Some(days(to)? - days(from)?)
}

#[cfg(test)]
mod tests {
    use super::{between, days};

    #[test]
    fn days_follow_the_calendar() {
        let between = |a, b| between(a, b).unwrap();
        assert_eq!(between("2024-02-28", "2024-03-01"), 2);
        assert_eq!(between("2023-02-28", "2023-03-01"), 1);
        assert_eq!(between("2020-12-31", "2021-01-01"), 1);
        assert_eq!(between("2020-10-09", "2024-10-09"), 4 * 365 + 1);
        assert_eq!(days("2024-05"), days("2024-05-01"));
        assert_eq!(days("soon"), None);
    }
}
