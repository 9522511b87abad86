//! Meeting phrases -> the meetings of the article: a bare head means the meeting under discussion, a new full name a new one.

use std::collections::BTreeSet;

use super::likeness::{overlap, words};
use super::{EntityIndex, Place, Resolver, VISIT};
use crate::lexicon::{Act, Particle};
use crate::mention::{Date, MeetingPhrase, Phrase, Who};
use crate::text::Span;

/// Meetings that one article can tell of; a text with more is no article.
const MOST: usize = 100;

/// Type id of what no other word stands for.
const BANQUET: &str = "banquet";

/// Type ids whose bare heads do not stand for a meeting of another kind.
const APART: [&str; 3] = ["talks", "press_conference", "reception"];

/// Type id of meetings that are no sessions.
const GATHERING: &str = "gathering";

/// Type id of what people do who meet ("họp").
const MEETING: &str = "meeting";

/// Share of the words for those who meet from which on a name speaks of the same people.
const MOSTLY: f64 = 0.75;

/// What was told of a meeting so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told {
    /// The first line but the headline that names it.
    pub(super) line: Option<usize>,
    /// The first number in a name of it.
    pub(super) number: Option<u32>,
}

/// Tokens between a verb and the meeting it is said of.
pub(super) const REACH: usize = 4;

impl Resolver<'_, '_> {
    /// Settles every meeting phrase, in order of the text.
    pub(super) fn meetings(&mut self) {
        let mut current: Option<EntityIndex> = None;
        let present = self.present_year();
        let lead = self.lead_day();
        let lines = || 0..self.lines.len();
        let historic: Vec<usize> = lines().filter(|&l| self.tells_of_the_past(l, present)).collect();
        let before = |l: &usize| lead.is_some_and(|lead| self.tells_of_before(*l, lead));
        let background: Vec<usize> = lines().filter(before).collect();
        self.out.historic.extend(historic);
        self.out.background.extend(background);
        for l in 0..self.lines.len() {
            if self.lines[l].place == Place::Caption {
                continue;
            }
            if self.opens_part(l) {
                current = None;
            }
            for p in 0..self.lines[l].phrases.len() {
                let Phrase::Meeting(phrase) = &self.lines[l].phrases[p] else { continue };
                let phrase = phrase.clone();
                if let Some(found) = self.meeting(l, &phrase, current) {
                    self.tell_of(l, p, found);
                    current = Some(found);
                }
            }
        }
        if current.is_none() {
            self.read_captions();
        }
        self.captions(current);
        self.out.over = self.only_before();
        self.dates();
    }

    /// The meetings that every phrase for them tells as over.
    fn only_before(&self) -> BTreeSet<EntityIndex> {
        let over = |&meeting: &EntityIndex| {
            self.lines.iter().enumerate().all(|(l, line)| {
                let told = |(p, phrase): (usize, &Phrase)| match phrase {
                    Phrase::Meeting(told) if self.out.refs[l][p] == Some(meeting) => self.comes_after(told),
                    _ => true,
                };
                line.phrases.iter().enumerate().all(told)
            })
        };
        self.out.meetings.iter().copied().filter(over).collect()
    }

    /// "sau | cuộc họp".
    fn comes_after(&self, phrase: &MeetingPhrase) -> bool {
        let before = phrase.span.start.checked_sub(1);
        before.is_some_and(|at| self.scan.particle(at, Particle::Referred) == Some(phrase.span.start))
    }

