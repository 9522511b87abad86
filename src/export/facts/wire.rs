//! Turns a reading into the structs that serde prints: the keys and their order are those of `chidao.facts/1`.
//!
//! They borrow from the reading that is written, and own what is read back.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::schema::or_null;
use super::SCHEMA;
use crate::extractor::{Doc, Entity, Event, Mention, Note, Quote, Reading, Role};
use crate::vocab::{
    Branch, EntityKind, EventStatus, Level, MentionKind, NoteKind, PlaceSource, Relation, RoleStatus,
    Session, Strength,
};

/// What was read from one article.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(title = "chidao.facts/1")]
pub(super) struct Record<'a> {
    pub(super) schema: Cow<'a, str>,
    pub(super) doc: WireDoc<'a>,
    pub(super) entities: Vec<WireEntity<'a>>,
    pub(super) mentions: Vec<WireMention<'a>>,
    pub(super) roles: Vec<WireRole<'a>>,
    pub(super) events: Vec<WireEvent<'a>>,
    #[serde(default)]
    pub(super) notes: Vec<WireNote<'a>>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) struct WireDoc<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) title: Option<Cow<'a, str>>,
    pub(super) published: Option<Cow<'a, str>>,
    pub(super) byline: Option<Cow<'a, str>>,
    pub(super) url: Option<Cow<'a, str>>,
    pub(super) publisher: Option<Cow<'a, str>>,
    pub(super) copies: u32,
    pub(super) chars: usize,
    pub(super) sha256: Cow<'a, str>,
    pub(super) extractor: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub(super) sketch: Cow<'a, str>,
}

/// A key that some kinds of entity always have, if only as null: none leaves it out.
pub(super) type Kept<T> = Option<Option<T>>;

#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) struct WireEntity<'a> {
    pub(super) id: Cow<'a, str>,
    #[schemars(extend("enum" = EntityKind::ids()))]
    pub(super) kind: Cow<'a, str>,
    pub(super) name: Cow<'a, str>,
    #[serde(default)]
    pub(super) aliases: Vec<Cow<'a, str>>,
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub(super) kind_type: Kept<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = or_null(Level::ids())))]
    pub(super) level: Kept<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) date: Kept<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = or_null(Session::ids())))]
    pub(super) session: Kept<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) place: Kept<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) organizer: Kept<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = PlaceSource::ids()))]
    pub(super) place_from: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = Branch::ids()))]
    pub(super) branch: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) unit: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) part_of: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) province: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) known_as: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) open: bool,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) struct WireMention<'a> {
    pub(super) entity: Option<Cow<'a, str>>,
    #[schemars(extend("enum" = MentionKind::ids()))]
    pub(super) kind: Cow<'a, str>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: Cow<'a, str>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) struct WireRole<'a> {
    pub(super) person: Cow<'a, str>,
    pub(super) title: Cow<'a, str>,
    pub(super) title_text: Cow<'a, str>,
    pub(super) body: Option<Cow<'a, str>>,
    pub(super) body_text: Option<Cow<'a, str>>,
    #[schemars(extend("enum" = RoleStatus::ids()))]
    pub(super) status: Cow<'a, str>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) quote: Cow<'a, str>,
    pub(super) rule: Cow<'a, str>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) struct WireEvent<'a> {
    #[serde(rename = "type")]
    #[schemars(extend("enum" = Relation::ids()))]
    pub(super) relation: Cow<'a, str>,
    pub(super) agent: Cow<'a, str>,
    pub(super) target: Cow<'a, str>,
    #[schemars(extend("enum" = EventStatus::ids()))]
    pub(super) status: Cow<'a, str>,
    pub(super) date: Option<Cow<'a, str>>,
    pub(super) order: Option<u32>,
    pub(super) role: Option<usize>,
    pub(super) on_behalf_of: Option<Cow<'a, str>>,
    pub(super) directive: Option<Cow<'a, str>>,
    #[schemars(extend("enum" = or_null(Strength::ids())))]
    pub(super) strength: Option<Cow<'a, str>>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) quote: Cow<'a, str>,
    pub(super) rule: Cow<'a, str>,
    pub(super) confidence: f64,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub(super) struct WireNote<'a> {
    #[schemars(extend("enum" = NoteKind::ids()))]
    pub(super) kind: Cow<'a, str>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: Cow<'a, str>,
}

/// The text of the reading itself, not a copy.
fn borrowed(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

fn borrowed_option(text: &Option<String>) -> Option<Cow<'_, str>> {
    text.as_deref().map(Cow::Borrowed)
}

