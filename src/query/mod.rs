//! Questions to a graph: free functions that read it and hand back plain values.

mod directing;

use std::cmp::Reverse;
use std::collections::BTreeSet;

pub use directing::who_directed_whom;

use crate::graph::{EdgeKind, Graph, Link, Node, key};
use crate::vocab::{EntityKind, Relation};

/// How many nodes of each kind there are, in the order of the kinds; kinds without a node count 0.
pub fn counts(graph: &Graph) -> Vec<(EntityKind, usize)> {
    let count = |kind| graph.nodes().filter(|node| node.kind == kind).count();
    EntityKind::ALL.iter().map(|&kind| (kind, count(kind))).collect()
}

/// A person and how much they did of something.
#[derive(Clone, Copy, Debug)]
pub struct Busy<'g> {
    /// The person.
    pub person: &'g Node,
    /// Meetings chaired, or edges of the relation asked for.
    pub count: usize,
}

/// The people who chaired the most meetings, at most `limit`, most first; of equals by name.
pub fn busiest_chairs(graph: &Graph, limit: usize) -> Vec<Busy<'_>> {
    let meetings = |links: &[Link]| links.iter().map(|link| &link.target.id).collect::<BTreeSet<_>>().len();
    busiest(graph, Relation::Chaired, limit, meetings)
}

/// The people who gave the most instructions, at most `limit`, most first; of equals by name.
///
/// An instruction is one clause of one article, so several to one target count each.
pub fn busiest_directors(graph: &Graph, limit: usize) -> Vec<Busy<'_>> {
    busiest(graph, Relation::Directed, limit, |links| links.iter().map(|link| link.edge.evidence.len()).sum())
}

fn busiest<'g>(
    graph: &'g Graph,
    relation: Relation,
    limit: usize,
    count: impl Fn(&[Link]) -> usize,
) -> Vec<Busy<'g>> {
    let people = graph.nodes().filter(|node| node.kind == EntityKind::Person);
    let mut busy: Vec<_> = people
        .map(|person| Busy { person, count: count(&links_of(graph, person, EdgeKind::Did(relation))) })
        .filter(|busy| busy.count > 0)
        .collect();
    busy.sort_by_key(|busy| (Reverse(busy.count), &busy.person.label, &busy.person.id));
    busy.truncate(limit);
    busy
}

fn links_of<'g>(graph: &'g Graph, node: &Node, kind: EdgeKind) -> Vec<Link<'g>> {
    graph.from(&node.id).into_iter().filter(|link| link.edge.kind == kind).collect()
}

/// A post of a person, as far as the articles attest it.
#[derive(Clone, Debug)]
pub struct Role<'g> {
    /// The person.
    pub person: &'g Node,
    /// The post.
    pub post: &'g Node,
    /// The body the post is at, where an article says it.
    pub body: Option<&'g Node>,
    /// Date of the earliest article that attests it.
    pub first: Option<&'g str>,
    /// Date of the latest article that attests it.
    pub last: Option<&'g str>,
    /// Ids of the articles, sorted.
    pub articles: Vec<&'g str>,
}

/// The posts of everybody of this name, across articles, earliest attested first.
///
/// The name is compared as names are between articles: case, tone placement and spacing do not matter.
pub fn roles<'g>(graph: &'g Graph, name: &str) -> Vec<Role<'g>> {
    let wanted = key(name);
    let people = graph.nodes().filter(|node| node.kind == EntityKind::Person && key(&node.label) == wanted);
    let held = people.flat_map(|person| links_of(graph, person, EdgeKind::Holds));
    let mut roles: Vec<_> = held.map(|link| role(graph, link)).collect();
    roles.sort_by_key(|role| (role.first, role.last, &role.post.label, &role.person.id));
    roles
}

fn role<'g>(graph: &'g Graph, link: Link<'g>) -> Role<'g> {
    let bodies = links_of(graph, link.target, EdgeKind::Of);
    let articles: BTreeSet<_> = link.edge.evidence.iter().map(|evidence| evidence.doc.as_str()).collect();
    Role {
        person: link.source,
        post: link.target,
        body: bodies.first().map(|of| of.target),
        first: link.edge.first.as_deref(),
        last: link.edge.last.as_deref(),
        articles: articles.into_iter().collect(),
    }
}
