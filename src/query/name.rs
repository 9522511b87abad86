//! A name as somebody types it -> the nodes that it may mean.

use strsim::osa_distance;

use crate::graph::{Graph, Node, key, slug};
use crate::vocab::EntityKind;

/// Letters of a name for each slip that is forgiven.
const LETTERS_A_SLIP: usize = 7;

/// The nodes of these kinds that a name means: the one with this id; else those called so (case, tone placement and spacing do not
/// matter); else those called so but for accents; else those whose name begins with these words; else those whose name has them in a row;
/// else those called so but for a slip of the keyboard.
///
/// In the order of ids; several are several answers, between which the caller chooses.
pub fn named<'g>(graph: &'g Graph, kinds: &[EntityKind], name: &str) -> Vec<&'g Node> {
    if let Some(node) = graph.node(name).filter(|node| kinds.contains(&node.kind)) {
        return vec![node];
    }
    let (exact, Some(bare)) = (key(name), folded(name)) else { return Vec::new() };
    let fits: [&dyn Fn(&str) -> bool; 5] = [
        &|own| key(own) == exact,
        &|own| slug(own) == bare,
        &|own| slug(own).starts_with(&format!("{bare}-")),
        &|own| format!("-{}-", slug(own)).contains(&format!("-{bare}-")),
        &|own| is_slip(&slug(own), &bare),
    ];
    let nodes: Vec<&Node> = graph.nodes().filter(|node| kinds.contains(&node.kind)).collect();
    let found = fits.iter().map(|fits| {
        let called = |node: &&&Node| std::iter::once(&node.label).chain(&node.aliases).any(|own| fits(own));
        nodes.iter().filter(called).copied().collect::<Vec<_>>()
    });
    found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

/// A name as it is looked up, in small letters without accents; none if nothing is left of it.
pub(crate) fn folded(name: &str) -> Option<String> {
    Some(slug(name)).filter(|bare| !bare.is_empty())
}

/// Whether a folded name may be another, typed with a slip of the keyboard.
pub(crate) fn is_slip(own: &str, typed: &str) -> bool {
    let slips = typed.len() / LETTERS_A_SLIP;
    own.len().abs_diff(typed.len()) <= slips && osa_distance(own, typed) <= slips
}
