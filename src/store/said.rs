//! Relations as numbers, for the tables in which statements are looked up.

use crate::graph::EdgeKind;
use crate::vocab::Relation;

/// The number of a kind of statement. Files have it: the numbers of a version stay.
pub(super) fn relation(kind: EdgeKind) -> i64 {
    match kind {
        EdgeKind::Holds => 0,
        EdgeKind::Of => 1,
        EdgeKind::PartOf => 2,
        EdgeKind::Organized => 3,
        EdgeKind::HeldAt => 4,
        EdgeKind::Did(did) => 5 + Relation::ALL.iter().position(|known| *known == did).unwrap_or(0) as i64,
    }
}

/// What one may have to do with a meeting.
pub(super) fn acts() -> impl Iterator<Item = EdgeKind> {
    EdgeKind::all().filter(|kind| matches!(kind, EdgeKind::Did(_) | EdgeKind::Organized))
}

/// The way along statements of a relation, from where they begin.
pub(super) fn along(relation: i64) -> i64 {
    2 * relation
}

/// The way against them.
pub(super) fn against(relation: i64) -> i64 {
    2 * relation + 1
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_has_a_number_of_its_own() {
        let numbers: BTreeSet<i64> = EdgeKind::all().map(relation).collect();
        assert_eq!(numbers.len(), EdgeKind::all().count());
    }
}
