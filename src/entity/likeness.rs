//! How like the names and the kinds of two meetings are.

use std::collections::BTreeSet;

use crate::text::fold_case;

/// Types whose bare heads stand for one another share a bit.
pub(super) fn families(type_id: &str) -> u16 {
    match type_id {
        "ceremony" => 1 << 1,
        "banquet" => 1 << 10,
        "visit" => 1 << 2,
        "congress" => 1 << 3,
        "council_session" => 1 << 4,
        "workshop" | "roundtable" | "forum" => 1 << 5,
        "contest" | "festival" | "programme" | "exhibition" | "training" | "drill" => 1 << 6,
        "inspection" => 1 << 7,
        "press_conference" => 1 << 8,
        "reception" | "talks" => 1 << 9,
        "working_session" | "citizen_reception" => 1 | 1 << 9,
        _ => 1,
    }
}

/// The words of a name, which is folded.
pub(super) fn words(folded: &str) -> BTreeSet<&str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// Share of the shorter name's words that stand in the longer one.
pub(crate) fn share(a: &str, b: &str) -> f64 {
    overlap(&words(&fold_case(a)), b)
}

/// Share of the shorter name's words that the other has.
pub(super) fn overlap(own: &BTreeSet<&str>, other: &str) -> f64 {
    let folded = fold_case(other);
    let other = words(&folded);
    let common = own.intersection(&other).count();
    common as f64 / own.len().min(other.len()).max(1) as f64
}
