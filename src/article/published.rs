//! When an article was published: ISO 8601 in, ISO 8601 out.

use std::fmt;
use std::ops::Range;

/// Vietnam is seven hours ahead of UTC.
pub(super) const VIETNAM: i16 = 7 * 60;

/// The day, and the time where it is known, on which an article was published.
///
/// Prints as `2020-10-10`, or `2020-10-10T06:43:10+07:00` with a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// 1900 to 2100.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31, and a day that the month has.
    pub day: u8,
    /// The time of day.
    pub time: Option<Time>,
    /// The bytes of the text that say so; none where the metadata does.
    pub range: Option<Range<usize>>,
}

/// A time of day, and how far its clock is ahead of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
    /// Minutes ahead of UTC: 420 in Vietnam.
    pub offset: i16,
}

impl Published {
    /// A day, if there is one.
    pub fn on(year: u16, month: u8, day: u8) -> Option<Published> {
        let real = (1900..=2100).contains(&year) && (1..=days_in(year, month)).contains(&day);
        real.then_some(Published { year, month, day, time: None, range: None })
    }

    /// Reads `2020-10-10`, or that with `T06:43:10`, `06:43`, a fraction of a second, `Z` or `+07:00` behind it.
    /// A time without an offset is Vietnam's.
    ///
    /// ```
    /// use chidao::article::Published;
    /// assert_eq!(Published::from_iso("2020-10-10 06:43").unwrap().to_string(), "2020-10-10T06:43:00+07:00");
    /// assert_eq!(Published::from_iso("2020-13-10"), None);
    /// ```
    pub fn from_iso(text: &str) -> Option<Published> {
        let (date, time) = match text.split_once(['T', ' ']) {
            Some((date, time)) => (date, Some(time)),
            None => (text, None),
        };
        let mut numbers = date.split('-');
        let mut next = |width| numbers.next().and_then(|digits| number(digits, width));
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        if numbers.next().is_some() {
            return None;
        }
        let mut published = Published::on(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
        published.time = time.map(|time| Time::from_iso(time).ok_or(())).transpose().ok()?;
        Some(published)
    }

    /// Whether both say the same, as far as both say anything.
    pub(super) fn agrees_with(&self, other: &Published) -> bool {
        match (self.time, other.time) {
            (Some(a), Some(b)) => {
                self.minutes() + i64::from(a.hour) * 60 + i64::from(a.minute) - i64::from(a.offset)
                    == other.minutes() + i64::from(b.hour) * 60 + i64::from(b.minute) - i64::from(b.offset)
            }
            _ => (self.year, self.month, self.day) == (other.year, other.month, other.day),
        }
    }

    /// Minutes from the year 0 to midnight of this day.
    fn minutes(&self) -> i64 {
        let months: i64 = (1..self.month).map(|month| i64::from(days_in(self.year, month))).sum();
        let years: i64 = (0..self.year).map(|year| if is_leap(year) { 366 } else { 365 }).sum();
        (years + months + i64::from(self.day)) * 24 * 60
    }
}

impl Time {
    /// A time of day in Vietnam, if there is one.
    pub fn at(hour: u8, minute: u8, second: u8) -> Option<Time> {
        (hour < 24 && minute < 60 && second < 60).then_some(Time { hour, minute, second, offset: VIETNAM })
    }

    fn from_iso(text: &str) -> Option<Time> {
        let split = text.find(['Z', '+', '-']).unwrap_or(text.len());
        let (clock, zone) = text.split_at(split);
        let clock = clock.split_once('.').map_or(clock, |(whole, _)| whole);
        let mut numbers = clock.split(':').map(|digits| number(digits, 2));
        let (hour, minute) = (numbers.next()??, numbers.next()??);
        let second = numbers.next().unwrap_or(Some(0))?;
        let mut time =
            Time::at(u8::try_from(hour).ok()?, u8::try_from(minute).ok()?, u8::try_from(second).ok()?)?;
        time.offset = offset(zone)?;
        numbers.next().is_none().then_some(time)
    }
}

/// `Z`, `+07:00`, `-0330`, `+07`; nothing is Vietnam.
fn offset(zone: &str) -> Option<i16> {
    let sign = match zone.chars().next() {
        None => return Some(VIETNAM),
        Some('Z') => return (zone.len() == 1).then_some(0),
        Some('-') => -1,
        Some(_) => 1,
    };
    let digits = zone.get(1..)?.replace(':', "");
    let hours = number(digits.get(..2)?, 2)?;
    let minutes = if digits.len() == 2 { 0 } else { number(digits.get(2..)?, 2)? };
    (hours <= 14 && minutes < 60).then(|| sign * i16::try_from(hours * 60 + minutes).unwrap_or_default())
}

/// A number of exactly this many digits.
fn number(digits: &str, width: usize) -> Option<u16> {
    let plain = digits.len() == width && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)?;
        match self.time {
            Some(time) => write!(f, "T{time}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let (hours, minutes) = (self.offset.abs() / 60, self.offset.abs() % 60);
        write!(f, "{:02}:{:02}:{:02}{sign}{hours:02}:{minutes:02}", self.hour, self.minute, self.second)
    }
}
