//! Says which entities of which readings are one node.
//!
//! Bodies and places with one normalised name are one, unless the article leaves open which body of the name is meant; so are meetings with
//! one type, date and organiser. An unknown date or organiser equals nothing, so such a meeting stays with its article, as groups and open
//! bodies do. Of people, `person` says who is who.

use super::key::{key, slug};
use crate::extractor::{Entity, Reading};
use crate::vocab::EntityKind;

/// What stands between the parts of an exact name; no text has it.
const PART: &str = "\u{1f}";

/// Where the slug of a group's or meeting's name is cut, in bytes.
const LONGEST: usize = 60;

/// What makes a node that node and no other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Identity {
    pub(crate) kind: EntityKind,
    /// Two nodes of one kind differ in this.
    pub(crate) exact: String,
    /// The id it would like to have.
    pub(crate) slug: String,
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

/// The identity of what its article tells completely.
pub(super) fn simple(reading: &Reading, doc: &str, entity: &Entity) -> Option<Identity> {
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
pub(crate) struct Occasion {
    pub(crate) exact: String,
    pub(crate) slug: String,
}

/// `host` is what makes its organiser that organiser.
pub(super) fn occasion(doc: &str, meeting: &Entity, host: Option<&str>) -> Occasion {
    let kind = meeting.kind_type.as_deref().unwrap_or("meeting");
    let date = meeting.date.as_deref();
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

impl Occasion {
    /// The meeting, where type, date and organiser tell it.
    pub(crate) fn meeting(&self) -> Identity {
        Identity { kind: EntityKind::Meeting, exact: self.exact.clone(), slug: self.slug.clone() }
    }

    /// The meeting where some article has several of the occasion: they are told apart by name, then part of the day, then their order in the
    /// article, of which `before` have the same.
    pub(super) fn told_apart(&self, meeting: &Entity, before: usize) -> Identity {
        let session = meeting.session.map_or("", |session| session.id());
        let mut exact = [&self.exact, &key(&meeting.name), session].join(PART);
        if before > 0 {
            exact = format!("{exact}{PART}{before}");
        }
        let slug = format!("{}/{}", self.slug, short(&meeting.name));
        Identity { kind: EntityKind::Meeting, exact, slug }
    }
}
