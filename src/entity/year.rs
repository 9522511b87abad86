//! Of which year an article is: that of its publication, else the latest that its text speaks of as present.

use std::collections::{BTreeMap, BTreeSet};

use super::{Line, Resolver};
use crate::lexicon::{Particle, Scan};
use crate::mention::{Date, Phrase};
use crate::text::Span;

/// Years before this one stand in curricula vitae and histories.
pub(super) const RECENT: u16 = 2000;

/// The last month in which the year of plans is the present one.
const EARLY: u8 = 3;

/// Months between which days are told as of one time.
const AROUND: u8 = 2;

/// Type id of what elects for a term.
const CONGRESS: &str = "congress";

/// Tokens behind the name of a congress in which its term may be told.
const BEHIND: usize = 2;

/// Lines that an article begins with.
const LEAD: usize = 6;

/// The years that an article tells of.
#[derive(Clone, Debug, Default)]
pub(super) struct Years {
    /// How often each is told: twice in the lead.
    counts: BTreeMap<u16, usize>,
    /// Those that are told with a month.
    dated: BTreeSet<(u16, u8)>,
}

impl Resolver<'_, '_> {
    /// The year of publication, else that of the text.
    pub(super) fn present_year(&self) -> Option<u16> {
        self.setting
            .published
            .and_then(|day| day.get(..4)?.parse::<u16>().ok())
            .or_else(|| self.years().latest(None))
    }

    /// The year of a day of that month, told in a line: as told, else by the day of publication, else by the text.
    pub(super) fn year(&self, date: &Date, month: u8, line: usize) -> Option<u16> {
        date.year
            .or_else(|| self.published_year(month))
            .or_else(|| self.year_of_meeting(month, line))
            .or_else(|| self.years().latest(Some(month)))
    }

    /// "Hội nghị xúc tiến đầu tư 2018", "tổng kết năm 2018, nhiệm vụ năm 2019": the year in the names of the meetings of the line, else of
    /// the headline. The first months are in the later one of two years; those of a year that is over ("tổng kết năm 2018" in January)
    /// in the next, where the text tells of it.
    fn year_of_meeting(&self, month: u8, line: usize) -> Option<u16> {
        let named = [line, 0].into_iter().map(|line| self.years_named(line));
        let years = named.into_iter().find(|years| !years.is_empty())?;
        let (first, last) = (*years.first()?, *years.last()?);
        match last - first {
            0 if month < EARLY && self.years().counts.contains_key(&(last + 1)) => Some(last + 1),
            0 => Some(last),
            1 if month <= EARLY => Some(last),
            1 => Some(first),
            _ => None,
        }
    }

    /// The years in the names of the meetings of a line.
    fn years_named(&self, line: usize) -> BTreeSet<u16> {
        let names = self.lines[line].phrases.iter().filter_map(|phrase| match phrase {
            Phrase::Meeting(meeting) if meeting.type_id != CONGRESS => Some(meeting.name),
            _ => None,
        });
        let year = |token| year_at(self.scan, token).or_else(|| year_of_name(self.scan, token));
        names.flat_map(|name| name.start..name.end).filter_map(year).collect()
    }

    /// The year of publication, or the year before it for a month that had not come yet.
    fn published_year(&self, month: u8) -> Option<u16> {
        let published = self.setting.published?;
        let year: u16 = published.get(..4)?.parse().ok()?;
        let printed: u8 = published.get(5..7)?.parse().ok()?;
        Some(if month > printed + 1 { year - 1 } else { year })
    }

    fn years(&self) -> &Years {
        self.years.get_or_init(|| Years::new(self.scan, self.lines))
    }
}

impl Years {
    fn new(scan: &Scan, lines: &[Line]) -> Years {
        let mut years = Years::default();
        for (l, line) in lines.iter().enumerate() {
            for token in line.sentence.span.start..line.sentence.span.end {
                if let Some(year) = year_at(scan, token) {
                    years.count(year, if l < 3 { 2 } else { 1 });
                }
                if let Some(year) = year_of_name(scan, token) {
                    years.count(year, 1);
                }
                if let Some((year, month)) = year_of_month(scan, token) {
                    years.count(year, 1);
                    years.dated.insert((year, month));
                }
            }
            for phrase in &line.phrases {
                match phrase {
                    Phrase::Date(Date { year: Some(year), month: Some(month), .. }) if *year >= RECENT => {
                        years.count(*year, if l < LEAD { 2 } else { 1 });
                        years.dated.insert((*year, *month));
                    }
                    Phrase::Meeting(meeting) => {
                        let span = meeting.span.start..meeting.span.end;
                        span.filter_map(|token| year_at(scan, token)).for_each(|year| years.count(year, 1));
                        if meeting.type_id == CONGRESS
                            && let Some(year) = first_of_term(scan, meeting.span)
                        {
                            years.count(year, 2);
                        }
                    }
                    _ => {}
                }
            }
        }
        years
    }

