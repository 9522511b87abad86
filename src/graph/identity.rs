//! Says which entities of which readings are one node.
//!
//! For now: people, bodies and places with one normalised name are one; groups stay with their article; meetings with
//! one type, date and organiser are one. An unknown date or organiser equals nothing, so such a meeting stays with its
//! article too.

use std::collections::{BTreeMap, BTreeSet};

use super::key::{key, slug};
use crate::extractor::{Entity, Reading};
use crate::vocab::EntityKind;

/// What stands between the parts of an exact name; no text has it.
const PART: &str = "\u{1f}";

/// Where the slug of a group's or meeting's name is cut, in bytes.
const LONGEST: usize = 60;

/// What makes a node that node and no other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Identity {
    pub(super) kind: EntityKind,
    /// Two nodes of one kind differ in this.
    pub(super) exact: String,
    /// The id it would like to have.
    pub(super) slug: String,
}

impl Identity {
    /// A node known by its name alone.
    pub(super) fn named(kind: EntityKind, name: &str) -> Identity {
        let exact = key(name);
        Identity { kind, slug: format!("{}/{}", kind.id(), slug(&exact)), exact }
    }

    fn group(doc: &str, name: &str) -> Identity {
        let exact = [doc, &key(name)].join(PART);
        Identity { kind: EntityKind::Group, slug: format!("group/{}/{}", slug(doc), short(name)), exact }
    }
}

/// The identity of each entity, by the number of its reading and its id in it.
pub(super) type Identities<'r> = BTreeMap<(usize, &'r str), Identity>;

/// Gives every entity its identity.
pub(super) fn identify<'r>(readings: &[&'r Reading]) -> Identities<'r> {
    let mut known = Identities::new();
    for (at, reading) in readings.iter().enumerate() {
        for entity in reading.entities.iter().filter(|e| e.kind != EntityKind::Meeting) {
            known.insert((at, &entity.id), simple(reading, entity));
        }
    }
    let meetings = identify_meetings(readings, &known);
    known.extend(meetings);
    known
}

fn simple(reading: &Reading, entity: &Entity) -> Identity {
    match entity.kind {
        EntityKind::Group => Identity::group(&reading.doc.id, &entity.name),
        kind => Identity::named(kind, &entity.name),
    }
}

/// A meeting as far as type, date and organiser tell it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Occasion {
    exact: String,
    slug: String,
}

fn identify_meetings<'r>(readings: &[&'r Reading], known: &Identities<'r>) -> Identities<'r> {
    let mut found = Vec::new();
    for (at, reading) in readings.iter().enumerate() {
        for entity in reading.entities.iter().filter(|e| e.kind == EntityKind::Meeting) {
            let organizer = entity.organizer.as_deref().and_then(|id| known.get(&(at, id)));
            found.push((at, entity, occasion(&reading.doc.id, entity, organizer)));
        }
    }
    let crowded = crowded(&found);
    let mut seen = BTreeMap::new();
    found
        .into_iter()
        .map(|(at, entity, occasion)| {
            let identity = match crowded.contains(&occasion) {
                true => told_apart(at, entity, occasion, &mut seen),
                false => Identity { kind: EntityKind::Meeting, exact: occasion.exact, slug: occasion.slug },
            };
            ((at, entity.id.as_str()), identity)
        })
        .collect()
}

fn occasion(doc: &str, meeting: &Entity, organizer: Option<&Identity>) -> Occasion {
    let kind = meeting.kind_type.as_deref().unwrap_or("meeting");
    let date = meeting.date.as_deref();
    let host = organizer.map(|identity| identity.exact.as_str());
    let article = if date.is_none() || host.is_none() { doc } else { "" };
    let exact = [kind, date.unwrap_or(""), host.unwrap_or(""), article].join(PART);
    let day = date.map_or("undated".to_owned(), slug);
    Occasion { exact, slug: format!("meeting/{day}/{}/{}", slug(host.unwrap_or(doc)), slug_of_type(kind)) }
}

/// The first words of a slug: names of groups and meetings may run on for lines.
fn short(name: &str) -> String {
    let slug = slug(name);
    let words = slug.match_indices('-').map(|(end, _)| end).chain([slug.len()]);
    let end = words.take_while(|&end| end <= LONGEST).last();
    slug[..end.unwrap_or(slug.len())].to_owned()
}

/// Ids of types keep their underscores: they are the ids of the gazetteer.
fn slug_of_type(kind: &str) -> String {
    kind.split('_').map(slug).collect::<Vec<_>>().join("_")
}

/// The occasions that some article has more than once: there, type, date and organiser do not tell a meeting.
fn crowded(found: &[(usize, &Entity, Occasion)]) -> BTreeSet<Occasion> {
    let mut counts: BTreeMap<(usize, &Occasion), usize> = BTreeMap::new();
    for (at, _, occasion) in found {
        *counts.entry((*at, occasion)).or_default() += 1;
    }
    counts.into_iter().filter(|&(_, count)| count > 1).map(|((_, occasion), _)| occasion.clone()).collect()
}

/// Meetings of a crowded occasion are told apart by name, then part of the day, then their order in the article.
fn told_apart(
    at: usize,
    entity: &Entity,
    occasion: Occasion,
    seen: &mut BTreeMap<(usize, String), usize>,
) -> Identity {
    let session = entity.session.map_or("", |session| session.id());
    let mut exact = [&occasion.exact, &key(&entity.name), session].join(PART);
    let before = seen.entry((at, exact.clone())).or_default();
    if *before > 0 {
        exact = format!("{exact}{PART}{before}");
    }
    *before += 1;
    Identity { kind: EntityKind::Meeting, exact, slug: format!("{}/{}", occasion.slug, short(&entity.name)) }
}
