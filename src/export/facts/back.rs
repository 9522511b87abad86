//! Turns the structs that serde read back into a reading; closed lists are checked here.

use std::borrow::Cow;

use super::Error;
use super::wire::{Record, WireDoc, WireEntity, WireEvent, WireMention, WireNote, WireRole};
use crate::extractor::{Doc, Entity, Event, Mention, Note, Quote, Reading, Role, Sketch};
use crate::vocab::{
    Branch, EntityKind, EventStatus, Level, MentionKind, NoteKind, PlaceSource, Relation, RoleStatus,
    Session, Strength,
};

impl Record<'_> {
    pub(super) fn reading(self) -> Result<Reading, Error> {
        Ok(Reading {
            doc: self.doc.doc()?,
            entities: numbered("entities", self.entities, WireEntity::entity)?,
            mentions: numbered("mentions", self.mentions, WireMention::mention)?,
            roles: numbered("roles", self.roles, WireRole::role)?,
            events: numbered("events", self.events, WireEvent::event)?,
            notes: numbered("notes", self.notes, WireNote::note)?,
        })
    }
}

/// Turns each item of a list; `turn` gets the item's name for messages: `events[2]`.
fn numbered<W, T>(list: &str, items: Vec<W>, turn: fn(W, &str) -> Result<T, Error>) -> Result<Vec<T>, Error> {
    items.into_iter().enumerate().map(|(at, item)| turn(item, &format!("{list}[{at}]"))).collect()
}

impl WireDoc<'_> {
    fn doc(self) -> Result<Doc, Error> {
        let WireDoc {
            id,
            title,
            published,
            byline,
            url,
            publisher,
            copies,
            chars,
            sha256,
            extractor,
            sketch,
        } = self;
        Ok(Doc {
            id: id.into_owned(),
            title: owned(title),
            published: owned(published),
            byline: owned(byline),
            url: owned(url),
            publisher: owned(publisher),
            copies,
            chars,
            sha256: sha256.into_owned(),
            extractor: extractor.into_owned(),
            sketch: Sketch::parse(&sketch).ok_or_else(|| Error::Sketch(sketch.into_owned()))?,
        })
    }
}

impl WireEntity<'_> {
    fn entity(self, at: &str) -> Result<Entity, Error> {
        Ok(Entity {
            id: self.id.into_owned(),
            kind: closed(at, "kind", &self.kind, EntityKind::ALL, EntityKind::id)?,
            name: self.name.into_owned(),
            aliases: self.aliases.into_iter().map(Cow::into_owned).collect(),
            kind_type: owned(self.kind_type.flatten()),
            level: closed_option(at, "level", self.level.flatten(), Level::ALL, Level::id)?,
            place: owned(self.place.flatten()),
            date: owned(self.date.flatten()),
            session: closed_option(at, "session", self.session.flatten(), Session::ALL, Session::id)?,
            organizer: owned(self.organizer.flatten()),
            place_from: closed_option(at, "place_from", self.place_from, PlaceSource::ALL, PlaceSource::id)?,
            branch: closed_option(at, "branch", self.branch, Branch::ALL, Branch::id)?,
            unit: owned(self.unit),
            part_of: owned(self.part_of),
            province: owned(self.province),
            known_as: owned(self.known_as),
            open: self.open,
        })
    }
}

impl WireMention<'_> {
    fn mention(self, at: &str) -> Result<Mention, Error> {
        let kind = closed(at, "kind", &self.kind, MentionKind::ALL, MentionKind::id)?;
        Ok(Mention {
            entity: owned(self.entity),
            kind,
            quote: Quote { start: self.start, end: self.end, text: self.text.into_owned() },
        })
    }
}

impl WireRole<'_> {
    fn role(self, at: &str) -> Result<Role, Error> {
        Ok(Role {
            person: self.person.into_owned(),
            title: self.title.into_owned(),
            title_text: self.title_text.into_owned(),
            body: owned(self.body),
            body_text: owned(self.body_text),
            status: closed(at, "status", &self.status, RoleStatus::ALL, RoleStatus::id)?,
            quote: Quote { start: self.start, end: self.end, text: self.quote.into_owned() },
            rule: self.rule.into_owned(),
        })
    }
}

impl WireEvent<'_> {
    fn event(self, at: &str) -> Result<Event, Error> {
        Ok(Event {
            relation: closed(at, "type", &self.relation, Relation::ALL, Relation::id)?,
            agent: self.agent.into_owned(),
            target: self.target.into_owned(),
            status: closed(at, "status", &self.status, EventStatus::ALL, EventStatus::id)?,
            date: owned(self.date),
            order: self.order,
            role: self.role,
            on_behalf_of: owned(self.on_behalf_of),
            directive: owned(self.directive),
            strength: closed_option(at, "strength", self.strength, Strength::ALL, Strength::id)?,
            quote: Quote { start: self.start, end: self.end, text: self.quote.into_owned() },
            rule: self.rule.into_owned(),
            confidence: self.confidence,
        })
    }
}

impl WireNote<'_> {
    fn note(self, at: &str) -> Result<Note, Error> {
        let kind = closed(at, "kind", &self.kind, NoteKind::ALL, NoteKind::id)?;
        Ok(Note { kind, quote: Quote { start: self.start, end: self.end, text: self.text.into_owned() } })
    }
}

fn owned(text: Option<Cow<str>>) -> Option<String> {
    text.map(Cow::into_owned)
}

fn closed<T: Copy>(
    at: &str,
    key: &str,
    value: &str,
    all: &[T],
    id: fn(T) -> &'static str,
) -> Result<T, Error> {
    all.iter().copied().find(|&item| id(item) == value).ok_or_else(|| Error::Value {
        key: format!("{at}.{key}"),
        value: value.to_owned(),
        allowed: all.iter().map(|&item| id(item)).collect::<Vec<_>>().join(", "),
    })
}

fn closed_option<T: Copy>(
    at: &str,
    key: &str,
    value: Option<Cow<str>>,
    all: &[T],
    id: fn(T) -> &'static str,
) -> Result<Option<T>, Error> {
    value.map(|value| closed(at, key, &value, all, id)).transpose()
}
