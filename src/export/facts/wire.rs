//! Turns a reading into the structs that serde prints: the keys and their order are those of `chidao.facts/1`.

use serde::{Deserialize, Serialize};

use super::SCHEMA;
use crate::extractor::{Doc, Entity, Event, Mention, Note, Quote, Reading, Role};
use crate::vocab::EntityKind;

#[derive(Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) schema: String,
    pub(super) doc: WireDoc,
    pub(super) entities: Vec<WireEntity>,
    pub(super) mentions: Vec<WireMention>,
    pub(super) roles: Vec<WireRole>,
    pub(super) events: Vec<WireEvent>,
    #[serde(default)]
    pub(super) notes: Vec<WireNote>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireDoc {
    pub(super) id: String,
    pub(super) title: Option<String>,
    pub(super) published: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) url: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) copies: u32,
    pub(super) chars: usize,
    pub(super) sha256: String,
    pub(super) extractor: String,
}

/// A key that some kinds of entity always have, if only as null: none leaves it out.
pub(super) type Kept<T> = Option<Option<T>>;

#[derive(Serialize, Deserialize)]
pub(super) struct WireEntity {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub(super) kind_type: Kept<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) level: Kept<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) date: Kept<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) session: Kept<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) place: Kept<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) organizer: Kept<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireMention {
    pub(super) entity: Option<String>,
    pub(super) kind: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireRole {
    pub(super) person: String,
    pub(super) title: String,
    pub(super) title_text: String,
    pub(super) body: Option<String>,
    pub(super) body_text: Option<String>,
    pub(super) status: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) quote: String,
    pub(super) rule: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireEvent {
    #[serde(rename = "type")]
    pub(super) relation: String,
    pub(super) agent: String,
    pub(super) target: String,
    pub(super) status: String,
    pub(super) date: Option<String>,
    pub(super) order: Option<u32>,
    pub(super) role: Option<usize>,
    pub(super) on_behalf_of: Option<String>,
    pub(super) directive: Option<String>,
    pub(super) strength: Option<String>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) quote: String,
    pub(super) rule: String,
    pub(super) confidence: f64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireNote {
    pub(super) kind: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

impl Record {
    pub(super) fn of(reading: &Reading) -> Record {
        Record {
            schema: SCHEMA.to_owned(),
            doc: WireDoc::of(&reading.doc),
            entities: reading.entities.iter().map(WireEntity::of).collect(),
            mentions: reading.mentions.iter().map(WireMention::of).collect(),
            roles: reading.roles.iter().map(WireRole::of).collect(),
            events: reading.events.iter().map(WireEvent::of).collect(),
            notes: reading.notes.iter().map(WireNote::of).collect(),
        }
    }
}

impl WireDoc {
    fn of(doc: &Doc) -> WireDoc {
        let Doc { id, title, published, byline, url, publisher, copies, chars, sha256, extractor } =
            doc.clone();
        WireDoc { id, title, published, byline, url, publisher, copies, chars, sha256, extractor }
    }
}

impl WireEntity {
    fn of(entity: &Entity) -> WireEntity {
        let meeting = entity.kind == EntityKind::Meeting;
        let body = matches!(entity.kind, EntityKind::Body | EntityKind::Group);
        let Entity { id, kind, name, aliases, kind_type, level, place, date, session, organizer } =
            entity.clone();
        WireEntity {
            id,
            kind: kind.id().to_owned(),
            name,
            aliases,
            kind_type: kept(body || meeting, kind_type),
            level: kept(body, level.map(|level| level.id().to_owned())),
            date: kept(meeting, date),
            session: kept(meeting, session.map(|session| session.id().to_owned())),
            place: kept(body || meeting, place),
            organizer: kept(meeting, organizer),
        }
    }
}

/// Kinds that own the key print it always, others only with a value.
fn kept<T>(own: bool, value: Option<T>) -> Kept<T> {
    (own || value.is_some()).then_some(value)
}

impl WireMention {
    fn of(mention: &Mention) -> WireMention {
        let Quote { start, end, text } = mention.quote.clone();
        WireMention { entity: mention.entity.clone(), kind: mention.kind.id().to_owned(), start, end, text }
    }
}

impl WireRole {
    fn of(role: &Role) -> WireRole {
        let Role { person, title, title_text, body, body_text, status, quote, rule } = role.clone();
        let Quote { start, end, text: quote } = quote;
        let status = status.id().to_owned();
        WireRole { person, title, title_text, body, body_text, status, start, end, quote, rule }
    }
}

impl WireEvent {
    fn of(event: &Event) -> WireEvent {
        let event = event.clone();
        WireEvent {
            relation: event.relation.id().to_owned(),
            agent: event.agent,
            target: event.target,
            status: event.status.id().to_owned(),
            date: event.date,
            order: event.order,
            role: event.role,
            on_behalf_of: event.on_behalf_of,
            directive: event.directive,
            strength: event.strength.map(|strength| strength.id().to_owned()),
            start: event.quote.start,
            end: event.quote.end,
            quote: event.quote.text,
            rule: event.rule,
            confidence: event.confidence,
        }
    }
}

impl WireNote {
    fn of(note: &Note) -> WireNote {
        let Quote { start, end, text } = note.quote.clone();
        WireNote { kind: note.kind.id().to_owned(), start, end, text }
    }
}
