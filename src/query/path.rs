//! Two nodes -> the shortest way between them, statement by statement.

use petgraph::algo::astar;
use petgraph::graph::{EdgeIndex, NodeIndex, UnGraph};

use crate::graph::{EdgeKind, Graph, Link, Node};

/// The shortest way from one node to another along statements, whichever way they point; none where there is no way.
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
        if let (Some(cost), Some((a, b))) = (cost(inner[edge].kind), inner.edge_endpoints(edge)) {
            ways.add_edge(a, b, (edge, cost));
        }
    }
    let at = |node: &Node| inner.node_indices().find(|&at| inner[at].id == node.id);
    let (from, to) = (at(from)?, at(to)?);
    let (_, stops) = astar(&ways, from, |at| at == to, |way| way.weight().1, |_| 0)?;
    let step = |pair: &[NodeIndex]| {
        let ways = ways.edges_connecting(pair[0], pair[1]);
        let (edge, _) = *ways.map(|way| way.weight()).min_by_key(|(edge, cost)| (*cost, *edge))?;
        let (source, target) = inner.edge_endpoints(edge)?;
        Some(Link { source: &inner[source], target: &inner[target], edge: &inner[edge] })
    };
    stops.windows(2).map(step).collect()
}

fn cost(kind: EdgeKind) -> Option<u32> {
    match kind {
        EdgeKind::Did(_) => Some(2),
        EdgeKind::Holds | EdgeKind::Of | EdgeKind::Organized => Some(3),
        EdgeKind::PartOf => Some(4),
        EdgeKind::HeldAt => None,
    }
}
