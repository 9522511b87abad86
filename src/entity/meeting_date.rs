//! On which day each meeting was held: from its sentence, the lead, the day of publication and the years of the text.

use std::collections::{BTreeMap, BTreeSet};

use super::{EntityIndex, Place, Resolver};
use crate::lexicon::Particle;
use crate::mention::{Date, Phrase, Relative};
use crate::text::Span;
use crate::vocab::{EntityKind, NoteKind, Session};

/// Years before this one stand in curricula vitae and histories.
const RECENT: u16 = 2000;

/// Type id of a journey, which lasts for days.
const VISIT: &str = "visit";

/// Last words of a name in which a document may be told ("quán triệt Quy định số 144-QĐ/TW").
const TAIL: usize = 8;

impl Resolver<'_, '_> {
    /// The date of each meeting: in the sentence that names it, else the first date of the lead.
    pub(super) fn dates(&mut self) {
        let year = self.text_year();
        let mut first_date: Option<(String, Option<Session>)> = None;
        let mut seen: BTreeSet<EntityIndex> = BTreeSet::new();
        for l in 0..self.lines.len() {
            let date = self.line_date(l, year);
            self.out.days.push(date.clone());
            if first_date.is_none() && l < 4 {
                first_date = date.clone();
            }
            for p in 0..self.lines[l].phrases.len() {
                let Some(index) = self.out.refs[l][p] else { continue };
                if self.out.list[index].kind != EntityKind::Meeting || self.lines[l].place == Place::Title {
                    continue;
                }
                let first_time = seen.insert(index);
                let own = self.date_behind(l, p, year);
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
    fn date_behind(
        &mut self,
        line: usize,
        phrase: usize,
        year: Option<u16>,
    ) -> Option<(String, Option<Session>)> {
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
        self.iso(&date, year, line).map(|iso| (iso, date.session))
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

    fn line_date(&mut self, line: usize, year: Option<u16>) -> Option<(String, Option<Session>)> {
        let dates: Vec<Date> = self.lines[line]
            .phrases
            .iter()
            .filter_map(|phrase| match phrase {
                Phrase::Date(date) => Some(date.clone()),
                _ => None,
            })
            .collect();
        // "Hôm nay" of an article without a day is not the next day that the line names.
        let told = dates.iter().position(|date| date.relative == Some(Relative::Today));
        let before = dates.iter().take(told.map_or(dates.len(), |today| today + 1));
        before
            .into_iter()
            .filter(|date| date.year.is_none_or(|year| year >= RECENT))
            .find_map(|date| self.iso(date, year, line).map(|iso| (iso, date.session)))
    }

    fn iso(&mut self, date: &Date, year: Option<u16>, line: usize) -> Option<String> {
        if let Some(relative) = date.relative {
            return self.told_day(relative, line);
        }
        let (day, month) = (date.day?, date.month?);
        let year = date.year.or_else(|| self.published_year(month)).or(year);
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
    pub(super) fn text_year(&self) -> Option<u16> {
        let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
        for (l, line) in self.lines.iter().enumerate() {
            for token in line.sentence.span.start..line.sentence.span.end {
                if let Some(year) = self.year_at(token) {
                    *counts.entry(year).or_default() += if l < 3 { 2 } else { 1 };
                }
            }
            for phrase in &line.phrases {
                match phrase {
                    Phrase::Date(Date { year: Some(year), .. }) if *year >= RECENT => {
                        *counts.entry(*year).or_default() += 2
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
        counts.into_iter().rev().find(|(_, count)| *count > 1).map(|(year, _)| year)
    }

    /// "năm 2017", but not "đến năm 2030" or "từ năm 2011".
    fn year_at(&self, token: usize) -> Option<u16> {
        let end = self.scan.particle(token, Particle::Year)?;
        let bound = token
            .checked_sub(1)
            .is_some_and(|t| self.scan.any_particle(t, &[Particle::To, Particle::From]).is_some());
        let figure = self.scan.str(Span::new(end, (end + 1).min(self.scan.tokens.len())));
        figure.parse::<u16>().ok().filter(|year| (RECENT..2100).contains(year) && !bound)
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
