//! Two nodes -> the shortest way between them, statement by statement.

use petgraph::algo::dijkstra;
use petgraph::graph::{EdgeIndex, NodeIndex, UnGraph};
use petgraph::visit::EdgeRef;

use crate::graph::{EdgeKind, Graph, Link, Node};

/// The shortest way from one node to another along statements, whichever way they point; none where there is no way. Of ways of one length
/// it is the one whose next node has the least id, at every step.
///
/// What people did counts as nearer than the posts they hold, and posts as nearer than bodies of which one is part of the other: two people
/// who met are joined by the meeting. Places join nobody.
pub fn path<'g>(graph: &'g Graph, from: &Node, to: &Node) -> Option<Vec<Link<'g>>> {
    let inner = graph.inner();
    let mut ways: UnGraph<(), (EdgeIndex, u32)> =
        UnGraph::with_capacity(inner.node_count(), inner.edge_count());
    inner.node_indices().for_each(|_| {
        ways.add_node(());
    });
    for edge in inner.edge_indices() {
        if let (Some(cost), Some((a, b))) = (step_cost(inner[edge].kind), inner.edge_endpoints(edge)) {
            ways.add_edge(a, b, (edge, cost));
        }
    }
    let at = |node: &Node| inner.node_indices().find(|&at| inner[at].id == node.id);
    let (from, to) = (at(from)?, at(to)?);
    let left = dijkstra(&ways, to, Some(from), |way| way.weight().1);
    left.get(&from)?;
    let (mut stop, mut links) = (from, Vec::new());
    while stop != to {
        let next = |way: &petgraph::graph::EdgeReference<(EdgeIndex, u32)>| {
            let beyond = if way.source() == stop { way.target() } else { way.source() };
            let (edge, cost) = *way.weight();
            let is_shortest = left.get(&beyond).is_some_and(|rest| rest + cost == left[&stop]);
            is_shortest.then_some((&inner[beyond].id, cost, edge, beyond))
        };
        let (_, _, edge, beyond): (&String, u32, EdgeIndex, NodeIndex) =
            ways.edges(stop).filter_map(|way| next(&way)).min()?;
        let (source, target) = inner.edge_endpoints(edge)?;
        links.push(Link { source: &inner[source], target: &inner[target], edge: &inner[edge] });
        stop = beyond;
    }
    Some(links)
}

/// How far apart an edge leaves its ends; none where it joins nobody.
pub(crate) fn step_cost(kind: EdgeKind) -> Option<u32> {
    match kind {
        EdgeKind::Did(_) => Some(2),
        EdgeKind::Holds | EdgeKind::Of | EdgeKind::Organized => Some(3),
        EdgeKind::PartOf => Some(4),
        EdgeKind::HeldAt => None,
    }
}
