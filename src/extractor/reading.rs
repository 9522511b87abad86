//! What one article says, in the terms of the outside: entities with local ids, quotes in code points of the decoded original.
//!
//! A reading is the same whether it comes from the extractor or back from a facts file.

use super::sketch::Sketch;
use crate::vocab::{
    Branch, EntityKind, EventStatus, Level, MentionKind, NoteKind, PlaceSource, Relation, RoleStatus,
    Session, Strength,
};

/// One article, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Where it comes from.
    pub doc: Doc,
    /// The people, bodies, groups, meetings, places and posts in it, in order of first mention by kind.
    pub entities: Vec<Entity>,
    /// Every stretch of text that names one of them, in order of the text.
    pub mentions: Vec<Mention>,
    /// Who is said to hold which post.
    pub roles: Vec<Role>,
    /// Who chaired, directed and attended what.
    pub events: Vec<Event>,
    /// What was seen and not settled.
    pub notes: Vec<Note>,
}

/// The article itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doc {
    /// Unique among the inputs of a run.
    pub id: String,
    /// The headline.
    pub title: Option<String>,
    /// ISO 8601: a date, or a date and time with offset where the text gives a time.
    pub published: Option<String>,
    /// Who signed it.
    pub byline: Option<String>,
    /// Its address, from the metadata.
    pub url: Option<String>,
    /// Its publisher, from the metadata.
    pub publisher: Option<String>,
    /// How often the article stands in its file.
    pub copies: u32,
    /// Length of the decoded text in code points.
    pub chars: usize,
    /// SHA-256 of the decoded text, in hexadecimal.
    pub sha256: String,
    /// Program version and fingerprint of the gazetteers: `chidao 0.1.0+gaz.3f9c0a1b`.
    pub extractor: String,
    /// A sample of its words, by which reprints are found.
    pub sketch: Sketch,
}

impl Doc {
    /// The day on which it was published, ISO 8601.
    pub fn day(&self) -> Option<&str> {
        self.published.as_deref()?.split('T').next()
    }
}

/// A stretch of the decoded original.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quote {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The text between them, as printed.
    pub text: String,
}

/// A person, body, group, meeting, place or post of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Local to the reading: `p1`, `b2`, `g1`, `m1`, `l1`, `o1`.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// The fullest form, abbreviations written out, the place inherited where the article lets a reader resolve it.
    pub name: String,
    /// Other forms printed in the article, sorted.
    pub aliases: Vec<String>,
    /// Body or meeting type: an id of `body_types.tsv` or `meeting_types.tsv`.
    pub kind_type: Option<String>,
    /// Level of a body.
    pub level: Option<Level>,
    /// Place of a body or meeting, as the article names it.
    pub place: Option<String>,
    /// Date of a meeting, ISO 8601.
    pub date: Option<String>,
    /// Part of the day of a meeting.
    pub session: Option<Session>,
    /// Entity id of the body that organised a meeting.
    pub organizer: Option<String>,
    /// What told the place of a body, where its name as printed has none.
    pub place_from: Option<PlaceSource>,
    /// Branch of power of a body.
    pub branch: Option<Branch>,
    /// Official code of the administrative unit that a body belongs to, as of the day of the article.
    pub unit: Option<String>,
    /// Name of the body above a body, as of the day of the article; the article need not speak of it.
    pub part_of: Option<String>,
    /// Name of the province that a body belongs to or lies in, as of the day of the article.
    pub province: Option<String>,
    /// The name under which the gazetteer has a body that exists once, where `name` is a longer one.
    pub known_as: Option<String>,
    /// There are many bodies of this name, and the article does not tell which is meant.
    pub open: bool,
}

impl Entity {
    /// An entity of which nothing is known but its name.
    pub fn new(id: &str, kind: EntityKind, name: &str) -> Entity {
        Entity {
            id: id.to_owned(),
            kind,
            name: name.to_owned(),
            aliases: Vec::new(),
            kind_type: None,
            level: None,
            place: None,
            date: None,
            session: None,
            organizer: None,
            place_from: None,
            branch: None,
            unit: None,
            part_of: None,
            province: None,
            known_as: None,
            open: false,
        }
    }
}

/// A stretch of text that names an entity, a title or a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The entity's id; none for titles and dates.
    pub entity: Option<String>,
    /// What it was read as.
    pub kind: MentionKind,
    /// Where.
    pub quote: Quote,
}

/// A person in a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Entity id of the person.
    pub person: String,
    /// The title, abbreviations written out.
    pub title: String,
    /// The title as printed.
    pub title_text: String,
    /// Entity id of the body.
    pub body: Option<String>,
    /// The body as printed.
    pub body_text: Option<String>,
    /// How the person stands to the post.
    pub status: RoleStatus,
    /// Where.
    pub quote: Quote,
    /// The rule that read it, such as `role.apposition`.
    pub rule: String,
}

/// Somebody chaired, directed or attended something.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What was done.
    pub relation: Relation,
    /// Entity id of who did it.
    pub agent: String,
    /// Entity id of the meeting, or of who is told.
    pub target: String,
    /// How the article puts it.
    pub status: EventStatus,
    /// ISO 8601.
    pub date: Option<String>,
    /// Place in a printed list of attendees, from 1.
    pub order: Option<u32>,
    /// Index into `roles` of the post in which the agent acts.
    pub role: Option<usize>,
    /// Entity id of whom the agent stands in for.
    pub on_behalf_of: Option<String>,
    /// The instructed clause, as printed.
    pub directive: Option<String>,
    /// How strongly it is put.
    pub strength: Option<Strength>,
    /// The clause.
    pub quote: Quote,
    /// The rule that read it, such as `chaired.active`.
    pub rule: String,
    /// Probability that a careful reader agrees, 0 to 1.
    pub confidence: f64,
}

/// Something seen and not settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What.
    pub kind: NoteKind,
    /// Where.
    pub quote: Quote,
}
