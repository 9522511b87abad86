//! A line that is nothing but a dateline -> when the article was published, and who signed it there.

use super::byline::{self, Byline, Mark};
use super::layout::layout;
use super::lines::{is_longer, trim};
use super::published::{Published, Time, VIETNAM};
use regex::Captures;
use std::ops::Range;

/// No dateline is longer, in letters.
const LONGEST: usize = 160;

/// A dateline.
pub(super) struct Dateline {
    /// When.
    pub(super) published: Published,
    /// It says when the article was changed.
    pub(super) is_update: bool,
    /// It is a date and nothing else, as cells of tables are.
    pub(super) is_bare: bool,
    /// The part of the line that says so.
    pub(super) range: Range<usize>,
    /// The byline in the same line, before or behind it.
    pub(super) byline: Option<Byline>,
}

/// The dateline that this line of the text is.
pub(super) fn of(text: &str, line: Range<usize>) -> Option<Dateline> {
    if is_longer(&text[line.clone()], LONGEST) || !has_year(&text[line.clone()]) {
        return None;
    }
    let (start, scan) = match scan(text, line.clone()) {
        Some(scan) => (line.start, scan),
        None if !has_time(&text[line.clone()]) => return None,
        None => {
            let start = (line.start + 1..line.end).find(|&at| begins(text, line.start, at))?;
            (start, scan(text, start..line.end)?)
        }
    };
    let before = trim_joint(text, line.start..start);
    let behind = trim_joint(text, scan.end..line.end);
    let (signed, outside) = match (before.is_empty(), behind.is_empty()) {
        (true, true) => (None, false),
        (false, true) => (signature(text, before, &scan)?, true),
        (true, false) if start == line.start => (Some(byline::of(text, behind.clone())?), true),
        _ => return None,
    };
    let range = match (&signed, behind.is_empty()) {
        (None, _) => line,
        (Some(_), true) => trim(text, start..scan.end),
        (Some(_), false) => trim_joint(text, start..scan.end),
    };
    let published = scan.published(range.clone())?;
    (!outside || scan.time.is_some()).then_some(Dateline {
        range,
        published,
        is_update: scan.is_update,
        is_bare: scan.is_bare(),
        byline: signed,
    })
}

fn has_year(line: &str) -> bool {
    line.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit))
}

/// A digit before `:` or `h`.
fn has_time(line: &str) -> bool {
    line.as_bytes().windows(2).any(|two| two[0].is_ascii_digit() && matches!(two[1], b':' | b'h' | b'H'))
}

/// What was read of a dateline.
#[derive(Default)]
struct Scan {
    date: Option<(u16, u8, u8)>,
    time: Option<Time>,
    offset: Option<i16>,
    weekday: bool,
    prefix: bool,
    is_update: bool,
    /// Where reading stopped.
    end: usize,
}

/// Reads tokens of a dateline as far as there are any.
fn scan(text: &str, line: Range<usize>) -> Option<Scan> {
    let mut scan = Scan { end: line.start, ..Scan::default() };
    while let Some(token) = layout().dateline_token.captures(&text[scan.end..line.end]) {
        let length = token.get(0).map_or(0, |whole| whole.len());
        if length == 0 || !scan.take(&token) {
            break;
        }
        scan.end += length;
    }
    scan.date.is_some().then_some(scan)
}

impl Scan {
    /// Takes in a token; false if it says a date or a time that does not exist.
    fn take(&mut self, token: &Captures) -> bool {
        let number = |name: &str| token.name(name).and_then(|digits| digits.as_str().parse::<u16>().ok());
        let small = |name: &str| number(name).and_then(|number| u8::try_from(number).ok());
        let has = |name: &str| token.name(name).is_some();
        if has("date") || has("iso") {
            let (year, month, day) = if has("iso") { ("iy", "im", "id") } else { ("y", "m", "d") };
            let date = (number(year).unwrap_or(0), small(month).unwrap_or(0), small(day).unwrap_or(0));
            self.date = self.date.or(Some(date));
            return Published::on(date.0, date.1, date.2).is_some();
        }
        if has("time") {
            let hour = match (small("h"), has("am"), has("pm")) {
                (Some(12), true, _) => Some(0),
                (Some(hour), _, true) if hour < 12 => Some(hour + 12),
                (hour, _, _) => hour,
            };
            let time = Time::at(hour.unwrap_or(24), small("min").unwrap_or(60), small("s").unwrap_or(0));
            self.time = self.time.or(time);
            return time.is_some();
        }
        if has("zone") {
            let sign = if token.name("sign").is_some_and(|sign| sign.as_str() == "-") { -1 } else { 1 };
            self.offset =
                number("zh").and_then(|hours| i16::try_from(hours).ok()).map(|hours| sign * hours * 60);
        }
        self.is_update |= has("update") && self.date.is_none();
        self.weekday |= has("weekday");
        self.prefix |= has("prefix") || has("update");
        true
    }

    fn is_bare(&self) -> bool {
        self.time.is_none() && !self.weekday && !self.prefix
    }

    fn published(&self, range: Range<usize>) -> Option<Published> {
        let (year, month, day) = self.date?;
        let mut published = Published::on(year, month, day)?;
        published.time = self.time.map(|time| Time { offset: self.offset.unwrap_or(VIETNAM), ..time });
        published.range = Some(range);
        Some(published)
    }
}

/// Whether a weekday or a date may begin at this byte: a character begins there that continues no word and no number.
fn begins(text: &str, line: usize, at: usize) -> bool {
    let free = text.is_char_boundary(at) && text[line..at].ends_with(|c: char| !c.is_alphanumeric());
    free && layout().dateline_token.captures(&text[at..]).is_some_and(|token| token.name("space").is_none())
}

/// Who signed before the date; `Some(None)` for a place, which nobody signed. Any few words will do where weekday, date and time follow.
fn signature(text: &str, before: Range<usize>, scan: &Scan) -> Option<Option<Byline>> {
    if text[before.end..].trim_start().starts_with(',') {
        return byline::of(text, before).map(|_| None);
    }
    let few_words = scan.weekday
        && !is_longer(&text[before.clone()], 60)
        && !text[before.clone()].contains(['.', ':', ';', '?', '!']);
    let any =
        || few_words.then(|| Byline { whole: before.clone(), names: before.clone(), mark: Mark::Source });
    byline::of(text, before.clone()).or_else(any).map(Some)
}

/// Without white space and the joints between a name and a date.
fn trim_joint(text: &str, range: Range<usize>) -> Range<usize> {
    let joint = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|' | ',' | '•' | '·');
    let slice = &text[range.clone()];
    let start = range.end - slice.trim_start_matches(joint).len();
    let length = text[start..range.end].trim_end_matches(joint).len();
    start..start + length
}