impl<'a> Record<'a> {
    pub(super) fn of(reading: &'a Reading) -> Record<'a> {
        Record {
            schema: borrowed(SCHEMA),
            doc: WireDoc::of(&reading.doc),
            entities: reading.entities.iter().map(WireEntity::of).collect(),
            mentions: reading.mentions.iter().map(WireMention::of).collect(),
            roles: reading.roles.iter().map(WireRole::of).collect(),
            events: reading.events.iter().map(WireEvent::of).collect(),
            notes: reading.notes.iter().map(WireNote::of).collect(),
        }
    }
}

impl<'a> WireDoc<'a> {
    fn of(doc: &'a Doc) -> WireDoc<'a> {
        WireDoc {
            id: borrowed(&doc.id),
            title: borrowed_option(&doc.title),
            published: borrowed_option(&doc.published),
            byline: borrowed_option(&doc.byline),
            url: borrowed_option(&doc.url),
            publisher: borrowed_option(&doc.publisher),
            copies: doc.copies,
            chars: doc.chars,
            sha256: borrowed(&doc.sha256),
            extractor: borrowed(&doc.extractor),
            sketch: Cow::Owned(doc.sketch.to_string()),
        }
    }
}

impl<'a> WireEntity<'a> {
    fn of(entity: &'a Entity) -> WireEntity<'a> {
        let meeting = entity.kind == EntityKind::Meeting;
        let body = matches!(entity.kind, EntityKind::Body | EntityKind::Group);
        WireEntity {
            id: borrowed(&entity.id),
            kind: borrowed(entity.kind.id()),
            name: borrowed(&entity.name),
            aliases: entity.aliases.iter().map(|alias| borrowed(alias)).collect(),
            kind_type: kept(body || meeting, borrowed_option(&entity.kind_type)),
            level: kept(body, entity.level.map(|level| borrowed(level.id()))),
            date: kept(meeting, borrowed_option(&entity.date)),
            session: kept(meeting, entity.session.map(|session| borrowed(session.id()))),
            place: kept(body || meeting, borrowed_option(&entity.place)),
            organizer: kept(meeting, borrowed_option(&entity.organizer)),
            place_from: entity.place_from.map(|source| borrowed(source.id())),
            branch: entity.branch.map(|branch| borrowed(branch.id())),
            unit: borrowed_option(&entity.unit),
            part_of: borrowed_option(&entity.part_of),
            province: borrowed_option(&entity.province),
            known_as: borrowed_option(&entity.known_as),
            open: entity.open,
        }
    }
}

/// Kinds that own the key print it always, others only with a value.
fn kept<T>(own: bool, value: Option<T>) -> Kept<T> {
    (own || value.is_some()).then_some(value)
}

impl<'a> WireMention<'a> {
    fn of(mention: &'a Mention) -> WireMention<'a> {
        let Quote { start, end, ref text } = mention.quote;
        let entity = borrowed_option(&mention.entity);
        WireMention { entity, kind: borrowed(mention.kind.id()), start, end, text: borrowed(text) }
    }
}

impl<'a> WireRole<'a> {
    fn of(role: &'a Role) -> WireRole<'a> {
        WireRole {
            person: borrowed(&role.person),
            title: borrowed(&role.title),
            title_text: borrowed(&role.title_text),
            body: borrowed_option(&role.body),
            body_text: borrowed_option(&role.body_text),
            status: borrowed(role.status.id()),
            start: role.quote.start,
            end: role.quote.end,
            quote: borrowed(&role.quote.text),
            rule: borrowed(&role.rule),
        }
    }
}

impl<'a> WireEvent<'a> {
    fn of(event: &'a Event) -> WireEvent<'a> {
        WireEvent {
            relation: borrowed(event.relation.id()),
            agent: borrowed(&event.agent),
            target: borrowed(&event.target),
            status: borrowed(event.status.id()),
            date: borrowed_option(&event.date),
            order: event.order,
            role: event.role,
            on_behalf_of: borrowed_option(&event.on_behalf_of),
            directive: borrowed_option(&event.directive),
            strength: event.strength.map(|strength| borrowed(strength.id())),
            start: event.quote.start,
            end: event.quote.end,
            quote: borrowed(&event.quote.text),
            rule: borrowed(&event.rule),
            confidence: event.confidence,
        }
    }
}

impl<'a> WireNote<'a> {
    fn of(note: &'a Note) -> WireNote<'a> {
        let Quote { start, end, ref text } = note.quote;
        WireNote { kind: borrowed(note.kind.id()), start, end, text: borrowed(text) }
    }
}