    fn count(&mut self, year: u16, times: usize) {
        *self.counts.entry(year).or_default() += times;
    }

    /// The latest year that the text speaks of as present: in its lead, in a full date, or more than once.
    ///
    /// Behind the first months of a year, a year that is told as a plan alone ("dự toán năm 2019") has not come where months of the
    /// year before are told that are about that of the meeting.
    fn latest(&self, month: Option<u8>) -> Option<u16> {
        let early = month.is_some_and(|month| month <= EARLY);
        // "phiên họp tháng 6-2017", told of a day in July
        let near = |year: u16| {
            month.is_some_and(|month| self.dated.iter().any(|&(y, m)| y == year && m.abs_diff(month) <= 1))
        };
        let told = |&(&year, &count): &(&u16, &usize)| count > 1 || near(year);
        let latest = self.counts.iter().rev().find(told).map(|(year, _)| *year);
        let Some(latest) = latest else {
            // "kết quả năm 2016, nhiệm vụ năm 2017", told in the first months of a year
            let (last, _) = self.counts.last_key_value()?;
            return Some(*last).filter(|year| early && self.counts.contains_key(&(year - 1)));
        };
        // A month of a later year is told once: which year it is now, nobody can tell.
        if self.dated.iter().any(|&(year, _)| year > latest) && !self.counts.keys().any(|&year| near(year)) {
            return None;
        }
        let around =
            |month: u8| self.dated.iter().any(|&(year, m)| year == latest - 1 && m.abs_diff(month) <= AROUND);
        let plan = !early && month.is_some_and(around) && !self.dated.iter().any(|&(year, _)| year == latest);
        Some(if plan { latest - 1 } else { latest })
    }
}

/// "năm 2017", but not "đến năm 2030", "từ năm 2011" or "vào năm 2021".
fn year_at(scan: &Scan, token: usize) -> Option<u16> {
    let end = scan.particle(token, Particle::Year)?;
    figure(scan, end).filter(|_| !bound(scan, token))
}

/// "APEC 2017", "Năm hữu nghị Việt Nam - Lào 2017": the year that a name ends in.
fn year_of_name(scan: &Scan, token: usize) -> Option<u16> {
    let before = scan.tokens.get(token.checked_sub(1)?)?;
    let joint = scan.mark(token + 1, '/') || scan.mark(token + 1, '-');
    figure(scan, token).filter(|_| before.is_word() && before.is_capital() && !joint)
}

/// "Đại hội Hội Nông dân huyện | nhiệm kỳ 2017 - 2022": a congress is held in the first year of the term that it elects for.
fn first_of_term(scan: &Scan, congress: Span) -> Option<u16> {
    (congress.start..congress.end + BEHIND).find_map(|token| {
        let year = scan.particle(token, Particle::Term)?;
        let year = if scan.mark(year, '(') { year + 1 } else { year };
        let range = scan.mark(year + 1, '-') && figure(scan, year + 2).is_some();
        figure(scan, year).filter(|_| range)
    })
}

/// "tháng 5/2017", but not in brackets, where it tells when something else was.
fn year_of_month(scan: &Scan, token: usize) -> Option<(u16, u8)> {
    let number = scan.particle(token, Particle::Month)?;
    if token.checked_sub(1).is_some_and(|before| scan.mark(before, '(')) {
        return None;
    }
    let joint = scan.mark(number + 1, '/') || scan.mark(number + 1, '-');
    let year = figure(scan, number + 2).filter(|_| joint && !bound(scan, token))?;
    Some((year, scan.str(Span::new(number, number + 1)).parse().ok()?))
}

/// A year of this century, in figures.
fn figure(scan: &Scan, at: usize) -> Option<u16> {
    let figure = scan.str(Span::new(at, (at + 1).min(scan.tokens.len())));
    figure.parse::<u16>().ok().filter(|year| (RECENT..2100).contains(year))
}

/// "đến", "từ", "vào" stand before a token: a year that is not the present one.
fn bound(scan: &Scan, token: usize) -> bool {
    let words = [Particle::To, Particle::From, Particle::Into];
    token.checked_sub(1).is_some_and(|t| scan.any_particle(t, &words).is_some())
}
