//! Meeting phrases -> the meetings of the article: a bare head means the meeting under discussion, a new full name a new one.

use std::collections::{BTreeMap, BTreeSet};

use super::{EntityIndex, Place, Resolver};
use crate::lexicon::{Act, Flag, Particle};
use crate::mention::{Date, MeetingPhrase, Phrase, Relative};
use crate::text::{Span, fold_case};
use crate::vocab::{EntityKind, NoteKind};

/// Years before this one stand in curricula vitae and histories.
const RECENT: u16 = 2000;

/// Meetings that one article can tell of; a text with more is no article.
const MOST: usize = 100;

/// Tokens between a verb and the meeting it is said of.
const REACH: usize = 4;

impl Resolver<'_, '_> {
    /// Settles every meeting phrase, in order of the text.
    pub(super) fn meetings(&mut self) {
        let mut current: Option<EntityIndex> = None;
        let present = self.present_year();
        let historic: Vec<usize> =
            (0..self.lines.len()).filter(|&l| self.tells_of_the_past(l, present)).collect();
        self.out.historic.extend(historic);
        for l in 0..self.lines.len() {
            if self.lines[l].place == Place::Caption {
                continue;
            }
            for p in 0..self.lines[l].phrases.len() {
                let Phrase::Meeting(phrase) = &self.lines[l].phrases[p] else { continue };
                let phrase = phrase.clone();
                if let Some(found) = self.meeting(l, &phrase, current) {
                    self.out.refs[l][p] = Some(found);
                    current = Some(found);
                }
            }
        }
        if current.is_none() {
            self.read_captions();
        }
        self.captions(current);
        self.dates();
    }

    /// An article whose text never names the meeting may do so under a picture.
    fn read_captions(&mut self) {
        for l in 0..self.lines.len() {
            for p in 0..self.lines[l].phrases.len() {
                let Phrase::Meeting(phrase) = &self.lines[l].phrases[p] else { continue };
                let phrase = phrase.clone();
                let none = !self.out.list.iter().any(|e| e.kind == EntityKind::Meeting);
                if none && phrase.strong && self.lines[l].place == Place::Caption && self.reported(l, &phrase)
                {
                    let index = self.new_meeting(&phrase, !phrase.full);
                    self.out.refs[l][p] = Some(index);
                }
            }
        }
    }

    /// A caption speaks of a meeting of the text.
    fn captions(&mut self, last: Option<EntityIndex>) {
        for l in 0..self.lines.len() {
            if self.lines[l].place != Place::Caption {
                continue;
            }
            for p in 0..self.lines[l].phrases.len() {
                if let Phrase::Meeting(phrase) = &self.lines[l].phrases[p] {
                    let found = self.alike(&phrase.clone()).or(last);
                    self.out.refs[l][p] = found;
                }
            }
        }
    }

    fn meeting(
        &mut self,
        line: usize,
        phrase: &MeetingPhrase,
        current: Option<EntityIndex>,
    ) -> Option<EntityIndex> {
        if self.only_referred(line, phrase) {
            return None;
        }
        if !phrase.full {
            return self.bare(line, phrase, current);
        }
        if let Some(found) = self.alike(phrase) {
            self.improve(found, phrase);
            return Some(found);
        }
        if let Some(current) = current
            && self.out.list[current].provisional
            && self.family(&phrase.type_id)
                == self.family(self.out.list[current].type_id.as_deref().unwrap_or(""))
        {
            self.improve(current, phrase);
            return Some(current);
        }
        if self.reported(line, phrase) && self.fresh(line, phrase) && self.out.meetings.len() < MOST {
            return Some(self.new_meeting(phrase, false));
        }
        let discussed = current.filter(|&c| {
            phrase.strong
                && self.family(self.out.list[c].type_id.as_deref().unwrap_or(""))
                    == self.family(&phrase.type_id)
        });
        discussed.filter(|_| !self.under_instruction(line, phrase.span.start) && !self.historic(line))
    }

