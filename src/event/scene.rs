//! What is being talked about, carried from sentence to sentence: the meeting, and who is instructing.

use super::{Dropped, Event};
use crate::entity::{Entities, EntityIndex, Line, Place};
use crate::lexicon::{EntryKind, Particle, Scan, Source};
use crate::mention::{Actor, MeetingPhrase, Phrase, Who};
use crate::text::Span;
use crate::vocab::{EntityKind, EventStatus, Level, Relation, Strength};
use std::collections::BTreeSet;

/// Type id of a place that acts as a body.
const PLACE: &str = "place";

/// Type id of an organisation of several countries.
const INTERNATIONAL: &str = "international";

/// Types of meetings that are named after those who are met.
const WITH_OTHERS: [&str; 4] = ["working_session", "talks", "reception", "gathering"];

/// Lines before a meeting is named that may already speak of it.
const SOON: usize = 8;

/// Who is instructing, and how strongly.
#[derive(Clone, Debug)]
pub struct Director {
    /// The agents.
    pub agents: Vec<EntityIndex>,
    /// How strongly the last instruction was put.
    pub strength: Option<Strength>,
    /// Line of the last instruction.
    pub line: usize,
    /// The line ends in a colon, and the items behind it are instructions.
    pub open: bool,
    /// Who is told in every item that names nobody.
    pub told: Vec<EntityIndex>,
}

/// Who spoke last, and in which line.
#[derive(Clone, Copy, Debug)]
pub struct Speaker {
    /// A person.
    pub who: EntityIndex,
    /// Line of his words.
    pub line: usize,
}

/// A line in its surroundings.
pub struct Scene<'s, 'a> {
    /// The text.
    pub scan: &'s Scan<'a>,
    /// All lines.
    pub lines: &'s [Line],
    /// All entities; frames may add a meeting that only a verb names.
    pub entities: &'s mut Entities,
    /// The line being read.
    pub at: usize,
    /// The meeting under discussion.
    pub meeting: Option<EntityIndex>,
    /// The line before told what will be.
    pub programme: bool,
    /// A line told of another day: nothing is under discussion until the next meeting is named.
    elsewhere: bool,
    /// Who is instructing.
    pub director: Option<Director>,
    /// Who concluded a meeting.
    pub concluded: BTreeSet<EntityIndex>,
    /// Who spoke last.
    pub speaker: Option<Speaker>,
    /// The meeting whose attendance the next items list, and the row of the verb that said so.
    pub roll: Option<(EntityIndex, Source)>,
    /// The meeting whose attendance was listed last, the row of the verb that said so, and the line.
    pub listed: Option<(EntityIndex, Source, usize)>,
    /// The person on whose behalf the line's subject acts.
    pub behalf: Option<EntityIndex>,
    /// The line in which somebody began to speak to the press, of no meeting.
    pub press: Option<usize>,
    /// Who has spoken to the press.
    pub interviewed: BTreeSet<EntityIndex>,
    /// Paragraphs have one sentence each, so a new one begins nothing new.
    pub line_by_line: bool,
    /// Another source tells the line ("Theo báo ..., ").
    pub reported: bool,
    pub(super) events: Vec<Event>,
    dropped: Vec<Dropped>,
}

/// Paragraphs of the shortest article that tells how it is laid out.
const LAID_OUT: usize = 6;

/// Hardly any paragraph has two sentences.
fn line_by_line(lines: &[Line]) -> bool {
    let body: Vec<usize> =
        lines.iter().filter(|l| l.place == Place::Body).map(|l| l.sentence.paragraph).collect();
    let paragraphs: BTreeSet<usize> = body.iter().copied().collect();
    paragraphs.len() >= LAID_OUT && paragraphs.len() * 10 >= body.len() * 9
}

impl<'s, 'a> Scene<'s, 'a> {
    pub(super) fn new(scan: &'s Scan<'a>, lines: &'s [Line], entities: &'s mut Entities) -> Scene<'s, 'a> {
        Scene {
            scan,
            lines,
            entities,
            at: 0,
            meeting: None,
            programme: false,
            elsewhere: false,
            director: None,
            concluded: BTreeSet::new(),
            speaker: None,
            roll: None,
            listed: None,
            behalf: None,
            press: None,
            interviewed: BTreeSet::new(),
            line_by_line: line_by_line(lines),
            reported: false,
            events: Vec::new(),
            dropped: Vec::new(),
        }
    }

