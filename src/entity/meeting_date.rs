//! On which day each meeting was held: from its sentence, the lead, the day of publication and the years of the text.

use std::collections::BTreeSet;

use super::year::RECENT;
use super::{EntityIndex, Place, Resolver, VISIT};
use crate::lexicon::{Act, Particle};
use crate::mention::{Date, Phrase, Relative};
use crate::text::TokenKind;
use crate::vocab::{EntityKind, NoteKind, Session};

/// Last words of a name in which a document may be told ("quán triệt Quy định số 144-QĐ/TW").
const TAIL: usize = 8;

/// Lines that an article begins with.
const LEAD: usize = 4;

/// Tokens between the word by which a journey goes on and the journey.
const UNDER_WAY: usize = 3;

impl Resolver<'_, '_> {
    /// The date of each meeting: in the sentence that names it, else the day that the text goes on telling of.
    pub(super) fn dates(&mut self) {
        let mut first_date: Option<(String, Option<Session>)> = None;
        let mut seen: BTreeSet<EntityIndex> = BTreeSet::new();
        let mut unknown = false;
        let mut running: Option<String> = None;
        for l in 0..self.lines.len() {
            let date = self.line_date(l);
            // "Chiều nay, ..." of an article without a day is not the next day that is told.
            unknown |= date.is_none() && first_date.is_none() && self.tells_today(l);
            if first_date.is_none() && l < 4 && !unknown {
                first_date = date.clone();
            }
            if self.ends_journey(l) || date.is_some() && (self.tells_of_days(l) || !self.goes_by(l)) {
                running = None;
            } else if self.goes_by(l) {
                running =
                    date.as_ref().map(|(day, _)| day.clone()).or(running.filter(|_| !self.tells_today(l)));
            }
            let told_before = self.out.historic.contains(&l) || self.out.background.contains(&l);
            let goes_on = !told_before && self.goes_on_from_before(l);
            let going = running.clone().filter(|_| goes_on).map(|day| (day, None));
            self.out.days.push(date.clone().or_else(|| going.clone()));
            for p in 0..self.lines[l].phrases.len() {
                let Some(index) = self.out.refs[l][p] else { continue };
                if self.out.list[index].kind != EntityKind::Meeting || self.lines[l].place == Place::Title {
                    continue;
                }
                let first_time = seen.insert(index) || self.opened_by_date(l, p);
                let journey = self.out.list[index].type_id.as_deref() == Some(VISIT);
                let own = self.date_behind(l, p);
                let day = date.clone().filter(|_| first_time && !(journey && self.under_way(l, p)));
                let day = day.or_else(|| going.clone().filter(|_| first_time && !journey));
                let entity = &mut self.out.list[index];
                if entity.date.is_none()
                    && let Some((iso, session)) = own.or(day)
                {
                    entity.date = Some(iso);
                    entity.session = session;
                }
            }
        }
        self.lead_date(first_date);
        if !unknown {
            self.only_day();
        }
    }

    /// The line opens with its own day, or tells of a meeting on it: what comes next is told of that day too.
    fn goes_by(&self, line: usize) -> bool {
        let before = self.out.historic.contains(&line) || self.out.background.contains(&line);
        let told = self.lines[line].opening_date().is_some_and(|date| !self.recently(date))
            || self.out.refs[line].iter().flatten().any(|&e| self.out.list[e].kind == EntityKind::Meeting);
        let told = told || line < LEAD;
        told && !before && self.lines[line].place != Place::Title && self.lines[line].place != Place::Caption
    }

    /// "Sau lễ đón, ...", "Kết thúc hội đàm, ...", "Tại buổi gặp mặt, ...": the line goes on with the day of the one before.
    fn goes_on_from_before(&self, line: usize) -> bool {
        let start = self.lines[line].sentence.span.start;
        let then = self.scan.any_particle(start, &[Particle::Then, Particle::Behind]);
        let ends = self.scan.verb(start).filter(|(.., act)| *act == Act::Conclude).map(|(span, ..)| span.end);
        let past = then.or(ends).or_else(|| self.scan.particle(start, Particle::At));
        let meeting = past.and_then(|at| {
            self.lines[line].phrases.iter().find_map(|phrase| match phrase {
                Phrase::Meeting(meeting) if meeting.span.start == at => Some(meeting),
                _ => None,
            })
        });
        match meeting {
            Some(meeting) => !meeting.visit,
            None => then.is_some(),
        }
    }

