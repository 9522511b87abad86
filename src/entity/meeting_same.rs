//! Whether two phrases speak of one meeting: by words, number, day, session, and who is met.

use std::collections::BTreeSet;

use super::likeness::{families, overlap, words};
use super::meeting::day_and_month;
use super::{EntityIndex, Line, Place, Resolver};
use crate::lexicon::{Act, Particle};
use crate::mention::{MeetingPhrase, Phrase, Relative};
use crate::text::{Span, fold_case};
use crate::vocab::EntityKind;

/// Share of the words of a headline's meeting that stand in the name of the larger one that the text tells of.
const WITHIN: f64 = 0.9;

/// Type ids of meetings at which people sit together to decide or discuss.
const SITTINGS: [&str; 5] = ["conference", "meeting", "session", "workshop", "briefing"];

/// Lines of the text in which the meeting of the headline is told.
const LEAD: usize = 3;

impl Resolver<'_, '_> {
    /// "Hội nghị về giống chè" in the headline, "Sáng 5/6, UBND tỉnh tổ chức phiên họp thứ 3" in the first lines: one event in other words.
    pub(super) fn of_headline(&self, line: usize, phrase: &MeetingPhrase) -> Option<EntityIndex> {
        let [only] = self.out.meetings[..] else { return None };
        let sits = |kind: &str| SITTINGS.contains(&kind);
        let lead = self.lines[line].place == Place::Body && line <= LEAD;
        let both = phrase.strong
            && sits(&phrase.type_id)
            && self.out.list[only].type_id.as_deref().is_some_and(sits);
        let first = lead && both && self.only_in_title(only) && !self.another_number(phrase, only);
        (first && self.dated_before_name(line, phrase) && self.reported(line, phrase)).then_some(only)
    }

