//! Forms in which articles speak of a node -> the node: what it is called and what is told of it most often.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Node;
use super::identity::Identity;
use super::key::slug;
use crate::extractor::Entity;
use crate::vocab::{EntityKind, Level, Session};

/// How an article speaks of something.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    name: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<String>,
    /// Title and body of a post.
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<(String, String)>,
}

impl Form {
    /// Nothing but a name.
    pub(super) fn named(name: &str) -> Form {
        Form { name: name.to_owned(), ..Form::default() }
    }

    /// A post, by its title and the name of its body.
    pub(super) fn office(name: &str, title: &str, body: &str) -> Form {
        Form { office: Some((title.to_owned(), body.to_owned())), ..Form::named(name) }
    }

    /// An entity; a reprint counts "today" from its own day, so its date tells nothing.
    pub(super) fn entity(entity: &Entity, is_reprint: bool) -> Form {
        Form {
            name: entity.name.clone(),
            aliases: entity.aliases.clone(),
            kind_type: entity.kind_type.clone(),
            level: entity.level.map(|level| level.id().to_owned()),
            place: entity.place.clone(),
            date: entity.date.clone().filter(|_| !is_reprint),
            session: entity.session.map(|session| session.id().to_owned()),
            office: None,
        }
    }
}

/// How often each value was given.
type Tally<T> = BTreeMap<T, usize>;

/// A node as far as the articles describe it.
#[derive(Default)]
pub(crate) struct Draft<'f> {
    names: Tally<&'f str>,
    aliases: BTreeSet<&'f str>,
    types: Tally<&'f str>,
    levels: Tally<&'f str>,
    places: Tally<&'f str>,
    dates: Tally<&'f str>,
    sessions: Tally<&'f str>,
    offices: Tally<&'f (String, String)>,
}

fn count<T: Ord>(tally: &mut Tally<T>, value: Option<T>, times: usize) {
    if let Some(value) = value {
        *tally.entry(value).or_default() += times;
    }
}

/// The value given most often, capitals alone only if there is nothing else; of equals the longest, of these the last in
/// order, which prefers small letters and the tone placement of the official press.
fn best<'f>(tally: &Tally<&'f str>) -> Option<&'f str> {
    let names = tally.iter().map(|(name, count)| (*name, *count));
    let rank =
        |&(name, count): &(&str, usize)| (name.contains(char::is_lowercase), count, name.chars().count());
    names.max_by_key(rank).map(|(name, _)| name)
}

impl<'f> Draft<'f> {
    /// So many times it is spoken of so.
    pub(crate) fn add(&mut self, form: &'f Form, times: usize) {
        count(&mut self.names, Some(&form.name), times);
        self.aliases.extend(form.aliases.iter().map(String::as_str));
        count(&mut self.types, form.kind_type.as_deref(), times);
        count(&mut self.levels, form.level.as_deref(), times);
        count(&mut self.places, form.place.as_deref(), times);
        count(&mut self.dates, form.date.as_deref(), times);
        count(&mut self.sessions, form.session.as_deref(), times);
        count(&mut self.offices, form.office.as_ref(), times);
    }

    /// The title and body that most articles give a post.
    fn office(&self) -> Option<&'f (String, String)> {
        self.offices.iter().max_by_key(|&(_, count)| count).map(|(office, _)| *office)
    }

    /// The id that it would like to have.
    pub(crate) fn slug(&self, identity: &Identity) -> String {
        match self.office() {
            Some((title, body)) if !body.is_empty() => format!("post/{}@{}", slug(title), slug(body)),
            _ => identity.slug.clone(),
        }
    }

    /// The node, but for the posts of a person, its id and the number of its articles; the ledger may call it otherwise.
    pub(crate) fn node(&self, kind: EntityKind, called: Option<&str>) -> Node {
        let label = called.or_else(|| best(&self.names)).unwrap_or_default().to_owned();
        let names = self.names.keys().chain(&self.aliases).filter(|name| **name != label);
        Node {
            id: String::new(),
            kind,
            aliases: names.collect::<BTreeSet<_>>().into_iter().map(|name| (*name).to_owned()).collect(),
            kind_type: best(&self.types).map(str::to_owned),
            level: best(&self.levels).and_then(Level::from_id),
            place: best(&self.places).map(str::to_owned),
            date: best(&self.dates).map(str::to_owned),
            session: best(&self.sessions).and_then(Session::from_id),
            title: self.office().map(|(title, _)| title.clone()),
            posts: Vec::new(),
            articles: 0,
            reports: 0,
            label,
        }
    }
}
