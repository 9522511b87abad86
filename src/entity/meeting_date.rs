//! On which day each meeting was held: from its sentence, the lead, the day of publication and the years of the text.

use std::collections::BTreeSet;

use super::year::RECENT;
use super::{EntityIndex, Place, Resolver, VISIT};
use crate::lexicon::Particle;
use crate::mention::{Date, Phrase, Relative};
use crate::vocab::{EntityKind, NoteKind, Session};

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

    /// The day of a document, or of what is commemorated ("(24/6/1967 - 24/6/2017)").
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
        match self.year(date, month) {
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