    /// An article whose text never names the meeting may do so under a picture.
    fn read_captions(&mut self) {
        for l in 0..self.lines.len() {
            for p in 0..self.lines[l].phrases.len() {
                let Phrase::Meeting(phrase) = &self.lines[l].phrases[p] else { continue };
                let phrase = phrase.clone();
                let none = self.out.meetings.is_empty();
                if none && phrase.strong && self.lines[l].place == Place::Caption && self.reported(l, &phrase)
                {
                    let index = self.new_meeting(&phrase, !phrase.full);
                    self.tell_of(l, p, index);
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
                let Phrase::Meeting(phrase) = &self.lines[l].phrases[p] else { continue };
                if let Some(found) = self.alike(phrase).or(last) {
                    self.tell_of(l, p, found);
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
        if self.only_referred(line, phrase) || self.dated_before(line, phrase) || self.years_ago(phrase) {
            return None;
        }
        if !phrase.full || current.is_some_and(|c| self.predicated(line, phrase, c)) {
            return self.bare(line, phrase, current);
        }
        let same = |&found: &EntityIndex| {
            !self.with_others(line, phrase, found)
                && !self.another_day(line, phrase, found)
                && !self.another_number(phrase, found)
                && !self.of_another_part(line, found)
                && !self.other_people(line, phrase, found)
        };
        if let Some(found) = self.alike(phrase).filter(same) {
            let first = self.lines[line].place != Place::Title && self.only_in_title(found);
            self.improve(found, phrase, first);
            return Some(found);
        }
        if let Some(current) = current
            && self.out.list[current].provisional
            && self.akin_to(current, &phrase.type_id)
            && self.tells_of_now(line, phrase)
            && (phrase.strong || self.same_type(current, phrase) && self.reported(line, phrase))
        {
            self.improve(current, phrase, false);
            return Some(current);
        }
        if let Some(found) = self.of_headline(line, phrase) {
            let printed = self.scan.str(phrase.name).to_string();
            let entity = &mut self.out.list[found];
            let own = std::mem::replace(&mut entity.name, printed);
            entity.aliases.insert(own);
            entity.type_id = Some(phrase.type_id.clone());
            return Some(found);
        }
        if self.reported(line, phrase) && self.fresh(line, phrase) && self.out.meetings.len() < MOST {
            let met = self.new_meeting(phrase, false);
            self.name_by_subject(met, line, phrase);
            return Some(met);
        }
        let akin = |&c: &EntityIndex| self.akin_to(c, &phrase.type_id) && !self.other_people(line, phrase, c);
        let discussed = current.filter(|c| phrase.strong && akin(c));
        discussed.filter(|_| !self.under_instruction(line, phrase.span.start) && !self.historic(line))
    }

    /// "Đồng thời, | Hội nghị đánh giá kết quả ...": the meeting under discussion, and what was done there.
    fn predicated(&self, line: usize, phrase: &MeetingPhrase, current: EntityIndex) -> bool {
        let start = self.lines[line].sentence.span.start;
        let opens = phrase.span.start == start || self.scan.mark(phrase.span.start - 1, ',');
        let done = self.scan.particle(phrase.head.end, Particle::Agenda).is_some();
        opens
            && done
            && self.lines[line].place != Place::Title
            && self.akin_to(current, &phrase.type_id)
            && !self.verb_behind(line, phrase)
    }

    /// A further meeting is news: its sentence has its own day, begins with "sau đó", or says who led or attended it.
    fn fresh(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let first = self.out.meetings.iter().all(|&e| self.out.list[e].provisional);
        if self.historic(line) {
            return false;
        }
        if self.lines[line].place != Place::Title && self.quoted(line, phrase.span.start) {
            return false;
        }
        if first || self.lines[line].place == Place::Title {
            return true;
        }
        let start = self.lines[line].sentence.span.start;
        let colon = (start..phrase.span.start).find(|&at| self.scan.mark(at, ':'));
        if colon.is_some_and(|colon| self.says_before(start, colon)) {
            return false;
        }
        let dated = self.dated_before_name(line, phrase);
        let then = (start..phrase.span.start.min(start + 3))
            .any(|at| self.scan.particle(at, Particle::Then).is_some());
        let first_of_kind = !self.out.meetings.iter().any(|&e| self.akin_to(e, &phrase.type_id));
        dated
            || then
            || self.behind_meeting(line)
            || self.took_place(start, phrase)
            || first_of_kind && phrase.strong && self.opens(line, phrase)
            || self.close_verb(start, phrase.span.start, &[Act::Chair, Act::Attend])
            || self.organized_by(phrase)
            || self.spoken_at(start, phrase)
            || self.meets_others(start, phrase)
            || phrase.parties.is_some() && self.behind_word(start, phrase, Particle::Has, 2)
    }

    /// "Tại hội nghị đã diễn ra | lễ bàn giao", but not "phát biểu khai mạc hội nghị".
    fn took_place(&self, start: usize, phrase: &MeetingPhrase) -> bool {
        let held = |from: usize| self.scan.particle(from, Particle::Held) == Some(phrase.span.start);
        (1..=REACH)
            .filter_map(|back| phrase.span.start.checked_sub(back))
            .any(|from| from >= start && held(from) && self.scan.verb(from).is_none())
    }

    /// "Sáng 5/6, ... hội nghị": a day stands before the name, and no other meeting between the two.
    pub(super) fn dated_before_name(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let before = self.lines[line].phrases.iter().rev().filter(|p| p.span().end <= phrase.span.start);
        before
            .take_while(|p| !matches!(p, Phrase::Meeting(_)))
            .any(|p| matches!(p, Phrase::Date(d) if d.day.is_some() || d.relative.is_some()))
    }

    /// "Tại cuộc gặp với B, ...": with somebody whom no meeting told of so far is with.
    fn meets_others(&self, start: usize, phrase: &MeetingPhrase) -> bool {
        let at = self.scan.particle(start, Particle::At) == Some(phrase.span.start);
        let Some(parties) = phrase.parties.filter(|_| at && phrase.strong) else { return false };
        let own = words(self.scan.folded(parties));
        !self.out.meetings.iter().any(|&e| overlap(&own, &self.out.list[e].name) >= MOSTLY)
    }

    /// “Tôi đã dự lễ ...”: told by somebody in the text.
    fn quoted(&self, line: usize, at: usize) -> bool {
        let start = self.lines[line].sentence.span.start;
        let marks = (start..at)
            .filter(|&at| ['\u{201C}', '\u{201D}', '"'].iter().any(|&mark| self.scan.mark(at, mark)));
        marks.count() % 2 == 1
    }

    /// "Ông A nêu rõ: | Hôm nay chúng ta tổ chức lễ ...": a verb of saying directly before the colon.
    fn says_before(&self, start: usize, colon: usize) -> bool {
        (start..colon).any(|at| {
            self.scan
                .verb(at)
                .is_some_and(|(span, _, act)| span.end == colon && matches!(act, Act::Say | Act::Speak))
        })
    }

    /// "Chiều 5/6, tại xã A, | lễ đón ... diễn ra", "Chuyến thăm Lào của ông A ...": the sentence is about the meeting.
    fn opens(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        if phrase.visit {
            return !phrase.inner.is_empty();
        }
        let start = self.lines[line].sentence.span.start;
        let somebody = self.lines[line].phrases.iter().any(|p| {
            matches!(p, Phrase::Actor(actor) if !matches!(actor.who, Who::Place(_)) && actor.span.end <= phrase.span.start)
        });
        let acts = (start..phrase.span.start).any(|at| self.scan.verb(at).is_some());
        !somebody && !acts && self.verb_behind(line, phrase)
    }

    /// "Sau lễ đón, ...": the sentence begins with the end of another meeting.
    fn behind_meeting(&self, line: usize) -> bool {
        super::behind_meeting(self.scan, &self.lines[line])
    }

    /// "Trong cuộc gặp gỡ báo chí, ...", "Phát biểu tại buổi tiếp đoàn Lào": no meeting told of so far is of this kind.
    fn spoken_at(&self, start: usize, phrase: &MeetingPhrase) -> bool {
        let at =
            phrase.span.start.checked_sub(1).filter(|&at| self.scan.particle(at, Particle::At).is_some());
        let speaks = |token: usize| self.scan.verb(token).is_some_and(|(_, _, act)| act == Act::Speak);
        let opens =
            at == Some(start) && (APART.contains(&phrase.type_id.as_str()) || phrase.type_id == GATHERING);
        (opens || at.is_some_and(|at| (start..at.min(start + 2)).any(speaks)))
            && !self.out.meetings.iter().any(|&e| self.akin_to(e, &phrase.type_id))
    }

    /// "buổi gặp mặt ... do Hội Cựu chiến binh huyện tổ chức".
    fn organized_by(&self, phrase: &MeetingPhrase) -> bool {
        let by = self.scan.particle(phrase.span.end, Particle::By);
        by.is_some_and(|from| {
            (from..from + 10).any(|at| self.scan.verb(at).is_some_and(|(_, _, act)| act == Act::Organize))
        })
    }

    /// "dự lễ", "chủ trì cuộc họp": the verb directly before.
    pub(super) fn close_verb(&self, start: usize, at: usize, acts: &[Act]) -> bool {
        (start.max(at.saturating_sub(REACH))..at).any(|token| {
            self.scan
                .verb(token)
                .is_some_and(|(span, _, act)| span.end <= at && at - span.end <= 1 && acts.contains(&act))
        })
    }

    /// The sentence tells of another year, or of a day long before.
    fn historic(&self, line: usize) -> bool {
        self.out.historic.contains(&line) || self.out.background.contains(&line)
    }

    /// A bare head: the meeting under discussion, or the first meeting of an article that never names it in full.
    fn bare(
        &mut self,
        line: usize,
        phrase: &MeetingPhrase,
        current: Option<EntityIndex>,
    ) -> Option<EntityIndex> {
        let same = self.out.meetings.iter().rev().copied().find(|&e| self.akin_to(e, &phrase.type_id));
        let keeps = current.filter(|&c| self.akin_to(c, &phrase.type_id));
        let journey = current.is_some_and(|c| self.out.list[c].type_id.as_deref() == Some(VISIT));
        let other =
            (journey || phrase.type_id == BANQUET) && phrase.strong && self.taken_part_in(line, phrase)
                || APART.contains(&phrase.type_id.as_str()) && self.held_by_itself(line, phrase)
                || phrase.strong && self.took_place(self.lines[line].sentence.span.start, phrase)
                || phrase.strong && keeps.is_none() && self.opens_and_is_held(line, phrase)
                || phrase.strong
                    && self.lines[line].place == Place::Body
                    && self.dated_before_name(line, phrase)
                    && self.taken_part_in(line, phrase);
        if let Some(found) = keeps.or(same).or(current.filter(|_| !other)) {
            // "chuyến thăm", then "chuyến thăm Lào lần này"
            if self.out.list[found].provisional
                && phrase.strong
                && phrase.name.len() > phrase.head.len()
                && self.same_type(found, phrase)
            {
                self.improve(found, phrase, false);
            }
            return Some(found);
        }
        let told = phrase.strong && self.reported(line, phrase)
            || self.held_by_itself(line, phrase)
            || self.led(line) && self.tells_of_now(line, phrase);
        told.then(|| self.new_meeting(phrase, true))
    }

    /// "Lễ đón diễn ra ...": the sentence begins with it, and says that it was held.
    fn opens_and_is_held(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        phrase.span.start == self.lines[line].sentence.span.start && self.verb_behind(line, phrase)
    }

    /// "A tổ chức | họp báo", "hai bên tiến hành | hội đàm", "Tại | buổi hội đàm": held, whatever else was.
    fn held_by_itself(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let start = self.lines[line].sentence.span.start;
        let at = phrase.strong && self.scan.particle(start, Particle::At) == Some(phrase.span.start);
        let held = [Act::Organize, Act::Chair];
        let apart = phrase.strong || APART.contains(&phrase.type_id.as_str());
        let then = apart
            && phrase.head.len() > 1
            && (self.scan.particle(start, Particle::Then).is_some() || self.behind_meeting(line));
        (at || then
            || apart && self.close_verb(start, phrase.span.start, &held)
            || self.behind_word(start, phrase, Particle::Undertakes, REACH))
            && self.tells_of_now(line, phrase)
            && self.reported(line, phrase)
            && !self.historic(line)
    }

    /// "Dự lễ đón có ...", where all that was told of so far is a journey: somebody led or attended it.
    fn taken_part_in(&self, line: usize, phrase: &MeetingPhrase) -> bool {
        let start = self.lines[line].sentence.span.start;
        self.close_verb(start, phrase.span.start, &[Act::Chair, Act::Attend]) && self.reported(line, phrase)
    }

    /// "Ủy ban Kiểm tra Huyện ủy đã | họp kỳ thứ 15": a verb with its subject names the meeting better than the verb alone.
    fn name_by_subject(&mut self, meeting: EntityIndex, line: usize, phrase: &MeetingPhrase) {
        if phrase.strong || phrase.type_id != MEETING {
            return;
        }
        let subject = self.subject_of(line, phrase).and_then(|p| match &self.lines[line].phrases[p] {
            Phrase::Actor(actor) if matches!(actor.who, Who::Body(_)) => Some(actor.span.start),
            _ => None,
        });
        if let Some(start) = subject {
            let printed = self.scan.str(Span::new(start, phrase.name.end)).to_string();
            let own = std::mem::replace(&mut self.out.list[meeting].name, printed);
            self.out.list[meeting].aliases.insert(own);
        }
    }

    fn new_meeting(&mut self, phrase: &MeetingPhrase, provisional: bool) -> EntityIndex {
        let name = self.scan.str(phrase.name);
        let index = self.out.add_meeting(name, &phrase.type_id);
        self.out.list[index].provisional = provisional;
        self.out.list[index].verbal = phrase.verbal;
        index
    }

    /// A phrase speaks of a meeting.
    fn tell_of(&mut self, line: usize, phrase: usize, meeting: EntityIndex) {
        self.out.refs[line][phrase] = Some(meeting);
        let number = match &self.lines[line].phrases[phrase] {
            Phrase::Meeting(phrase) => self.number_of(phrase),
            _ => None,
        };
        let told = self.told.entry(meeting).or_default();
        told.line = told.line.or(Some(line).filter(|&line| self.lines[line].place != Place::Title));
        told.number = told.number.or(number);
    }

    /// The first line but the headline that names the meeting.
    pub(super) fn first_line(&self, meeting: EntityIndex) -> Option<usize> {
        self.told.get(&meeting)?.line
    }

    /// No line but the headline names the meeting so far.
    pub(super) fn only_in_title(&self, meeting: EntityIndex) -> bool {
        self.first_line(meeting).is_none()
    }

    /// A fuller name replaces a bare head, and what the text first calls the meeting the short name of its headline.
    fn improve(&mut self, index: EntityIndex, phrase: &MeetingPhrase, first: bool) {
        let printed = self.scan.str(phrase.name).to_string();
        let entity = &mut self.out.list[index];
        let fuller = first && printed.len() > entity.name.len();
        let better = !phrase.verbal && phrase.strong && (entity.verbal || fuller);
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
}

pub(super) fn day_and_month(date: &Date) -> Option<(u8, u8)> {
    Some((date.day?, date.month?))
}
