//! On which day each meeting was held: from its sentence, the lead, the day of publication and the years of the text.

use std::collections::{BTreeMap, BTreeSet};

use super::{EntityIndex, Place, Resolver};
use crate::lexicon::Particle;
use crate::mention::{Date, Phrase, Relative};
use crate::text::Span;
use crate::vocab::{EntityKind, NoteKind, Session};

/// Years before this one stand in curricula vitae and histories.
const RECENT: u16 = 2000;

/// The last month in which the year of plans is the present one.
const EARLY: u8 = 3;

/// Months between which days are told as of one time.
const AROUND: u8 = 2;

/// Type id of a journey, which lasts for days.
const VISIT: &str = "visit";

/// Last words of a name in which a document may be told ("quán triệt Quy định số 144-QĐ/TW").
const TAIL: usize = 8;

impl Resolver<'_, '_> {
    /// The date of each meeting: in the sentence that names it, else the first date of the lead.
    pub(super) fn dates(&mut self) {
        let mut first_date: Option<(String, Option<Session>)> = None;
        let mut seen: BTreeSet<EntityIndex> = BTreeSet::new();
        let mut unknown = false;
        for l in 0..self.lines.len() {
            let date = self.line_date(l);
            self.out.days.push(date.clone());
            // "Chiều nay, ..." of an article without a day is not the next day that is told.
            unknown |= date.is_none() && self.tells_today(l);
            if first_date.is_none() && l < 4 && !unknown {
                first_date = date.clone();
            }
            for p in 0..self.lines[l].phrases.len() {
                let Some(index) = self.out.refs[l][p] else { continue };
                if self.out.list[index].kind != EntityKind::Meeting || self.lines[l].place == Place::Title {
                    continue;
                }
                let first_time = seen.insert(index);
                let own = self.date_behind(l, p);
                let entity = &mut self.out.list[index];
                if entity.date.is_none()
                    && let Some((iso, session)) = own.or_else(|| date.clone().filter(|_| first_time))
                {
                    entity.date = Some(iso);
                    entity.session = session;
                }
            }
        }
        self.lead_date(first_date);
        self.only_day();
    }

    /// "tại Đại hội XII Công đoàn tỉnh, | ngày 25-9-2018, ...": the day directly behind the name, where it is not that of a document or
    /// of what a ceremony commemorates.
    fn date_behind(&mut self, line: usize, phrase: usize) -> Option<(String, Option<Session>)> {
        let Phrase::Meeting(meeting) = &self.lines[line].phrases[phrase] else { return None };
        let Some(Phrase::Date(date)) = self.lines[line].phrases.get(phrase + 1) else { return None };
        let tail = meeting.name.end.saturating_sub(TAIL).max(meeting.name.start)..meeting.name.end;
        let document = tail
            .into_iter()
            .any(|at| self.scan.particle(at, Particle::Document).is_some() || self.scan.mark(at, '/'));
        let range = self.scan.mark(date.span.end, '-');
        if document || range || date.span.start > meeting.name.end + 1 {
            return None;
        }
        let date = date.clone();
        self.iso(&date, line).map(|iso| (iso, date.session))
    }

    /// The first meeting of an article was held on the day the article begins with.
    fn lead_date(&mut self, first: Option<(String, Option<Session>)>) {
        let Some((iso, session)) = first else { return };
        let meeting = self.out.list.iter_mut().find(|e| e.kind == EntityKind::Meeting);
        if let Some(meeting) = meeting.filter(|m| m.date.is_none()) {
            meeting.date = Some(iso);
            meeting.session = session;
        }
    }

    /// All meetings of an article that tells of one day alone, and of no journey, were held on it.
    fn only_day(&mut self) {
        if self.out.meetings.iter().any(|&m| self.out.list[m].type_id.as_deref() == Some(VISIT)) {
            return;
        }
        let told = (0..self.lines.len())
            .filter(|&l| self.lines[l].opening_date().is_some() && !self.out.historic.contains(&l));
        let days: BTreeSet<String> =
            told.filter_map(|l| self.out.days[l].as_ref()).map(|(day, _)| day.clone()).collect();
        let mut days = days.into_iter();
        let (Some(day), None) = (days.next(), days.next()) else { return };
        let undated = |e: &&mut super::Entity| e.kind == EntityKind::Meeting && e.date.is_none();
        for meeting in self.out.list.iter_mut().filter(undated) {
            meeting.date = Some(day.clone());
        }
    }

