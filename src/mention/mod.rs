//! Sentences and hits -> phrases: people with their posts, bodies, groups, meetings, dates, places.
//!
//! Knows the grammar of each phrase by itself; not who is the same person, and not who did what.

mod actor;
mod apposition;
mod body;
mod body_list;
mod body_name;
mod date;
mod group;
mod honorific;
mod meeting;
mod meeting_end;
mod name;
mod place;
mod post_body;
mod short_form;
mod title;

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::{Act, Entry, Flag, Particle, Row, Scan, Source};
use crate::text::{Sentence, Span};
use crate::vocab::{Level, RoleStatus, Session};
pub use short_form::Known;

/// A day, as far as the words give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// Its tokens.
    pub span: Span,
    /// Day of the month.
    pub day: Option<u8>,
    /// Month.
    pub month: Option<u8>,
    /// Year.
    pub year: Option<u16>,
    /// Part of the day.
    pub session: Option<Session>,
    /// A day told by another one.
    pub relative: Option<Relative>,
}

/// A day told by another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relative {
    /// The day of the article.
    Today,
    /// The day before it.
    Yesterday,
    /// The day last named.
    SameDay,
}

/// A place, or a level word that stands for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacePhrase {
    /// Its tokens.
    pub span: Span,
    /// The level word written out; empty where none is printed.
    pub level_word: String,
    /// Level, where a level word or a country fixes it.
    pub level: Option<Level>,
    /// The name; empty where only the level word is printed ("tỉnh").
    pub name: String,
    /// A country or a foreign place.
    pub foreign: bool,
}

/// A body: a name that exists once, or a type word with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyPhrase {
    /// Its tokens.
    pub span: Span,
    /// Type word and sector or proper name, written out.
    pub head: String,
    /// Type id.
    pub type_id: String,
    /// Level, where the type fixes it.
    pub level: Option<Level>,
    /// The place it belongs to.
    pub place: Option<PlacePhrase>,
    /// The body it belongs to.
    pub outer: Option<Box<BodyPhrase>>,
    /// A name that exists once.
    pub unique: bool,
    /// A name that exists once as printed, where the row has another one ("Tổng cục Chính trị Quân đội nhân dân Việt Nam").
    pub printed: Option<String>,
    /// A place follows its type without a level word (Tỉnh ủy Lào Cai).
    pub short: bool,
    /// Takes the article's place where none is printed.
    pub takes_place: bool,
    /// Always of the level of its type: belongs to the place of that level that the article is about.
    pub inherits: bool,
    /// Belongs to some body even where none is printed.
    pub takes_outer: bool,
    /// Only the type word: a reference to a body named before.
    pub bare: bool,
    /// File and line of the row it was read with.
    pub row: Source,
}

impl BodyPhrase {
    /// What the row of a body or of a type says by itself, read at these tokens; nothing for rows of another kind.
    pub(crate) fn of_row(span: Span, entry: &Entry) -> Option<Self> {
        let Row::Body { type_id, level, .. } = &entry.row else { return None };
        Some(Self {
            span,
            head: entry.text.clone(),
            type_id: type_id.clone(),
            level: *level,
            place: None,
            outer: None,
            unique: false,
            printed: None,
            short: entry.flags.has(Flag::Short),
            takes_place: entry.flags.has(Flag::TakesPlace),
            inherits: entry.flags.has(Flag::Inherits),
            takes_outer: entry.flags.has(Flag::Outer),
            bare: false,
            row: entry.source(),
        })
    }

    /// The body of a unit: its name goes without the level word where the type word tells the level ("Huyện ủy Bắc Hà").
    pub(crate) fn at_unit(self, place: PlacePhrase) -> Self {
        let place = match self.short {
            true => Some(PlacePhrase { level_word: String::new(), ..place })
                .filter(|place| !place.name.is_empty()),
            false => Some(place),
        };
        Self { place, ..self }
    }
}