    /// A further meeting is news: its sentence has its own day, begins with "sau đó", or says who led or attended it.
    fn fresh(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let first = !self.out.list.iter().any(|e| e.kind == EntityKind::Meeting && !e.provisional);
        if self.historic(line) {
            return false;
        }
        if first || self.lines[line].place == Place::Title {
            return true;
        }
        let start = self.lines[line].sentence.span.start;
        let dated = self.lines[line].phrases.iter().any(|p| matches!(p, Phrase::Date(d) if d.span.start < phrase.span.start && (d.day.is_some() || d.relative.is_some())));
        let then = (start..phrase.span.start.min(start + 3))
            .any(|at| self.scan.particle(at, Particle::Then).is_some());
        dated || then || self.close_verb(start, phrase.span.start)
    }

    /// "dự lễ", "chủ trì cuộc họp": the verb directly before.
    fn close_verb(&self, start: usize, at: usize) -> bool {
        (start.max(at.saturating_sub(4))..at).any(|token| {
            self.scan.verb(token).is_some_and(|(span, _, act)| {
                span.end <= at && at - span.end <= 1 && matches!(act, Act::Chair | Act::Attend)
            })
        })
    }

    /// The sentence tells of another year.
    fn historic(&self, line: usize) -> bool {
        self.out.historic.contains(&line)
    }

    fn present_year(&self) -> Option<u16> {
        self.setting.published.and_then(|day| day.get(..4)?.parse::<u16>().ok()).or_else(|| self.text_year())
    }

    fn tells_of_the_past(&self, line: usize, present: Option<u16>) -> bool {
        let year = self.lines[line].phrases.iter().find_map(|phrase| match phrase {
            Phrase::Date(date) => date.year,
            _ => None,
        });
        matches!((present, year), (Some(present), Some(year)) if year + 1 < present)
    }

    /// A bare head: the meeting under discussion, or the first meeting of an article that never names it in full.
    fn bare(
        &mut self,
        line: usize,
        phrase: &MeetingPhrase,
        current: Option<EntityIndex>,
    ) -> Option<EntityIndex> {
        let same = (0..self.out.list.len()).rev().find(|&e| {
            let entity = &self.out.list[e];
            entity.kind == EntityKind::Meeting
                && self.family(entity.type_id.as_deref().unwrap_or("")) == self.family(&phrase.type_id)
        });
        let keeps = current.filter(|&c| {
            self.family(self.out.list[c].type_id.as_deref().unwrap_or("")) == self.family(&phrase.type_id)
        });
        if let Some(found) = keeps.or(same).or(current) {
            return Some(found);
        }
        let told = phrase.strong && self.reported(line, phrase);
        told.then(|| self.new_meeting(phrase, true))
    }

    fn new_meeting(&mut self, phrase: &MeetingPhrase, provisional: bool) -> EntityIndex {
        let name = self.scan.str(phrase.span);
        let index = self.out.add_meeting(name, &phrase.type_id);
        self.out.list[index].provisional = provisional;
        self.out.list[index].verbal = phrase.verbal;
        index
    }

    /// A fuller name replaces a bare head.
    fn improve(&mut self, index: EntityIndex, phrase: &MeetingPhrase) {
        let printed = self.scan.str(phrase.span).to_string();
        let entity = &mut self.out.list[index];
        let better = !phrase.verbal && phrase.strong && entity.verbal;
        entity.verbal &= phrase.verbal;
        if entity.provisional || better {
            let old = std::mem::replace(&mut entity.name, printed);
            entity.aliases.insert(old);
            entity.type_id = Some(phrase.type_id.clone());
            entity.provisional = false;
        } else {
            self.out.alias(index, &printed);
        }
    }