    /// "hôm nay", "sáng nay" stand in the line.
    fn tells_today(&self, line: usize) -> bool {
        let today =
            |phrase: &Phrase| matches!(phrase, Phrase::Date(date) if date.relative == Some(Relative::Today));
        self.lines[line].phrases.iter().any(today)
    }

    /// The day of a document, or, "(24/6/1967 - 24/6/2017)": the day of a document, or of what is commemorated.
    fn of_something_else(&self, date: &Date) -> bool {
        let before = |back: usize| date.span.start.checked_sub(back);
        let opens = before(1).is_some_and(|at| self.scan.mark(at, '(')) && self.scan.mark(date.span.end, '-');
        let closes =
            before(1).is_some_and(|at| self.scan.mark(at, '-')) && self.scan.mark(date.span.end, ')');
        self.of_document(date) || opens || closes
    }

    /// "Nghị quyết 18-NQ/TW ngày 25/10/2017", "Chỉ thị 24 vừa ban hành ngày 2/6".
    fn of_document(&self, date: &Date) -> bool {
        let mut before = (1..=3).filter_map(|back| date.span.start.checked_sub(back));
        // "diễn ra | ngày 6/2"
        if before.clone().any(|at| self.scan.particle(at, Particle::Held) == Some(date.span.start)) {
            return false;
        }
        before.any(|at| {
            let letters = self.scan.tokens.get(at + 1).is_some_and(|token| token.is_word());
            self.scan.mark(at, '/') && self.scan.glued(at) && letters
                || self.scan.particle(at, Particle::Issue) == Some(date.span.start)
        })
    }

    fn line_date(&mut self, line: usize) -> Option<(String, Option<Session>)> {
        let dates: Vec<Date> = self.lines[line]
            .phrases
            .iter()
            .filter_map(|phrase| match phrase {
                Phrase::Date(date) if !self.of_something_else(date) => Some(date.clone()),
                _ => None,
            })
            .collect();
        // "Hôm nay" of an article without a day is not the next day that the line names.
        let told = dates.iter().position(|date| date.relative == Some(Relative::Today));
        let before = dates.iter().take(told.map_or(dates.len(), |today| today + 1));
        before
            .into_iter()
            .filter(|date| date.year.is_none_or(|year| year >= RECENT))
            .find_map(|date| self.iso(date, line).map(|iso| (iso, date.session)))
    }

    fn iso(&mut self, date: &Date, line: usize) -> Option<String> {
        if let Some(relative) = date.relative {
            return self.told_day(relative, line);
        }
        let (day, month) = (date.day?, date.month?);
        let year = date.year.or_else(|| self.published_year(month)).or_else(|| self.text_year(Some(month)));
        match year {
            Some(year) => Some(format!("{year:04}-{month:02}-{day:02}")),
            None => {
                self.out.notes.push((NoteKind::DateWithoutYear, date.span));
                None
            }
        }
    }

    fn told_day(&self, relative: Relative, line: usize) -> Option<String> {
        let published = self.setting.published.map(|day| day[..10.min(day.len())].to_string());
        match relative {
            Relative::Today => published,
            Relative::Yesterday => published.as_deref().and_then(day_before),
            Relative::SameDay => (0..line).rev().find_map(|l| {
                let met = self.out.refs[l].iter().flatten().find_map(|&e| self.out.list[e].date.clone());
                met.or_else(|| {
                    self.out.days[l]
                        .clone()
                        .filter(|_| self.lines[l].opening_date().is_some())
                        .map(|(day, _)| day)
                })
            }),
        }
    }

    /// The year of publication, or the year before it for a month that had not come yet.
    pub(super) fn published_year(&self, month: u8) -> Option<u16> {
        let published = self.setting.published?;
        let year: u16 = published.get(..4)?.parse().ok()?;
        let printed: u8 = published.get(5..7)?.parse().ok()?;
        Some(if month > printed + 1 { year - 1 } else { year })
    }

