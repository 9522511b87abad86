//! Questions to a graph: free functions that read it and hand back plain values.

mod change;
mod directing;
mod fold;
mod holder;
mod label;
mod meeting;
mod name;
mod path;
mod rank;
mod selection;
mod spell;

pub use change::{Change, Turn, changes};
pub use directing::who_directed_whom;
pub use fold::fold_posts;
pub(crate) use holder::Distance;
pub use holder::Holder;
pub use label::labelled;
pub use meeting::{Gathering, Instruction, instructions, meetings};
pub use name::named;
pub(crate) use name::{folded, is_slip};
pub use path::path;
pub(crate) use path::step_cost;
pub use rank::{Busy, busiest_chairs, busiest_directors, most_central};
pub(crate) use rank::{by_share, shares};
pub use selection::{Selection, select};
pub use spell::{Doubt, End, Spell, spells};

use crate::graph::{EdgeKind, Graph, Link, Node};
use crate::vocab::EntityKind;

/// How many nodes of each kind there are, in the order of the kinds; kinds without a node count 0.
pub fn counts(graph: &Graph) -> Vec<(EntityKind, usize)> {
    let count = |kind| graph.nodes().filter(|node| node.kind == kind).count();
    EntityKind::ALL.iter().map(|&kind| (kind, count(kind))).collect()
}

/// The same edges between these nodes.
fn with_nodes(graph: &Graph, nodes: Vec<Node>) -> Graph {
    graph.with(nodes, graph.links().map(|link| (link.slot(), link.edge.clone())).collect())
}

fn links_of<'g>(graph: &'g Graph, node: &Node, kind: EdgeKind) -> Vec<Link<'g>> {
    graph.from(&node.id).into_iter().filter(|link| link.edge.kind == kind).collect()
}
