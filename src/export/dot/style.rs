//! What each kind of node and edge looks like. Colours are told apart in black and white, and by most colour-blind readers.

use crate::graph::EdgeKind;
use crate::vocab::{EntityKind, Relation};

/// Attributes of the whole drawing.
pub(super) const DEFAULTS: &str = r##"  graph [charset="UTF-8", rankdir=LR, nodesep=0.25, ranksep=1.1, fontname="Helvetica", bgcolor=white];
  node [fontname="Helvetica", fontsize=12, fontcolor="#1c2430", margin="0.14,0.08", penwidth=1.1];
  edge [fontname="Helvetica", fontsize=9, fontcolor="#444444", arrowsize=0.8];
"##;

/// Attributes of the legend.
pub(super) const LEGEND: &str = r##"    graph [label="legend", style=rounded, color="#b0b0b0", fontsize=11];
    node [fontsize=10];
"##;

/// The attributes of a kind of node.
pub(super) fn of_node(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => r##"shape=box, style="rounded,filled", fillcolor="#dbe9f6", color="#1f5a92""##,
        EntityKind::Post => r##"shape=note, style=filled, fillcolor="#fdf3cf", color="#9a7b16""##,
        EntityKind::Body => r##"shape=box, style=filled, fillcolor="#def0df", color="#33723a""##,
        EntityKind::Group => r##"shape=box, style="filled,dashed", fillcolor="#f3faf3", color="#33723a""##,
        EntityKind::Meeting => r##"shape=octagon, style=filled, fillcolor="#fbe3d0", color="#a8501a""##,
        EntityKind::Place => r##"shape=ellipse, style=filled, fillcolor="#ececec", color="#6b6b6b""##,
    }
}

/// The attributes of a kind of edge.
pub(super) fn of_edge(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Did(Relation::Chaired) => r##"color="#1f5a92", penwidth=2.4"##,
        EdgeKind::Did(Relation::Directed) => r##"color="#b3261e", penwidth=1.6, arrowhead=vee"##,
        // Attended, and whatever relation joins the list.
        EdgeKind::Did(_) => r##"color="#7d8791", penwidth=0.9, arrowhead=empty"##,
        EdgeKind::Holds => r##"color="#9a7b16", style=dashed"##,
        EdgeKind::Of => r##"color="#33723a", style=dotted"##,
        EdgeKind::PartOf => r##"color="#33723a", style=dotted, arrowhead=odiamond"##,
        EdgeKind::Organized => r##"color="#33723a", style=dashed, arrowhead=diamond"##,
        EdgeKind::HeldAt => r##"color="#6b6b6b", style=dotted, arrowhead=dot"##,
    }
}