    /// The latest year that the text speaks of as present: in its lead, in a full date, or more than once.
    ///
    /// Behind the first months of a year, a year that is told as a plan alone ("dự toán năm 2019") has not come where months of the
    /// year before are told that are about that of the meeting.
    pub(super) fn text_year(&self, month: Option<u8>) -> Option<u16> {
        let (counts, dated) = self.years();
        let early = month.is_some_and(|month| month <= EARLY);
        let latest = counts.iter().rev().find(|(_, count)| **count > 1).map(|(year, _)| *year);
        let Some(latest) = latest else {
            // "kết quả năm 2016, nhiệm vụ năm 2017", told in the first months of a year
            let (last, _) = counts.last_key_value()?;
            return Some(*last).filter(|year| early && counts.contains_key(&(year - 1)));
        };
        let around =
            |month: u8| dated.iter().any(|&(year, m)| year == latest - 1 && m.abs_diff(month) <= AROUND);
        let plan = !early && month.is_some_and(around) && !dated.iter().any(|&(year, _)| year == latest);
        Some(if plan { latest - 1 } else { latest })
    }

    /// How often each year is told, and which of them with a day or month.
    fn years(&self) -> (BTreeMap<u16, usize>, BTreeSet<(u16, u8)>) {
        let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
        let mut dated = BTreeSet::new();
        for (l, line) in self.lines.iter().enumerate() {
            for token in line.sentence.span.start..line.sentence.span.end {
                if let Some(year) = self.year_at(token) {
                    *counts.entry(year).or_default() += if l < 3 { 2 } else { 1 };
                }
                if let Some((year, month)) = self.year_of_month(token) {
                    *counts.entry(year).or_default() += 1;
                    dated.insert((year, month));
                }
            }
            for phrase in &line.phrases {
                match phrase {
                    Phrase::Date(Date { year: Some(year), month, .. }) if *year >= RECENT => {
                        *counts.entry(*year).or_default() += 2;
                        dated.extend(month.map(|month| (*year, month)));
                    }
                    Phrase::Meeting(meeting) => {
                        let years =
                            (meeting.span.start..meeting.span.end).filter_map(|token| self.year_at(token));
                        years.for_each(|year| *counts.entry(year).or_default() += 1);
                    }
                    _ => {}
                }
            }
        }
        (counts, dated)
    }

    /// "năm 2017", but not "đến năm 2030" or "từ năm 2011".
    fn year_at(&self, token: usize) -> Option<u16> {
        let end = self.scan.particle(token, Particle::Year)?;
        self.figure(end).filter(|_| !self.bound(token))
    }

    /// "tháng 5/2017"
    fn year_of_month(&self, token: usize) -> Option<(u16, u8)> {
        let number = self.scan.particle(token, Particle::Month)?;
        let joint = self.scan.mark(number + 1, '/') || self.scan.mark(number + 1, '-');
        let year = self.figure(number + 2).filter(|_| joint && !self.bound(token))?;
        Some((year, self.scan.str(Span::new(number, number + 1)).parse().ok()?))
    }

    /// A year of this century, in figures.
    fn figure(&self, at: usize) -> Option<u16> {
        let figure = self.scan.str(Span::new(at, (at + 1).min(self.scan.tokens.len())));
        figure.parse::<u16>().ok().filter(|year| (RECENT..2100).contains(year))
    }

    /// "đến", "từ" stand before a token.
    fn bound(&self, token: usize) -> bool {
        token
            .checked_sub(1)
            .is_some_and(|t| self.scan.any_particle(t, &[Particle::To, Particle::From]).is_some())
    }
}

fn day_before(iso: &str) -> Option<String> {
    let mut parts = iso.split('-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = |month: u32| match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 31,
    };
    let (year, month, day) = match (month, day) {
        (1, 1) => (year - 1, 12, 31),
        (month, 1) => (year, month - 1, length(month - 1)),
        (month, day) => (year, month, day - 1),
    };
    Some(format!("{year:04}-{month:02}-{day:02}"))
}
