//! A reading that a careful reader has gone over -> a gold file.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::extractor::{Entity, Event, Reading};
use crate::vocab::{EntityKind, EventStatus, Relation};

/// The gold file of a reading: its people, posts and meetings, and what is put in it as a fact. Rows that say the same are one.
pub fn gold(reading: &Reading) -> Value {
    let entities: BTreeMap<&str, &Entity> =
        reading.entities.iter().map(|entity| (entity.id.as_str(), entity)).collect();
    let name = |id: &str| entities.get(id).map(|entity| entity.name.as_str());
    let kind = |id: &str| entities.get(id).map(|entity| entity.kind);
    let of_kind = |kind| reading.entities.iter().filter(move |entity| entity.kind == kind);
    let people = of_kind(EntityKind::Person);
    let aliases: BTreeMap<&str, &[String]> = people
        .clone()
        .filter(|entity| !entity.aliases.is_empty())
        .map(|entity| (entity.name.as_str(), entity.aliases.as_slice()))
        .collect();
    let roles = reading.roles.iter().map(|role| {
        let full = role.body.as_deref().and_then(name).unwrap_or_default();
        let printed = role.body_text.as_deref().filter(|text| !text.is_empty()).unwrap_or(full);
        json!({ "person": name(&role.person), "title": role.title, "body": printed, "body_full": full, "status": role.status.id() })
    });
    let meeting = |entity: &Entity| json!({ "id": entity.id, "name": entity.name, "date": entity.date });
    let acts = |relation| {
        reading
            .events
            .iter()
            .filter(move |event: &&Event| event.relation == relation && event.status == EventStatus::Asserted)
    };
    let is_meeting = |event: &&Event| kind(&event.target) == Some(EntityKind::Meeting);
    let chaired = acts(Relation::Chaired)
        .filter(is_meeting)
        .map(|event| json!({ "who": name(&event.agent), "meeting": event.target }));
    let attended = acts(Relation::Attended).filter(is_meeting).map(|event| {
        let kind = if kind(&event.agent) == Some(EntityKind::Person) { "person" } else { "body" };
        json!({ "who": name(&event.agent), "kind": kind, "meeting": event.target })
    });
    let directed = acts(Relation::Directed).map(|event| {
        let target = if is_meeting(&event) { Some(event.target.as_str()) } else { name(&event.target) };
        json!({ "who": name(&event.agent), "target": target, "content": event.directive })
    });
    json!({
        "id": reading.doc.id,
        "published": reading.doc.published,
        "people": once(people.map(|entity| json!(entity.name))),
        "aliases": aliases,
        "roles": once(roles),
        "meetings": of_kind(EntityKind::Meeting).map(meeting).collect::<Vec<_>>(),
        "chaired": once(chaired),
        "attended": once(attended),
        "directed": once(directed),
    })
}

/// Each row once, where it first stands.
fn once(rows: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut kept = Vec::new();
    for row in rows {
        if !kept.contains(&row) {
            kept.push(row);
        }
    }
    kept
}