    /// A meeting named before with largely the same words.
    pub(super) fn alike(&self, phrase: &MeetingPhrase) -> Option<EntityIndex> {
        let own = words(self.scan.folded(phrase.name));
        let akin = |e: EntityIndex| self.akin_to(e, &phrase.type_id);
        // "hội nghị bàn tròn trong khuôn khổ diễn đàn X", where the headline has "diễn đàn X"
        // "cuộc họp chuẩn bị hội nghị X" is not "hội nghị X"
        let name = self.scan.folded(phrase.name);
        let prepares = (phrase.name.start..phrase.name.end).any(|at| {
            [Particle::Planned, Particle::ModalWeak]
                .iter()
                .all(|&kind| self.scan.particle(at, kind).is_some())
        });
        let object = |e: EntityIndex| {
            let other = fold_case(&self.out.list[e].name);
            let longer = other.len() > name.len() && other.ends_with(name);
            !self.same_type(e, phrase) && (longer || prepares && name.ends_with(&other))
        };
        let meetings = self.out.meetings.iter().copied();
        let meetings = meetings.filter(|&e| (akin(e) || self.only_in_title(e)) && !object(e));
        meetings
            .map(|e| (overlap(&own, &self.out.list[e].name), e))
            .filter(|&(share, e)| share >= WITHIN || akin(e) && (share >= 0.5 || self.same_number(phrase, e)))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, e)| e)
    }

    /// "Nghệ An: Sáng 2/11, ...": a place or a body, a colon and a day begin a part of the article; so does a bullet before a day.
    pub(super) fn opens_part(&self, line: usize) -> bool {
        let line = &self.lines[line];
        let start = line.sentence.span.start;
        let label = line.phrases.iter().find(|p| p.span().start == start).map(|p| p.span().end);
        let colon = label.filter(|&end| self.scan.mark(end, ':'));
        let day = |at: usize| {
            line.phrases
                .iter()
                .any(|p| matches!(p, Phrase::Date(date) if date.span.start == at && date.day.is_some()))
        };
        // "* Ngày 10-2, ..."
        let bullet = ['*', '\u{2022}'].iter().any(|&mark| self.scan.mark(start, mark));
        colon.is_some_and(|at| day(at + 1)) || bullet && day(start + 1)
    }

    /// The meeting belongs to a part of the article before the one that the line stands in.
    pub(super) fn of_another_part(&self, line: usize, found: EntityIndex) -> bool {
        let first = self.first_line(found).filter(|&first| first < line);
        first.is_some_and(|first| (first + 1..=line).any(|line| self.opens_part(line)))
    }

    /// "Chiều cùng ngày, ... làm việc với Quận ủy quận 9": each of the two is with somebody else, and the sentence has its own day.
    pub(super) fn with_others(&self, line: usize, phrase: &MeetingPhrase, found: EntityIndex) -> bool {
        let start = self.lines[line].sentence.span.start;
        let dated = self.lines[line].phrases.iter().any(|p| {
            matches!(p, Phrase::Date(date) if date.relative.is_some() && date.span.start < phrase.span.start)
        });
        let then = self.scan.particle(start, Particle::Then).is_some();
        let met = phrase.parties.is_some() && (dated || then);
        let led = self.close_verb(start, phrase.span.start, &[Act::Chair, Act::Attend, Act::Organize]);
        if !(met || led && self.another_session(line, found)) {
            return false;
        }
        let name = fold_case(&self.out.list[found].name);
        let (own, other) = (words(self.scan.folded(phrase.name)), words(&name));
        !own.is_subset(&other) && !other.is_subset(&own)
    }

    /// "hội đàm với Phó Tổng thống A", "làm việc với Phó Tổng thống B": the names of the two have people, and none in common.
    pub(super) fn other_people(&self, line: usize, phrase: &MeetingPhrase, found: EntityIndex) -> bool {
        let named = |line: usize, p: usize| {
            self.out
                .inner
                .range((line, p, 0)..(line, p + 1, 0))
                .map(|(_, &entity)| entity)
                .filter(|&entity| self.out.list[entity].kind == EntityKind::Person)
                .collect::<BTreeSet<EntityIndex>>()
        };
        let Some(own) = self.lines[line].phrases.iter().position(|p| p.span() == phrase.span) else {
            return false;
        };
        let own = named(line, own);
        let mut others = BTreeSet::new();
        for (l, refs) in self.out.refs.iter().enumerate() {
            let told = (0..refs.len()).filter(|&p| refs[p] == Some(found));
            others.extend(told.flat_map(|p| named(l, p)));
        }
        !own.is_empty() && !others.is_empty() && own.is_disjoint(&others)
    }

    /// "Sáng nay, ... chủ trì hội nghị A. Chiều nay, ...": the sentence begins with another part of the day than the one that named it.
    fn another_session(&self, line: usize, found: EntityIndex) -> bool {
        let session = |line: usize| self.lines[line].opening_date().and_then(|date| date.session);
        let first = self.first_line(found).filter(|&first| first < line);
        matches!((first.and_then(session), session(line)), (Some(a), Some(b)) if a != b)
    }

    /// "Chiều cùng ngày, ... tổ chức hội nghị bàn giao": organised on another day than the one named with like words, or after it.
    pub(super) fn another_day(&self, line: usize, phrase: &MeetingPhrase, found: EntityIndex) -> bool {
        let start = self.lines[line].sentence.span.start;
        if !self.close_verb(start, phrase.span.start, &[Act::Organize]) {
            return false;
        }
        let first = self.first_line(found).filter(|&first| first < line);
        let days = (first.and_then(|l| self.day_told(l)), self.day_told(line));
        let later = self.lines[line].phrases.iter().any(|p| {
            matches!(p, Phrase::Date(date)
                if date.relative == Some(Relative::SameDay) && date.span.start == start)
        });
        later && first.is_some() || matches!(days, (Some(a), Some(b)) if a != b)
    }

    /// "kỳ họp thứ 40", "kỳ họp lần thứ 41": each has its number.
    pub(super) fn another_number(&self, phrase: &MeetingPhrase, found: EntityIndex) -> bool {
        let own = self.number_of(phrase);
        own.is_some_and(|own| self.number_told(found).is_some_and(|other| other != own))
    }

    /// "Kỳ họp thứ 14, HĐND huyện" of the headline, "Kỳ họp thứ 14 - kỳ họp thường lệ" of the text.
    fn same_number(&self, phrase: &MeetingPhrase, found: EntityIndex) -> bool {
        let kind = self.same_type(found, phrase);
        let own = self.number_of(phrase).filter(|_| kind && self.only_in_title(found));
        own.is_some() && self.number_told(found) == own
    }

    /// The number of the first name of a meeting that has one.
    fn number_told(&self, meeting: EntityIndex) -> Option<u32> {
        self.told.get(&meeting)?.number
    }

    /// "thứ 40": the figure of the row.
    pub(super) fn number_of(&self, phrase: &MeetingPhrase) -> Option<u32> {
        let figure = |at: usize| self.scan.str(Span::new(at, at + 1)).parse().ok();
        let ordinal = |at: usize| self.scan.particle(at, Particle::Ordinal);
        (phrase.name.start..phrase.name.end)
            .find_map(|at| figure(ordinal(at).filter(|&end| end < phrase.name.end)?))
    }

    /// Day and month that a line begins with; "cùng ngày" is the last day told.
    fn day_told(&self, line: usize) -> Option<(u8, u8)> {
        match self.lines[line].opening_date()? {
            date if date.relative == Some(Relative::SameDay) => {
                self.lines[..line].iter().rev().filter_map(Line::opening_date).find_map(day_and_month)
            }
            date => day_and_month(date),
        }
    }

    pub(super) fn same_type(&self, index: EntityIndex, phrase: &MeetingPhrase) -> bool {
        self.out.list[index].type_id.as_deref() == Some(phrase.type_id.as_str())
    }

    /// A name of the one type may speak of a meeting of the other: they share a bit.
    pub(super) fn akin_to(&self, index: EntityIndex, type_id: &str) -> bool {
        let own = self.out.list[index].type_id.as_deref().unwrap_or("");
        families(own) & families(type_id) != 0
    }
}
