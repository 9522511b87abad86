//! The colours of kinds. They are told apart in black and white, and by most colour-blind readers.

use crate::graph::EdgeKind;
use crate::vocab::{EntityKind, Relation};

/// A colour, as in `#1f5a92`.
pub(super) type Color = &'static str;

/// The outline of a kind of node, or the whole of it where there is no outline.
pub(super) fn of_node(kind: EntityKind) -> Color {
    match kind {
        EntityKind::Person => "#1f5a92",
        EntityKind::Post => "#9a7b16",
        EntityKind::Body | EntityKind::Group => "#33723a",
        EntityKind::Meeting => "#a8501a",
        EntityKind::Place => "#6b6b6b",
    }
}

/// The inside of a kind of node.
pub(super) fn inside(kind: EntityKind) -> Color {
    match kind {
        EntityKind::Person => "#dbe9f6",
        EntityKind::Post => "#fdf3cf",
        EntityKind::Body => "#def0df",
        EntityKind::Group => "#f3faf3",
        EntityKind::Meeting => "#fbe3d0",
        EntityKind::Place => "#ececec",
    }
}

/// The line of a kind of edge.
pub(super) fn of_edge(kind: EdgeKind) -> Color {
    match kind {
        EdgeKind::Did(Relation::Chaired) => "#1f5a92",
        EdgeKind::Did(Relation::Directed) => "#b3261e",
        // Attended, and whatever relation joins the list.
        EdgeKind::Did(_) => "#7d8791",
        EdgeKind::Holds => "#9a7b16",
        EdgeKind::Of | EdgeKind::PartOf | EdgeKind::Organized => "#33723a",
        EdgeKind::HeldAt => "#6b6b6b",
    }
}

/// Red, green and blue, from 0 to 255.
pub(super) fn parts(color: Color) -> [u8; 3] {
    [1, 3, 5].map(|at| color.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_colour_has_three_parts() {
        assert_eq!(super::parts("#1f5a92"), [0x1f, 0x5a, 0x92]);
    }
}