/// A post: a title and the body it is at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// All its tokens.
    pub span: Span,
    /// The tokens of the title.
    pub title_span: Span,
    /// The title, abbreviations written out.
    pub title: String,
    /// Its holder heads the body.
    pub head: bool,
    /// A membership (Ủy viên ...).
    pub member: bool,
    /// Complete without a body.
    pub whole: bool,
    /// The title without the prefix of a deputy, written out.
    pub office: String,
    /// Type word of the bodies that its holder heads or belongs to ("Bộ" of "Thứ trưởng"); empty where any will do.
    pub heads: String,
    /// Stands for whatever office heads the body ("người đứng đầu Chính phủ").
    pub any_head: bool,
    /// No such office is held in this country ("Quốc vương").
    pub foreign: bool,
    /// Its holder commands a unit.
    pub military: bool,
    /// Belongs to a committee of the party.
    pub party: bool,
    /// Shares the body of a post that a comma joins to it.
    pub joint: bool,
    /// The body.
    pub body: Option<BodyPhrase>,
    /// The body named by the title itself.
    pub own_body: Option<String>,
    /// How the words put it: former, acting, or current.
    pub status: RoleStatus,
    /// File and line of the title's row.
    pub row: Source,
}

/// Who acts, as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// A full name.
    Name(Span),
    /// A given name behind an honorific.
    Short(Span),
    /// Posts without a name.
    Office,
    /// An honorific that stands for somebody ("Đồng chí yêu cầu").
    Pronoun,
    /// A body.
    Body(BodyPhrase),
    /// A class of people or bodies.
    Group,
    /// A place.
    Place(PlacePhrase),
}

/// Somebody or something that can act or be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// All tokens, with honorific and posts.
    pub span: Span,
    /// Who.
    pub who: Who,
    /// The posts said of a person here.
    pub posts: Vec<Post>,
    /// Members or delegates of the body are meant (đại diện, lãnh đạo).
    pub member: bool,
    /// Number of the list it stands in, within the sentence.
    pub list: usize,
    /// An honorific or rank announces it.
    pub announced: bool,
}

/// A meeting, as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingPhrase {
    /// Head and complement, up to somebody who is told of further on.
    pub span: Span,
    /// Head and complement.
    pub name: Span,
    /// The head noun.
    pub head: Span,
    /// Type id.
    pub type_id: String,
    /// Something follows the head: more than "hội nghị".
    pub full: bool,
    /// The head alone reports an event.
    pub strong: bool,
    /// The head is a plan as often as an event: a verb directly before must say that it was held.
    pub narrow: bool,
    /// A visit.
    pub visit: bool,
    /// The head is a verb of meeting ("làm việc với").
    pub verbal: bool,
    /// People and bodies named inside the complement.
    pub inner: Vec<Actor>,
    /// Tokens of those who meet ("giữa A và B", "với C"): they take part.
    pub parties: Option<Span>,
    /// File and line of the row.
    pub row: Source,
}

/// A phrase of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phrase {
    /// Who acts or is told.
    Actor(Actor),
    /// A meeting.
    Meeting(MeetingPhrase),
    /// A date.
    Date(Date),
}

impl Phrase {
    /// Its tokens.
    pub fn span(&self) -> Span {
        match self {
            Phrase::Actor(actor) => actor.span,
            Phrase::Meeting(meeting) => meeting.span,
            Phrase::Date(date) => date.span,
        }
    }
}

/// The phrases of a sentence, in order, none overlapping.
///
/// `known` is what other sentences of the article tell.
pub fn find(scan: &Scan, sentence: Sentence, known: &Known) -> Vec<Phrase> {
    let mut finder = Finder { scan, within: sentence.span, known, lists: 0 };
    let mut phrases = Vec::new();
    let mut at = sentence.span.start;
    while at < sentence.span.end {
        at = finder.step(at, &mut phrases).max(at + 1);
    }
    finder.share_places(&mut phrases);
    phrases
}

/// A sentence under the eyes of the grammars.
pub(crate) struct Finder<'s, 'a> {
    pub(crate) scan: &'s Scan<'a>,
    pub(crate) within: Span,
    known: &'s Known<'s>,
    lists: usize,
}