    pub(super) fn enter(&mut self, line: usize) {
        self.at = line;
        self.behalf = None;
        self.reported = self.told_by_press();
        if self.opens_another_day() && !self.entities.background.contains(&line) {
            self.meeting = None;
            self.elsewhere = true;
        }
    }

    /// The line begins with a day on which the meeting under discussion was not held.
    fn opens_another_day(&self) -> bool {
        self.meeting.is_some_and(|meeting| self.tells_of_another_day(meeting))
    }

    /// The line begins with a day on which this meeting was not held.
    pub fn tells_of_another_day(&self, meeting: EntityIndex) -> bool {
        let opens = self.line().opening_date().is_some_and(|date| date.day.is_some());
        let day = self.entities.days.get(self.at).and_then(Option::as_ref).map(|(day, _)| day);
        let held = self.entities.list[meeting].date.as_ref();
        opens && matches!((day, held), (Some(day), Some(held)) if day != held)
    }

    /// The line begins with "theo" and a newspaper.
    fn told_by_press(&self) -> bool {
        let start = self.line().sentence.span.start;
        let source = self.scan.particle(start, Particle::According);
        self.line().phrases.first().is_some_and(|phrase| match phrase {
            Phrase::Actor(actor) => matches!(&actor.who, Who::Body(body) if source == Some(actor.span.start) && body.type_id == "media"),
            _ => false,
        })
    }

    /// Remembers the last meeting of the line, and whether all that it tells is still to come. `words`: where somebody's words begin; a
    /// meeting that they name does not become the one under discussion where there is one.
    pub(super) fn leave(&mut self, planned: bool, words: Option<usize>) {
        self.programme = planned;
        let discussed = self.meeting.is_some();
        let told = |p: &usize| {
            let start = self.line().phrases[*p].span().start;
            let there =
                start.checked_sub(1).is_some_and(|at| self.scan.particle(at, Particle::At) == Some(start));
            !discussed || there || words.is_none_or(|words| start < words)
        };
        let last = (0..self.line().phrases.len())
            .rev()
            .filter(told)
            .find_map(|p| self.entity(p).filter(|&e| self.is_meeting(e)));
        let background = self.entities.background.contains(&self.at);
        if self.line().place != Place::Caption && last.is_some() && !background {
            self.meeting = last;
            self.elsewhere = false;
        }
    }

    /// A line before this one, near, in the same paragraph; or in one before it that this line goes on with.
    pub fn reaches_from(&self, line: usize, reach: usize) -> bool {
        self.near(line, reach) || line < self.at && self.at <= line + reach && self.goes_on()
    }

    /// A line before this one, near, in the same paragraph.
    pub fn near(&self, line: usize, reach: usize) -> bool {
        let paragraph = |line: usize| self.lines[line].sentence.paragraph;
        line < self.at && self.at <= line + reach && paragraph(line) == paragraph(self.at)
    }

    /// "Bên cạnh đó, ...", "Đồng thời, ...": the line opens with words that go on with the line before.
    fn goes_on(&self) -> bool {
        let start = self.line().sentence.span.start;
        self.scan.particle(start, Particle::Adverb).is_some_and(|end| end >= start + 2)
    }