    /// A meeting named before with largely the same words.
    fn alike(&self, phrase: &MeetingPhrase) -> Option<EntityIndex> {
        let words = content(self.scan.str(phrase.span));
        let own: BTreeSet<&str> = words.iter().map(String::as_str).collect();
        let meetings = self.out.meetings.iter().copied();
        meetings
            .filter(|&e| {
                self.family(self.out.list[e].type_id.as_deref().unwrap_or("")) == self.family(&phrase.type_id)
            })
            .map(|e| (overlap(&own, &self.out.list[e].name), e))
            .filter(|(share, _)| *share >= 0.5)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, e)| e)
    }

    /// Types whose bare heads stand for one another.
    fn family(&self, type_id: &str) -> u8 {
        match type_id {
            "ceremony" | "banquet" => 1,
            "visit" => 2,
            "congress" => 3,
            "council_session" => 4,
            "workshop" | "roundtable" | "forum" => 5,
            "contest" | "festival" | "programme" | "exhibition" | "training" | "drill" => 6,
            "inspection" => 7,
            "press_conference" => 8,
            _ => 0,
        }
    }

    /// "Nghị quyết Đại hội", "các hội nghị", "tiến tới Đại hội": only mentioned.
    fn only_referred(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let start = self.lines[line].sentence.span.start;
        let at = phrase.span.start;
        (1..=3).any(|back| {
            let Some(from) = at.checked_sub(back).filter(|&from| from >= start) else { return false };
            self.scan.particle(from, Particle::Referred) == Some(at)
                || self.scan.particle(from, Particle::Plural) == Some(at)
        })
    }

    /// The sentence reports the meeting as held: the headline, or a verb of meeting, or "tại" before it.
    fn reported(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let place = self.lines[line].place;
        let start = self.lines[line].sentence.span.start;
        if self.under_instruction(line, phrase.span.start) {
            return false;
        }
        if phrase.verbal && !phrase.strong {
            return phrase.parties.is_some() && self.subject_before(line, phrase);
        }
        if !phrase.strong && self.subject_before(line, phrase) {
            return true;
        }
        if phrase.strong && phrase.span.start == start || self.led(line) {
            return true;
        }
        place == Place::Title && phrase.strong
            || self.verb_before(start, phrase.span.start)
            || self.verb_behind(line, phrase)
    }

    /// The sentence says who led: "dưới sự chủ trì của ...".
    fn led(&self, line: usize) -> bool {
        let span = self.lines[line].sentence.span;
        (span.start..span.end).any(|at| self.scan.particle(at, Particle::ByChair).is_some())
    }

    /// "A (đã) làm việc với B": somebody stands before the verb.
    fn subject_before(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let mut at = phrase.span.start;
        while let Some(previous) = self.step_back(at) {
            at = previous;
        }
        self.lines[line].phrases.iter().any(|p| matches!(p, Phrase::Actor(_)) && p.span().end == at)
    }

    /// Back over "đã", an adverb, or another verb of the same subject ("đến thăm, làm việc").
    fn step_back(&self, at: usize) -> Option<usize> {
        (1..=3).filter_map(|back| at.checked_sub(back)).find(|&from| {
            let small =
                self.scan.any_particle(from, &[Particle::Past, Particle::Adverb, Particle::And]) == Some(at);
            let comma = self.scan.mark(from, ',') && from + 1 == at;
            let verb = self.scan.verb(from).is_some_and(|(span, _, act)| {
                span.end == at && matches!(act, Act::Visit | Act::Meet | Act::Receive)
            });
            small || comma || verb
        })
    }

    /// Behind a verb of instruction, "sẽ", "nếu" or "để" a meeting is only planned.
    fn under_instruction(&self, line: usize, at: usize) -> bool {
        let start = self.lines[line].sentence.span.start;
        let named = |token: usize| self.lines[line].phrases.iter().any(|p| p.span().contains(token));
        (start..at).filter(|&token| !named(token)).any(|token| {
            let planned = [Particle::Planned, Particle::Hypothetical, Particle::Modal];
            self.scan.any_particle(token, &planned).is_some() || self.instructs(token)
        })
    }

    fn instructs(&self, token: usize) -> bool {
        self.scan.particle(token, Particle::Inner).is_none()
            && self
                .scan
                .verb(token)
                .is_some_and(|(_, entry, act)| act == Act::Direct && !entry.flags.has(Flag::Narrow))
    }

    fn verb_before(&self, start: usize, at: usize) -> bool {
        (start.max(at.saturating_sub(REACH + 4))..at).any(|token| {
            let verb = self.scan.verb(token).filter(|(span, ..)| span.end <= at && at - span.end <= REACH);
            let reports = verb.is_some_and(|(_, _, act)| {
                matches!(
                    act,
                    Act::Chair
                        | Act::Attend
                        | Act::Organize
                        | Act::Conclude
                        | Act::Speak
                        | Act::DirectMeeting
                        | Act::Lead
                )
            });
            let held =
                self.scan.particle(token, Particle::Held).is_some_and(|end| end <= at && at - end <= 2);
            reports || held || self.scan.particle(token, Particle::At) == Some(at)
        })
    }

    /// "Hội nghị ... diễn ra", "... được tổ chức".
    fn verb_behind(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let end = self.lines[line].sentence.span.end.min(phrase.span.end + 6);
        (phrase.span.end..end).any(|token| {
            self.scan.particle(token, Particle::Held).is_some()
                || self.scan.verb(token).is_some_and(|(_, _, act)| act == Act::Organize)
        })
    }

    /// The date of each meeting: in the sentence that names it, else the first date of the lead.
    fn dates(&mut self) {
        let year = self.text_year();
        let mut first_date: Option<(String, Option<crate::vocab::Session>)> = None;
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
                let entity = &mut self.out.list[index];
                if entity.date.is_none()
                    && first_time
                    && let Some((iso, session)) = date.clone()
                {
                    entity.date = Some(iso);
                    entity.session = session;
                }
            }
        }
        self.lead_date(first_date);
    }

    /// The first meeting of an article was held on the day the article begins with.
    fn lead_date(&mut self, first: Option<(String, Option<crate::vocab::Session>)>) {
        let Some((iso, session)) = first else { return };
        let meeting = self.out.list.iter_mut().find(|e| e.kind == EntityKind::Meeting);
        if let Some(meeting) = meeting.filter(|m| m.date.is_none()) {
            meeting.date = Some(iso);
            meeting.session = session;
        }
    }

    fn line_date(
        &mut self,
        line: usize,
        year: Option<u16>,
    ) -> Option<(String, Option<crate::vocab::Session>)> {
        let dates: Vec<Date> = self.lines[line]
            .phrases
            .iter()
            .filter_map(|phrase| match phrase {
                Phrase::Date(date) => Some(date.clone()),
                _ => None,
            })
            .collect();
        dates.iter().find_map(|date| self.iso(date, year, line).map(|iso| (iso, date.session)))
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
            Relative::SameDay => (0..line)
                .rev()
                .find_map(|l| self.out.refs[l].iter().flatten().find_map(|&e| self.out.list[e].date.clone())),
        }
    }

    /// The year of publication, or the year before it for a month that had not come yet.
    fn published_year(&self, month: u8) -> Option<u16> {
        let published = self.setting.published?;
        let year: u16 = published.get(..4)?.parse().ok()?;
        let printed: u8 = published.get(5..7)?.parse().ok()?;
        Some(if month > printed + 1 { year - 1 } else { year })
    }

    /// The latest year that the text speaks of as present: in its lead, in a full date, or more than once.
    fn text_year(&self) -> Option<u16> {
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

/// The words of a name, folded.
fn content(name: &str) -> Vec<String> {
    fold_case(name)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_string)
        .collect()
}

/// Share of the shorter name's words that the other has.
fn overlap(own: &BTreeSet<&str>, other: &str) -> f64 {
    let other = content(other);
    let other: BTreeSet<&str> = other.iter().map(String::as_str).collect();
    let common = own.intersection(&other).count();
    common as f64 / own.len().min(other.len()).max(1) as f64
}
