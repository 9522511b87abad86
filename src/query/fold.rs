//! A graph without posts as nodes: who holds one is joined to the body itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Edge, EdgeKind, Edges, Graph, Slot};
use crate::vocab::EntityKind;

/// The same graph, where people hold something at a body: the posts are in `posts` of the people and in the quotes. A post without
/// a body, and one that acts or is told something itself, stays.
pub fn fold_posts(graph: &Graph) -> Graph {
    let acting: BTreeSet<&str> = graph
        .links()
        .filter(|link| matches!(link.edge.kind, EdgeKind::Did(_)))
        .flat_map(|link| [link.source.id.as_str(), link.target.id.as_str()])
        .collect();
    let of = graph
        .links()
        .filter(|link| link.edge.kind == EdgeKind::Of && !acting.contains(link.source.id.as_str()));
    let body: BTreeMap<&str, &str> =
        of.map(|link| (link.source.id.as_str(), link.target.id.as_str())).collect();
    let mut edges = Edges::new();
    for link in graph.links().filter(|link| !body.contains_key(link.source.id.as_str())) {
        let target = body.get(link.target.id.as_str()).copied().unwrap_or(&link.target.id).to_owned();
        let slot = Slot { target, ..link.slot() };
        match edges.get_mut(&slot) {
            Some(kept) => join(kept, link.edge),
            None => drop(edges.insert(slot, link.edge.clone())),
        }
    }
    let stays = |id: &str| !body.contains_key(id);
    let nodes = graph.nodes().filter(|node| node.kind != EntityKind::Post || stays(&node.id));
    graph.with(nodes.cloned().collect(), edges)
}

/// Two posts at one body are one edge, from the first day of either to the last.
fn join(kept: &mut Edge, other: &Edge) {
    kept.evidence.extend(other.evidence.iter().cloned());
    kept.first = [kept.first.take(), other.first.clone()].into_iter().flatten().min();
    kept.last = [kept.last.take(), other.last.clone()].into_iter().flatten().max();
}
