//! Says which entities of which readings are one node.
//!
//! Bodies and places with one normalised name are one, unless the article leaves open which body of the name is meant; so are meetings with
//! one type, date and organiser, and those of one type, date and chair with names alike, where no organiser is told. An unknown date, or
//! neither organiser nor chair, equals nothing, so such a meeting stays with its article, as groups and open bodies do. Of people, `person`
//! says who is who.

use std::collections::BTreeSet;

use unicode_normalization::char::is_combining_mark;

use super::key::{key, slug};
use crate::extractor::{Entity, Reading};
use crate::vocab::EntityKind;

/// What stands between the parts of an exact name; no text has it.
const PART: &str = "\u{1f}";

/// Parts of an occasion that an organiser tells.
const PARTS: usize = 4;

/// Share of the words of the shorter name from which on two names may be of one meeting.
const AKIN: f64 = 0.34;

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

/// A meeting as far as type, date and host tell it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Occasion {
    pub(crate) exact: String,
    pub(crate) slug: String,
}

/// Whose meeting it is.
#[derive(Clone, Copy)]
pub(super) enum Host<'h> {
    /// What makes its organiser that organiser.
    Organizer(&'h str),
    /// Where no organiser is told, who chaired it: the key of the name, and the province of the post.
    Chair(&'h str, &'h str),
}

/// Without a day or a host it is one of its article alone.
pub(super) fn occasion(doc: &str, meeting: &Entity, host: Option<Host>) -> Occasion {
    let kind = meeting.kind_type.as_deref().unwrap_or("meeting");
    let date = meeting.date.as_deref();
    let (exact, host) = match (date, host) {
        (Some(date), Some(Host::Organizer(host))) => ([kind, date, host, ""].join(PART), host),
        (Some(date), Some(Host::Chair(chair, province))) => {
            ([kind, date, "", "", chair, province].join(PART), chair)
        }
        (None, Some(Host::Organizer(host))) => ([kind, "", host, doc].join(PART), host),
        _ => ([kind, date.unwrap_or(""), "", doc].join(PART), doc),
    };
    let day = date.map_or("undated".to_owned(), slug);
    Occasion { exact, slug: format!("meeting/{day}/{}/{}", slug(host), slug_of_type(kind)) }
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
    /// The meeting, where type, date and host tell it.
    fn meeting(&self) -> Identity {
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
    /// No organiser tells it, but a chair, who may lead several meetings of a kind on one day.
    fn is_of_chair(&self) -> bool {
        self.exact.split(PART).count() > PARTS
    }

    /// The name in an identity that [`Occasion::told_apart`] gave.
    fn name_in<'i>(&self, apart: &'i Identity) -> &'i str {
        let rest = apart.exact.strip_prefix(self.exact.as_str()).and_then(|rest| rest.strip_prefix(PART));
        rest.and_then(|rest| rest.split(PART).next()).unwrap_or_default()
    }
}

/// A meeting that articles tell of: its occasion, and what it is where the occasion has several.
pub(super) type ToldMeeting<'t> = (&'t Occasion, &'t Identity);

/// The meetings of one occasion that articles tell of, each as it is told apart, in their order -> which meeting each is. They are one, unless
/// some article has several of the occasion (`crowded`); those of a chair are one as far as their names have words in common.
pub(crate) fn which_meetings(told: &[ToldMeeting], crowded: bool) -> Vec<Identity> {
    if crowded {
        return told.iter().map(|(_, apart)| (*apart).clone()).collect();
    }
    let mut first: Vec<usize> = (0..told.len()).collect();
    for (at, (occasion, apart)) in told.iter().enumerate().filter(|(_, (occasion, _))| occasion.is_of_chair())
    {
        let akin = |&before: &usize| {
            let (other, known) = told[before];
            shared(other.name_in(known), occasion.name_in(apart)) >= AKIN
        };
        let joined: BTreeSet<usize> = (0..at).filter(akin).map(|before| first[before]).collect();
        let least = joined.first().copied().unwrap_or(at);
        for one in first.iter_mut().take(at + 1).filter(|one| joined.contains(one) || **one == at) {
            *one = least;
        }
    }
    let is_one =
        told.iter().zip(&first).all(|((occasion, _), &of)| !occasion.is_of_chair() || of == first[0]);
    let identity = |((occasion, _), &of): (&ToldMeeting, &usize)| match is_one {
        true => occasion.meeting(),
        false => told[of].1.clone(),
    };
    told.iter().zip(&first).map(identity).collect()
}

/// Share of the words of the shorter name that the other has; both are keys, in which tones stand apart from their vowels.
fn shared(a: &str, b: &str) -> f64 {
    let words = |name| -> BTreeSet<&str> {
        let between = |c: char| !c.is_alphanumeric() && !is_combining_mark(c);
        str::split(name, between).filter(|word| !word.is_empty()).collect()
    };
    let (a, b) = (words(a), words(b));
    a.intersection(&b).count() as f64 / a.len().min(b.len()).max(1) as f64
}