    /// "Ngày 5/6, ... kết thúc chuyến thăm Lào": what was done on it was done on the days before.
    fn ends_journey(&self, line: usize) -> bool {
        self.lines[line].phrases.iter().any(|phrase| match phrase {
            Phrase::Meeting(meeting) if meeting.visit => (1..=UNDER_WAY)
                .filter_map(|back| meeting.span.start.checked_sub(back))
                .any(|at| self.scan.verb(at).is_some_and(|(.., act)| act == Act::Conclude)),
            _ => false,
        })
    }

    /// "Ngày 19/8 | vừa qua": another day than the one that the article is of.
    fn recently(&self, date: &Date) -> bool {
        self.scan.particle(date.span.end, Particle::Recent).is_some()
    }

    /// "Sáng 5/6, ... dự lễ đón": the line begins with a day before the meeting.
    fn opened_by_date(&self, line: usize, phrase: usize) -> bool {
        let at = self.lines[line].phrases[phrase].span().start;
        self.lines[line].opening_date().is_some_and(|date| date.span.end <= at)
    }

    /// "ông A đang có | chuyến thăm Lào": it began on another day.
    fn under_way(&self, line: usize, phrase: usize) -> bool {
        let at = self.lines[line].phrases[phrase].span().start;
        (1..=UNDER_WAY)
            .filter_map(|back| at.checked_sub(back))
            .any(|at| self.scan.particle(at, Particle::Progressive).is_some())
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
        let told = (0..self.lines.len()).filter(|&l| {
            self.lines[l].opening_date().is_some_and(|date| !self.recently(date))
                && !self.out.historic.contains(&l)
        });
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
        self.of_document(date) || opens || closes || self.bounds(date)
    }

    /// "báo cáo trước | ngày 10/2", "giữ chức từ | ngày 1/3": when something else ends or begins.
    fn bounds(&self, date: &Date) -> bool {
        let mut before = (1..=2).filter_map(|back| date.span.start.checked_sub(back));
        let ends = |at: usize, kind: Particle| self.scan.particle(at, kind) == Some(date.span.start);
        before.any(|at| ends(at, Particle::Referred) || !self.of_days(date) && ends(at, Particle::From))
    }

    /// "ngày 3 - 8/7", "7/2 và 8/2", "từ 3/7 đến 8/7": more days than one.
    fn of_days(&self, date: &Date) -> bool {
        let within = date.span.start..=date.span.end;
        let joints = [Particle::To, Particle::And];
        let end = date.span.end;
        let next = self.scan.any_particle(end, &joints);
        let next =
            next.is_some_and(|at| self.scan.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Number));
        let slash = within.clone().any(|at| self.scan.mark(at, '/'));
        within.into_iter().any(|at| {
            let dash = self.scan.mark(at, '-') && (slash || at == end);
            dash || at < end && self.scan.any_particle(at, &joints).is_some()
        }) || next
    }

    /// The first day of the line is one of several.
    fn tells_of_days(&self, line: usize) -> bool {
        let date = self.lines[line].phrases.iter().find_map(|phrase| match phrase {
            Phrase::Date(date) => Some(date),
            _ => None,
        });
        date.is_some_and(|date| date.day.is_some() && self.of_days(date))
    }

    /// "Nghị quyết 18-NQ/TW ngày 25/10/2017", "Chỉ thị 24 vừa ban hành ngày 2/6".
    fn of_document(&self, date: &Date) -> bool {
        let mut before = (1..=5).filter_map(|back| date.span.start.checked_sub(back));
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
        match self.year(date, month, line) {
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
