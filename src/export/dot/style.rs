//! What each kind of node and edge looks like.

use super::super::color;
use crate::graph::EdgeKind;
use crate::vocab::{EntityKind, Relation};

/// No line is wider.
const WIDEST: f64 = 6.4;
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
pub(super) fn of_node(kind: EntityKind) -> String {
    let shape = match kind {
        EntityKind::Person => r#"shape=box, style="rounded,filled""#,
        EntityKind::Post => "shape=note, style=filled",
        EntityKind::Body => "shape=box, style=filled",
        EntityKind::Group => r#"shape=box, style="filled,dashed""#,
        EntityKind::Meeting => "shape=octagon, style=filled",
        EntityKind::Place => "shape=ellipse, style=filled",
    };
    format!(r#"{shape}, fillcolor="{}", color="{}""#, color::inside(kind), color::of_node(kind))
}

/// The width of a line that so many articles tell of.
pub(super) fn width(articles: usize) -> f64 {
    (0.8 + 0.8 * articles as f64).min(WIDEST)
}

/// The attributes of a kind of edge.
pub(super) fn of_edge(kind: EdgeKind) -> String {
    let line = match kind {
        EdgeKind::Did(Relation::Chaired) => "penwidth=2.4",
        EdgeKind::Did(Relation::Directed) => "penwidth=1.6, arrowhead=vee",
        // Attended, and whatever relation joins the list.
        EdgeKind::Did(_) => "penwidth=0.9, arrowhead=empty",
        EdgeKind::Holds => "style=dashed",
        EdgeKind::Of => "style=dotted",
        EdgeKind::PartOf => "style=dotted, arrowhead=odiamond",
        EdgeKind::Organized => "style=dashed, arrowhead=diamond",
        EdgeKind::HeldAt => "style=dotted, arrowhead=dot",
    };
    format!(r#"color="{}", {line}"#, color::of_edge(kind))
}
