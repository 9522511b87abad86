//! Says which entities of which readings are one node.
//!
//! Bodies and places with one normalised name are one, unless the article leaves open which body of the name is meant; so are meetings with
//! one type, date and organiser. An unknown date or organiser equals nothing, so such a meeting stays with its article, as groups and open
//! bodies do. Of people, `person` says who is who.

use std::collections::{BTreeMap, BTreeSet};

use super::key::{key, slug};
use super::ledger::Ledger;
use super::person::{self, Who};
use super::reprint::Original;
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

    /// A node known by its name in one article alone.
    pub(super) fn local(kind: EntityKind, doc: &str, name: &str) -> Identity {
        let exact = [doc, &key(name)].join(PART);
        Identity { kind, slug: format!("{}/{}/{}", kind.id(), slug(doc), short(name)), exact }
    }

    /// A person of this key, who may be called otherwise; of several, the one at this place, of which the key and a name are given.
    pub(super) fn person(name: &str, called: Option<&str>, place: Option<(&str, &str)>) -> Identity {
        let (kind, called) = (EntityKind::Person, slug(called.unwrap_or(name)));
        match place {
            None => Identity { kind, exact: name.to_owned(), slug: format!("person/{called}") },
            Some((exact, place)) => Identity {
                kind,
                exact: [name, exact].join(PART),
                slug: format!("person/{called}@{}", slug(&key(place))),
            },
        }
    }

    /// A body, under the name by which the gazetteer knows it.
    pub(super) fn body(doc: &str, body: &Entity) -> Identity {
        match body.open {
            true => Identity::local(EntityKind::Body, doc, &body.name),
            false => Identity::named(EntityKind::Body, body.known_as.as_ref().unwrap_or(&body.name)),
        }
    }
}

/// The identity of each entity, by the number of its reading and its id in it.
pub(super) type Identities<'r> = BTreeMap<(usize, &'r str), Identity>;

/// Gives every entity its identity, but for people whom the ledger leaves out; says too who is who.
pub(super) fn identify<'r>(
    readings: &[&'r Reading],
    originals: &[Original],
    ledger: &Ledger,
) -> (Identities<'r>, Who) {
    let mut known = Identities::new();
    for (at, reading) in readings.iter().enumerate() {
        let doc = &readings[originals[at].at].doc.id;
        for entity in &reading.entities {
            if let Some(identity) = simple(reading, doc, entity) {
                known.insert((at, &entity.id), identity);
            }
        }
    }
    let who = person::identify(readings, originals, ledger, &mut known);
    let meetings = identify_meetings(readings, &known);
    known.extend(meetings);
    let meetings = reprinted_meetings(readings, originals, &known);
    known.extend(meetings);
    (known, who)
}

/// A meeting of a reprint is the one of its name in the original: the day of the reprint tells nothing of when it was.
fn reprinted_meetings<'r>(
    readings: &[&'r Reading],
    originals: &[Original],
    known: &Identities<'r>,
) -> Identities<'r> {
    let meetings = |at: usize| {
        let entities = readings[at].entities.iter();
        entities.filter(|entity| entity.kind == EntityKind::Meeting)
    };
    let mut found = Identities::new();
    for (at, original) in originals.iter().enumerate().filter(|(at, original)| *at != original.at) {
        for meeting in meetings(at) {
            let same =
                |own: &&Entity| own.kind_type == meeting.kind_type && key(&own.name) == key(&meeting.name);
            let own =
                meetings(original.at).find(same).and_then(|own| known.get(&(original.at, own.id.as_str())));
            found.extend(own.map(|own| ((at, meeting.id.as_str()), own.clone())));
        }
    }
    found
}

/// The identity of what its article tells completely.
fn simple(reading: &Reading, doc: &str, entity: &Entity) -> Option<Identity> {
    Some(match entity.kind {
        EntityKind::Person | EntityKind::Meeting => return None,
        EntityKind::Group => Identity::local(EntityKind::Group, doc, &entity.name),
        EntityKind::Body => Identity::body(doc, entity),
        EntityKind::Post if ends_open(reading, &entity.name) => {
            Identity::local(EntityKind::Post, doc, &entity.name)
        }
        kind => Identity::named(kind, &entity.name),
    })
}

/// The office of a body that the article leaves open.
pub(super) fn ends_open(reading: &Reading, post: &str) -> bool {
    let open = reading.entities.iter().filter(|entity| entity.kind == EntityKind::Body && entity.open);
    let post = key(post);
    open.into_iter().any(|body| {
        let body = key(&body.name);
        post == body || post.strip_suffix(&body).is_some_and(|rest| rest.ends_with(' '))
    })
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
