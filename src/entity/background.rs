//! Which sentences tell of what was before: another year, or a day or month long before that of the article.

use super::Resolver;
use super::meeting::day_and_month;
use crate::lexicon::Particle;
use crate::mention::{Date, MeetingPhrase, Phrase};
use crate::text::Span;

/// What happened before this year is history in any article.
const MODERN: u16 = 1990;

/// Tokens at the head of a sentence that set its time.
const OPENING: usize = 18;

/// Lines that an article begins with.
const LEAD: usize = 4;

/// Days before the article's own from which on a day is told as background.
const LONG_BEFORE: i32 = 15;

/// Days beyond which a date is no longer compared: the year is wrong, or another rule takes it.
const YEARS: i32 = 5 * 372;

/// A figure below this is no year.
const FIRST_YEAR: i32 = 1900;

/// Tokens before the time at the head of a sentence.
const AFTER: usize = 5;

impl Resolver<'_, '_> {
    /// The sentence tells of another year.
    pub(super) fn tells_of_the_past(&self, line: usize, present: Option<u16>) -> bool {
        let span = self.lines[line].sentence.span;
        let mut dates = self.lines[line].phrases.iter().filter_map(|phrase| match phrase {
            Phrase::Date(date) => Some(date).filter(|date| !self.bracketed(date)),
            _ => None,
        });
        // "Sáng 5/6, ... kỷ niệm ngày 3/2/1930": the day without a year that the sentence begins with is of now.
        let opens = |date: &Date| date.day.is_some() && date.span.start <= span.start + AFTER;
        let year = dates
            .find(|date| date.year.is_some() || date.relative.is_some() || opens(date))
            .and_then(|date| date.year);
        let opening = span.start..span.end.min(span.start + OPENING);
        let told = opening.into_iter().any(|at| self.scan.particle(at, Particle::LastYear).is_some());
        told || year.is_some_and(|year| year < MODERN)
            || matches!((present, year), (Some(present), Some(year)) if year + 1 < present)
    }

    /// "lễ kỷ niệm ... | (15/6/1957 - 15/6/2017)": a day in brackets says of what it is the anniversary.
    fn bracketed(&self, date: &Date) -> bool {
        let before = date.span.start.checked_sub(1);
        before.is_some_and(|at| self.scan.mark(at, '(')) || self.scan.mark(date.span.end, ')')
    }

    /// The day that the article begins with, else that of publication, counted as [`ordinal`] does.
    pub(super) fn lead_day(&self) -> Option<i32> {
        let dates = self.lines.iter().take(LEAD).flat_map(|line| &line.phrases);
        let told = dates.filter_map(|phrase| match phrase {
            Phrase::Date(date) => self.ordinal_of(date),
            _ => None,
        });
        let printed = || {
            let mut parts = self
                .setting
                .published?
                .split('-')
                .map(|part| part.get(..2.max(part.len().min(4)))?.parse().ok());
            Some(ordinal(parts.next()??, parts.next()??, parts.next()??))
        };
        told.into_iter().next().or_else(printed)
    }

    fn ordinal_of(&self, date: &Date) -> Option<i32> {
        let (day, month) = day_and_month(date)?;
        let year = self.year(date, month, 0)?;
        Some(ordinal(i32::from(year), i32::from(month), i32::from(day)))
    }

    /// "Trước đó, ngày 31/1, ...", "từ tháng 9/2019, A đã chủ trì ...": the sentence begins with a time long before the article's day.
    pub(super) fn tells_of_before(&self, line: usize, lead: i32) -> bool {
        if line < LEAD {
            return false;
        }
        let span = self.lines[line].sentence.span;
        let opening = span.start..span.end.min(span.start + OPENING);
        let dates = self.lines[line].phrases.iter().filter_map(|phrase| match phrase {
            Phrase::Date(date) => Some(date),
            _ => None,
        });
        if let Some(date) = dates.into_iter().next() {
            let before = self
                .ordinal_of(date)
                .filter(|_| date.span.start < opening.end && date.span.start <= span.start + AFTER);
            return before.is_some_and(|day| (LONG_BEFORE..YEARS).contains(&(lead - day)));
        }
        let told = (span.start..span.end).any(|at| self.scan.particle(at, Particle::Past).is_some());
        told && opening.into_iter().any(|at| self.month_before(line, at, lead))
    }

    /// "Hội nghị Trung ương 9 | (tháng 12/2018)": the bracket behind its name has a time long before the article's day.
    pub(super) fn dated_before(&self, line: usize, meeting: &MeetingPhrase) -> bool {
        let bracket = meeting.span.end;
        let Some(lead) = self.lead_day().filter(|_| self.scan.mark(bracket, '(')) else { return false };
        let day = self.lines[line].phrases.iter().find_map(|phrase| match phrase {
            Phrase::Date(date) if (bracket..bracket + 2).contains(&date.span.start) => Some(date),
            _ => None,
        });
        // "(21/6/1925 - 21/6/2017)" says of what it is the anniversary.
        let closes = |at: usize| (at - 1..=at).any(|at| self.scan.mark(at, ')'));
        match day {
            Some(date) => {
                closes(date.span.end) && self.ordinal_of(date).is_some_and(|day| lead - day >= LONG_BEFORE)
            }
            None => self.month_before(line, bracket + 1, lead),
        }
    }

    /// "Đại hội XII | vào năm 2016": the year behind its name is not that of the article.
    pub(super) fn years_ago(&self, meeting: &MeetingPhrase) -> bool {
        let past = self.scan.particle(meeting.span.end, Particle::At);
        let figure =
            past.and_then(|at| self.scan.particle(at, Particle::Year)).map(|at| Span::new(at, at + 1));
        let year = figure.and_then(|at| self.scan.str(at).parse::<u16>().ok());
        matches!((year, self.present_year()), (Some(year), Some(present)) if year < present)
    }

    /// "tháng 9/2019", "tháng 2 vừa qua": a month before that of the article.
    fn month_before(&self, line: usize, at: usize, lead: i32) -> bool {
        let named = self.lines[line].phrases.iter().any(|phrase| phrase.span().contains(at));
        let figure = |at: usize| {
            self.scan.str(Span::new(at, (at + 1).min(self.scan.tokens.len()))).parse::<i32>().ok()
        };
        let Some(month) = self.scan.particle(at, Particle::Month).filter(|_| !named) else { return false };
        let Some(number) = figure(month).filter(|number| (1..=12).contains(number)) else { return false };
        let joint = (self.scan.mark(month + 1, '/') || self.scan.mark(month + 1, '-')).then_some(month + 2);
        let year = joint.or_else(|| self.scan.particle(month + 1, Particle::Year)).and_then(figure);
        match year {
            Some(year) => year >= FIRST_YEAR && lead / MONTH * MONTH > ordinal(year, number, 0),
            None => {
                self.scan.particle(month + 1, Particle::Recent).is_some()
                    && number != (lead / MONTH - 1) % 12 + 1
            }
        }
    }
}

/// Days of a calendar whose months all have as many.
const MONTH: i32 = 31;

/// A day as a number, so that the distance of two is about that of the calendar.
fn ordinal(year: i32, month: i32, day: i32) -> i32 {
    (year * 12 + month) * MONTH + day
}
