//! Who did the most, and who stands in the middle of it all.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;

use super::links_of;
use super::meeting::clauses;
use crate::graph::{EdgeKind, Graph, Link, Node};
use crate::vocab::{EntityKind, Relation};

/// Share of the weight that walks on along the edges; the rest begins anew anywhere.
const WALK: f64 = 0.85;
/// Shares are told in so many parts: as far as the order in which they were added up does not matter.
const PARTS: f64 = 1e12;
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
/// against them, each pair once: at most `limit`, most first, of equals by name. Shares are those among all people and sum to 1.
pub fn most_central(graph: &Graph, limit: usize) -> Vec<(&Node, f64)> {
    let nodes: Vec<&Node> = graph.nodes().collect();
    let acts = graph.inner().edge_indices().filter_map(|edge| {
        let kind = graph.inner().edge_weight(edge).map(|edge| edge.kind);
        let (source, target) = graph.inner().edge_endpoints(edge)?;
        matches!(kind, Some(EdgeKind::Did(_))).then_some((source.index() as u32, target.index() as u32))
    });
    let shares = shares(nodes.len(), acts.collect(), &|at| nodes[at].kind == EntityKind::Person);
    let mut people: Vec<(&Node, f64)> = shares.into_iter().map(|(at, share)| (nodes[at], share)).collect();
    people.sort_by(|a, b| by_share((a.0, a.1), (b.0, b.1)));
    people.truncate(limit);
    people
}

/// The order of people by their shares: most first, of equals by name.
pub(crate) fn by_share((a, own): (&Node, f64), (b, other): (&Node, f64)) -> Ordering {
    other.total_cmp(&own).then_with(|| (&a.label, &a.id).cmp(&(&b.label, &b.id)))
}

/// Each person's share of the weight of the walk over so many nodes along these edges; people at no edge have none.
pub(crate) fn shares(
    nodes: usize,
    mut edges: Vec<(u32, u32)>,
    is_person: &dyn Fn(usize) -> bool,
) -> Vec<(usize, f64)> {
    edges.sort_unstable();
    edges.dedup();
    // The neighbours of all nodes, one after the other, and where those of each begin.
    let mut begins = vec![0u32; nodes + 1];
    for end in edges.iter().flat_map(|&(one, other)| [one, other]) {
        begins[end as usize + 1] += 1;
    }
    for at in 0..nodes {
        begins[at + 1] += begins[at];
    }
    let (mut beside, mut next) = (vec![0u32; 2 * edges.len()], begins.clone());
    for (one, other) in edges.iter().flat_map(|&(one, other)| [(one, other), (other, one)]) {
        beside[next[one as usize] as usize] = other;
        next[one as usize] += 1;
    }
    let own = |at: usize| begins[at] as usize..begins[at + 1] as usize;
    let even = 1.0 / nodes.max(1) as f64;
    let mut weights = vec![even; nodes];
    let mut handed = vec![0.0; nodes];
    for _ in 0..STEPS {
        for at in 0..nodes {
            handed[at] = WALK * weights[at] / own(at).len().max(1) as f64;
        }
        for (at, weight) in weights.iter_mut().enumerate() {
            let from = beside[own(at)].iter().map(|&from| handed[from as usize]);
            *weight = (1.0 - WALK) * even + from.sum::<f64>();
        }
    }
    let people: Vec<usize> = (0..nodes).filter(|&at| !own(at).is_empty() && is_person(at)).collect();
    let all: f64 = people.iter().map(|&at| weights[at]).sum();
    people.into_iter().map(|at| (at, (weights[at] / all * PARTS).round() / PARTS)).collect()
}