    /// The line being read.
    pub fn line(&self) -> &'s Line {
        &self.lines[self.at]
    }

    /// The entity of a phrase of the line.
    pub fn entity(&self, phrase: usize) -> Option<EntityIndex> {
        self.entities.of(self.at, phrase)
    }

    /// The actor phrase at an index.
    pub fn actor(&self, phrase: usize) -> Option<&'s Actor> {
        match self.line().phrases.get(phrase) {
            Some(Phrase::Actor(actor)) => Some(actor),
            _ => None,
        }
    }

    /// The meeting phrase at an index.
    pub fn meeting_phrase(&self, phrase: usize) -> Option<&'s MeetingPhrase> {
        match self.line().phrases.get(phrase) {
            Some(Phrase::Meeting(meeting)) => Some(meeting),
            _ => None,
        }
    }

    /// The entity is a meeting.
    pub fn is_meeting(&self, entity: EntityIndex) -> bool {
        self.kind(entity) == EntityKind::Meeting
    }

    /// The entity's kind.
    pub fn kind(&self, entity: EntityIndex) -> EntityKind {
        self.entities.list[entity].kind
    }

    /// The meeting of the line before or behind a token, else the one under discussion, else the article's first.
    pub fn meeting_for(&self, from: usize) -> Option<EntityIndex> {
        let phrases = &self.line().phrases;
        let settled = |p: &usize| self.entity(*p).filter(|&e| self.is_meeting(e));
        let behind =
            (0..phrases.len()).filter(|&p| phrases[p].span().start >= from).find_map(|p| settled(&p));
        let before =
            (0..phrases.len()).rev().filter(|&p| phrases[p].span().end <= from).find_map(|p| settled(&p));
        let first = self.entities.meetings.first().copied().filter(|_| !self.elsewhere);
        behind.or(before).or(self.meeting).or(first)
    }

    /// As `meeting_for`, where the line or one before it has named a meeting.
    pub fn meeting_under_discussion(&self, from: usize) -> Option<EntityIndex> {
        let named = self.line().phrases.iter().any(|phrase| matches!(phrase, Phrase::Meeting(_)));
        self.meeting_for(from).filter(|_| named || self.meeting.is_some())
    }

    /// As `meeting_for`, for words that may be said anywhere: the article's first meeting only where it is named soon.
    pub fn meeting_near(&self, from: usize) -> Option<EntityIndex> {
        let soon = self.at..self.lines.len().min(self.at + SOON);
        let named = |line: usize, meeting: EntityIndex| {
            (0..self.lines[line].phrases.len()).any(|p| self.entities.of(line, p) == Some(meeting))
        };
        self.meeting_for(from)
            .filter(|&m| self.meeting.is_some() || soon.into_iter().any(|line| named(line, m)))
    }

    /// As `meeting_near`, for what somebody says: where a meeting is under discussion, one that his words name is another, unless it is
    /// said to be there that he speaks.
    pub fn meeting_of_words(&self, verb: Span) -> Option<EntityIndex> {
        let found = self.meeting_near(verb.end);
        let phrases = &self.line().phrases;
        let named = |p: &usize| self.entity(*p).filter(|&e| self.is_meeting(e));
        let first = (0..phrases.len()).find(|&p| phrases[p].span().start >= verb.end && named(&p).is_some());
        let there = first.is_some_and(|p| {
            let start = phrases[p].span().start;
            let mut before = (1..=2).filter_map(|back| start.checked_sub(back));
            before.any(|from| self.scan.particle(from, Particle::At) == Some(start)) && start <= verb.end + 3
        });
        let before = (0..phrases.len()).rev().filter(|&p| phrases[p].span().end <= verb.start);
        let discussed = before.into_iter().find_map(|p| named(&p)).or(self.meeting);
        if there { found } else { discussed.or(found) }
    }

    /// "Trong các cuộc họp, ...": what is told before a token are meetings in general.
    pub fn habitual(&self, before: usize) -> bool {
        let head = |at: usize| {
            let noun = self.scan.particle(at, Particle::Plural);
            noun.is_some_and(|noun| self.scan.longest(noun, EntryKind::Meeting).is_some())
        };
        let start = self.line().sentence.span.start;
        let within = (start..before).find(|&at| head(at));
        within.is_some_and(|at| {
            at.checked_sub(1).is_some_and(|at| {
                at >= start && self.scan.any_particle(at, &[Particle::At, Particle::When]).is_some()
            })
        })
    }

    /// The meeting phrase that follows a token with at most `gap` tokens between.
    pub fn meeting_after(&self, token: usize, gap: usize) -> Option<(usize, EntityIndex)> {
        let phrases = &self.line().phrases;
        let next = (0..phrases.len()).find(|&p| phrases[p].span().start >= token)?;
        let near = phrases[next].span().start <= token + gap;
        self.entity(next).filter(|&e| near && self.is_meeting(e)).map(|e| (next, e))
    }

    /// An instruction was read from the line.
    pub fn ordered(&self) -> bool {
        self.events.iter().rev().take_while(|e| e.line == self.at).any(|e| e.relation == Relation::Directed)
    }

    /// Somebody chaired, concluded or instructed in a line read so far.
    pub fn leads(&self, who: EntityIndex) -> bool {
        let leading = |e: &Event| {
            matches!(e.relation, Relation::Chaired | Relation::Directed) && e.status == EventStatus::Asserted
        };
        self.concluded.contains(&who) || self.events.iter().any(|e| e.agent == who && leading(e))
    }

    /// A span without the marks at its ends; quotation marks and brackets stay where both of a pair are inside.
    pub fn trimmed(&self, span: Span) -> Span {
        let (mut start, mut end) = (span.start, span.end);
        let plain = |i: usize| {
            self.scan.tokens[i].is_word() || self.scan.tokens[i].kind == crate::text::TokenKind::Number
        };
        while start < end && !plain(start) && !self.opening(start) {
            start += 1;
        }
        while end > start
            && !plain(end - 1)
            && !(self.closing(end - 1) && (start..end - 1).any(|at| self.opening(at)))
        {
            end -= 1;
        }
        Span::new(start, end)
    }

    fn opening(&self, at: usize) -> bool {
        ['\u{201C}', '"', '('].iter().any(|&mark| self.scan.mark(at, mark))
    }

    fn closing(&self, at: usize) -> bool {
        ['\u{201D}', '"', ')'].iter().any(|&mark| self.scan.mark(at, mark))
    }

    /// Writes down an event.
    pub fn add(&mut self, mut event: Event) {
        event.on_behalf_of = event.on_behalf_of.or(self.behalf.filter(|&b| b != event.agent));
        if event.agent == event.target {
            return;
        }
        if event.relation == Relation::Attended && self.is_grouping(event.agent, event.target) {
            return self.drop(event.span, "a country or a group of them is not somebody who comes");
        }
        if self.reported && event.status == EventStatus::Asserted {
            event.status = EventStatus::Reported;
        }
        self.events.push(event);
    }

    /// "Campuchia tham dự", "APEC" of "Hội nghị Bộ trưởng Tài chính APEC": a country, or those whose meeting it is.
    fn is_grouping(&self, who: EntityIndex, meeting: EntityIndex) -> bool {
        let (who, meeting) = (&self.entities.list[who], &self.entities.list[meeting]);
        let country = who.type_id.as_deref() == Some(PLACE) && who.level == Some(Level::None);
        let theirs =
            || std::iter::once(&who.name).chain(&who.aliases).any(|name| meeting.name.contains(name));
        let with = meeting.type_id.as_deref().is_some_and(|kind| WITH_OTHERS.contains(&kind));
        country || who.type_id.as_deref() == Some(INTERNATIONAL) && !with && theirs()
    }

    /// Writes down what was considered and dropped.
    pub fn drop(&mut self, span: Span, reason: &'static str) {
        self.dropped.push(Dropped { span, line: self.at, reason });
    }

    /// An event of the line with the usual values.
    pub fn event(
        &self,
        relation: Relation,
        agent: EntityIndex,
        target: EntityIndex,
        rule: &'static str,
        span: Span,
    ) -> Event {
        Event {
            relation,
            agent,
            target,
            status: EventStatus::Asserted,
            order: None,
            on_behalf_of: None,
            directive: None,
            strength: None,
            span,
            line: self.at,
            rule,
            row: Source::default(),
            confidence: 0.0,
        }
    }

    /// The events, each fact once; who chaired a meeting is not listed as attending it. And what no frame took.
    pub(super) fn finish(self) -> (Vec<Event>, Vec<Dropped>) {
        let chairs: BTreeSet<(EntityIndex, EntityIndex)> = self
            .events
            .iter()
            .filter(|e| e.relation == Relation::Chaired && e.status == EventStatus::Asserted)
            .map(|e| (e.agent, e.target))
            .collect();
        let told_by_people: BTreeSet<EntityIndex> = self
            .events
            .iter()
            .filter(|e| {
                e.relation == Relation::Directed && self.entities.list[e.agent].kind == EntityKind::Person
            })
            .map(|e| e.target)
            .collect();
        let mut seen = BTreeSet::new();
        let mut kept: Vec<Event> = Vec::new();
        for event in self.events {
            let chaired =
                event.relation == Relation::Attended && chairs.contains(&(event.agent, event.target));
            // "Đà Nẵng đề nghị Tập đoàn X ..." in the headline, its chairman in the text.
            let place = self.entities.list[event.agent].type_id.as_deref() == Some(PLACE);
            if event.relation == Relation::Directed && place && told_by_people.contains(&event.target) {
                continue;
            }
            let directive = event.directive.filter(|_| event.relation == Relation::Directed);
            let fact = (event.relation, event.agent, event.target, event.status, directive);
            if !chaired && seen.insert(fact) {
                let confidence = super::confidence::of(&event, self.entities);
                kept.push(Event { confidence, ..event });
            }
        }
        let scan = self.scan;
        let taken = |dropped: &Dropped| {
            let took = |row: &Source| {
                scan.verb(dropped.span.start).is_some_and(|(_, entry, _)| entry.source == *row)
            };
            kept.iter().any(|event| event.line == dropped.line && took(&event.row))
        };
        let mut dropped = self.dropped;
        dropped.retain(|one| !taken(one));
        (kept, dropped)
    }
}