impl Finder<'_, '_> {
    /// Reads the phrase that begins here, if one does; gives the token to go on from.
    fn step(&mut self, at: usize, out: &mut Vec<Phrase>) -> usize {
        if self.scan.nothing(at)
            && !self.scan.capital(at)
            && self.scan.tokens[at].kind != crate::text::TokenKind::Number
        {
            return at + 1;
        }
        if let Some(date) = self.date(at) {
            let end = date.span.end;
            out.push(Phrase::Date(date));
            return end;
        }
        if let Some(mut meeting) = self.meeting(at) {
            meeting.inner = self.inner(Span::new(meeting.head.end, meeting.name.end));
            self.part_with_appointee(&mut meeting);
            let end = meeting.span.end;
            out.push(Phrase::Meeting(meeting));
            return end;
        }
        let end = self.actors(at, out);
        if end > at { end } else { self.skip(at) }
    }

    /// "lễ trao quyết định bổ nhiệm | ông A, Giám đốc Sở Y tế, giữ chức ...": the sentence says more of whom the name tells last.
    fn part_with_appointee(&self, meeting: &mut MeetingPhrase) {
        let appoints = |at: usize| {
            self.scan
                .verb(at)
                .is_some_and(|(_, _, act)| matches!(act, Act::Appoint | Act::Direct | Act::HandOver))
        };
        let Some(given) = (meeting.head.start..meeting.name.end).find(|&at| appoints(at)) else { return };
        let told = |actor: &Actor| actor.span.start > given && matches!(actor.who, Who::Name(_));
        let Some(appointee) = meeting.inner.iter().position(told) else { return };
        meeting.span.end = meeting.inner[appointee].span.start;
        meeting.inner.truncate(appointee);
    }

    /// The actors inside a stretch of the sentence.
    fn inner(&self, span: Span) -> Vec<Actor> {
        let mut finder = Finder { scan: self.scan, within: span, known: self.known, lists: 1000 };
        let mut found = Vec::new();
        let mut at = span.start;
        while at < span.end {
            let end = finder.actors(at, &mut found);
            at = if end > at { end } else { finder.skip(at) }.max(at + 1);
        }
        found
            .into_iter()
            .filter_map(|phrase| if let Phrase::Actor(actor) = phrase { Some(actor) } else { None })
            .collect()
    }

    /// Where to go on when nothing begins here: behind a verb or particle of several syllables, or the next token.
    fn skip(&self, at: usize) -> usize {
        let word = self.scan.particle(at, Particle::Inner);
        word.or_else(|| self.scan.verb(at).map(|(span, ..)| span.end)).unwrap_or(at + 1)
    }

    /// The token is inside the sentence.
    pub(crate) fn inside(&self, at: usize) -> bool {
        at < self.within.end
    }

    /// The token is a mark, inside the sentence.
    pub(crate) fn mark(&self, at: usize, mark: char) -> bool {
        self.inside(at) && self.scan.mark(at, mark)
    }

    /// The text is cut off here ("Chủ tịch Hội Liên ...").
    pub(crate) fn cut_off(&self, at: usize) -> bool {
        self.mark(at, '\u{2026}') || self.mark(at, '.') && self.mark(at + 1, '.')
    }

    /// Past one token of these marks.
    pub(crate) fn past_mark(&self, at: usize, marks: &[char]) -> Option<usize> {
        marks.iter().any(|&mark| self.mark(at, mark)).then_some(at + 1)
    }

    /// Past one of these marks, an "and", or both: where the next item of a list begins.
    pub(crate) fn past_and(&self, at: usize, marks: &[char]) -> Option<usize> {
        let past = self.past_mark(at, marks).unwrap_or(at);
        let past = self.scan.particle(past, Particle::And).unwrap_or(past);
        (past > at).then_some(past)
    }
}

/// What is known before any sentence is read.
static NOTHING: Known = Known { names: BTreeSet::new(), shorts: BTreeMap::new() };

/// The grammars over one sentence, for those who look for single phrases.
pub(crate) fn finder<'s, 'a>(scan: &'s Scan<'a>, sentence: Sentence) -> Finder<'s, 'a> {
    Finder { scan, within: sentence.span, known: &NOTHING, lists: 0 }
}
