//! Names posts: title and body as one phrase, and the posts of a person in the order in which one reads them.

use std::collections::{BTreeMap, BTreeSet};

use super::identity::Identity;
use super::key::key;
use super::{EdgeKind, Edges, Node};
use crate::extractor::{Entity, Reading, Role};
use crate::vocab::EntityKind;

/// A post is known by title and body as one phrase, so that an office named without its holder is the same post.
///
/// `doc` is the article that bodies stay with which it leaves open.
pub(super) fn post_of(reading: &Reading, doc: &str, role: &Role) -> (Identity, String) {
    let Some(body) = role.body.as_deref().and_then(|id| entity(reading, id)) else {
        return (Identity::named(EntityKind::Post, &role.title), role.title.clone());
    };
    let label = phrase(&role.title, &body.name);
    let identity = match (body.open, &body.known_as) {
        (true, _) => Identity::local(EntityKind::Post, doc, &label),
        (false, Some(name)) => Identity::named(EntityKind::Post, &phrase(&role.title, name)),
        (false, None) => Identity::named(EntityKind::Post, &label),
    };
    (identity, label)
}

/// Title and body as one phrase; words that end the one and begin the other are said once.
fn phrase(title: &str, body: &str) -> String {
    let (title, body): (Vec<_>, Vec<_>) = (title.split(' ').collect(), body.split(' ').collect());
    let same = |n: &usize| key(&title[title.len() - n..].join(" ")) == key(&body[..*n].join(" "));
    let shared = (1..=body.len().min(title.len() - 1)).rev().find(same).unwrap_or(0);
    [&title[..title.len() - shared], &body[..]].concat().join(" ")
}

/// The labels of each person's posts; a post that a fuller one of the same person begins with is left out.
pub(super) fn posts_of_people(nodes: &[Node], edges: &Edges) -> BTreeMap<String, Vec<String>> {
    let labels: BTreeMap<_, _> = nodes.iter().map(|node| (node.id.as_str(), node.label.as_str())).collect();
    let mut held: BTreeMap<String, Vec<Held>> = BTreeMap::new();
    for (slot, edge) in edges.iter().filter(|(slot, _)| slot.kind == EdgeKind::Holds) {
        let start = edge.evidence.iter().map(|e| (e.quote.start, e.quote.end)).min();
        let post = Held { last: edge.last.as_deref(), start, label: labels[slot.target.as_str()] };
        held.entry(slot.source.clone()).or_default().push(post);
    }
    held.into_iter().map(|(person, posts)| (person, in_order(posts))).collect()
}

/// A post that somebody is said to hold.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held<'p> {
    /// Last day of an article that says so.
    pub(crate) last: Option<&'p str>,
    /// Where the first quote begins and ends.
    pub(crate) start: Option<(usize, usize)>,
    /// What the post is called.
    pub(crate) label: &'p str,
}

/// The labels of one person's posts, last attested first, then in the order of the text.
pub(crate) fn in_order(mut posts: Vec<Held>) -> Vec<String> {
    posts.sort_by_key(|post| (std::cmp::Reverse(post.last), post.start, post.label));
    let mut told = BTreeSet::new();
    let labels: Vec<&str> =
        posts.into_iter().map(|post| post.label).filter(|label| told.insert(*label)).collect();
    let goes_on =
        |full: &str, short: &str| full.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
    let is_short = |short: &str| labels.iter().any(|full| goes_on(full, short));
    labels.iter().filter(|label| !is_short(label)).map(|label| (*label).to_owned()).collect()
}

/// The name of the body that a role is at, where the article says it.
pub(super) fn body_name<'r>(reading: &'r Reading, role: &Role) -> Option<&'r str> {
    entity(reading, role.body.as_deref()?).map(|body| body.name.as_str())
}

/// The entity of this id.
pub(super) fn entity<'r>(reading: &'r Reading, id: &str) -> Option<&'r Entity> {
    reading.entities.iter().find(|entity| entity.id == id)
}
