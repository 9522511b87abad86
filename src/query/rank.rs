//! Who did the most, and who stands in the middle of it all.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::links_of;
use super::meeting::clauses;
use crate::graph::{EdgeKind, Graph, Link, Node};
use crate::vocab::{EntityKind, Relation};

/// Share of the weight that walks on along the edges; the rest begins anew anywhere.
const WALK: f64 = 0.85;
/// Steps after which the weights no longer move.
const STEPS: usize = 50;

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
    let clauses = |links: &[Link]| links.iter().map(|&link| clauses(graph, link).len()).sum();
    busiest(graph, Relation::Directed, limit, clauses)
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

/// People by their share of the weight of a random walk (PageRank) over who chaired, directed and attended what, along the edges and
/// against them: at most `limit`, most first, of equals by name. Shares are those among all people and sum to 1.
pub fn most_central(graph: &Graph, limit: usize) -> Vec<(&Node, f64)> {
    let nodes: Vec<&Node> = graph.nodes().collect();
    let mut beside = vec![Vec::new(); nodes.len()];
    for edge in graph.inner().edge_indices() {
        let ends = graph.inner().edge_endpoints(edge).filter(|_| {
            let kind = graph.inner().edge_weight(edge).map(|edge| edge.kind);
            matches!(kind, Some(EdgeKind::Did(_)))
        });
        if let Some((source, target)) = ends {
            beside[source.index()].push(target.index());
            beside[target.index()].push(source.index());
        }
    }
    let weights = walk(&beside);
    let person = |at: &usize| nodes[*at].kind == EntityKind::Person && !beside[*at].is_empty();
    let mut people: Vec<(&Node, f64)> =
        (0..nodes.len()).filter(person).map(|at| (nodes[at], weights[at])).collect();
    let all: f64 = people.iter().map(|(_, weight)| weight).sum();
    people.iter_mut().for_each(|(_, weight)| *weight /= all);
    people
        .sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| (&a.0.label, &a.0.id).cmp(&(&b.0.label, &b.0.id))));
    people.truncate(limit);
    people
}

/// The weight of every node when the walk has settled.
fn walk(beside: &[Vec<usize>]) -> Vec<f64> {
    let even = 1.0 / beside.len().max(1) as f64;
    let mut weights = vec![even; beside.len()];
    for _ in 0..STEPS {
        let mut next = vec![(1.0 - WALK) * even; beside.len()];
        for (at, neighbours) in beside.iter().enumerate() {
            for &to in neighbours {
                next[to] += WALK * weights[at] / neighbours.len() as f64;
            }
        }
        weights = next;
    }
    weights
}
