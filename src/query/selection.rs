//! A graph -> the part of it that was asked for: around people, of some days and kinds, well enough attested.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Edge, EdgeKind, Edges, Graph, Link, Node};
use crate::lexicon::Day;
use crate::vocab::EntityKind;

/// What a part of a graph has; whatever is left empty asks for nothing.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Node ids of the people around whom it lies.
    pub people: Vec<String>,
    /// How many edges away from one of them a node may be; without people, every node is near enough.
    pub depth: usize,
    /// First day: what was done, organised or held before is left out, and what has no day.
    pub since: Option<Day>,
    /// Last day, likewise.
    pub until: Option<Day>,
    /// The kinds of edge; empty for all.
    pub relations: BTreeSet<EdgeKind>,
    /// The kinds of node; empty for all.
    pub kinds: BTreeSet<EntityKind>,
    /// What was done, organised or held stands in so many different articles.
    pub min_evidence: usize,
    /// What was done has this probability.
    pub min_confidence: f64,
}

/// The part of a graph that was asked for, without the nodes that nothing in it touches, but with the people asked about.
///
/// What lasts (a post at its body, a body above another, where a meeting was) is in it where the node that it begins at is. Places are
/// nodes of it, but join nobody: from a place the way to other nodes is not followed.
pub fn select(graph: &Graph, selection: &Selection) -> Graph {
    let links: Vec<Link> = graph.links().filter(|link| selection.has(graph, link)).collect();
    let mut touched: BTreeSet<&str> = selection.people.iter().map(String::as_str).collect();
    touched.extend(links.iter().filter(|link| !lasts(link.edge.kind)).flat_map(ends));
    if selection.has_no_acts() {
        touched.extend(links.iter().flat_map(ends));
    }
    // A body above a body above: until nothing new is touched.
    loop {
        let new = links.iter().filter(|link| touched.contains(link.source.id.as_str())).flat_map(ends);
        let new: Vec<&str> = new.filter(|id| !touched.contains(id)).collect();
        if new.is_empty() {
            break;
        }
        touched.extend(new);
    }
    let links: Vec<Link> =
        links.into_iter().filter(|link| touched.contains(link.source.id.as_str())).collect();
    let near = match selection.people.is_empty() {
        true => touched,
        false => near(&links, &selection.people, selection.depth),
    };
    let nodes = graph.nodes().filter(|node| near.contains(node.id.as_str())).cloned().collect();
    let edges = links.iter().map(|link| (link.slot(), link.edge.clone()));
    graph.with(nodes, edges.collect::<Edges>())
}

impl Selection {
    /// Asks for nothing: the whole graph is meant.
    pub fn is_whole(&self) -> bool {
        self.people.is_empty()
            && self.since.or(self.until).is_none()
            && self.relations.is_empty()
            && self.kinds.is_empty()
            && self.min_evidence <= 1
            && self.min_confidence <= 0.0
    }

    fn has(&self, graph: &Graph, link: &Link) -> bool {
        let kind = |node: &Node| self.kinds.is_empty() || self.kinds.contains(&node.kind);
        let edge = link.edge;
        (self.relations.is_empty() || self.relations.contains(&edge.kind))
            && kind(link.source)
            && kind(link.target)
            && (lasts(edge.kind) || self.is_of_the_days(edge) && self.is_attested(graph, edge))
    }

    /// Nothing that was done, organised or held is asked for.
    fn has_no_acts(&self) -> bool {
        !self.relations.is_empty() && self.relations.iter().all(|&kind| lasts(kind))
    }

    fn is_of_the_days(&self, edge: &Edge) -> bool {
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        let day = |day: &Option<String>| day.as_deref().and_then(Day::of);
        let (first, last) = (day(&edge.first).or(day(&edge.date)), day(&edge.last).or(day(&edge.date)));
        let (Some(first), Some(last)) = (first, last) else { return false };
        self.since.is_none_or(|since| since <= last) && self.until.is_none_or(|until| first <= until)
    }

    fn is_attested(&self, graph: &Graph, edge: &Edge) -> bool {
        graph.sources(&edge.evidence) >= self.min_evidence
            && edge.confidence().is_none_or(|confidence| confidence >= self.min_confidence)
    }
}

/// No day belongs to it.
fn lasts(kind: EdgeKind) -> bool {
    matches!(kind, EdgeKind::Of | EdgeKind::PartOf | EdgeKind::HeldAt)
}

fn ends<'g>(link: &Link<'g>) -> [&'g str; 2] {
    [&link.source.id, &link.target.id]
}

/// The nodes at most so many edges away from one of these.
fn near<'g>(links: &[Link<'g>], from: &'g [String], depth: usize) -> BTreeSet<&'g str> {
    let mut beside: BTreeMap<&str, Vec<&'g Node>> = BTreeMap::new();
    for link in links {
        beside.entry(&link.source.id).or_default().push(link.target);
        beside.entry(&link.target.id).or_default().push(link.source);
    }
    let mut near: BTreeSet<&str> = from.iter().map(String::as_str).collect();
    let mut edge: Vec<&str> = near.iter().copied().collect();
    for _ in 0..depth {
        let next = edge.iter().flat_map(|id| beside.get(id).into_iter().flatten());
        let next: Vec<&Node> = next.copied().collect();
        let new = next.into_iter().filter(|node| near.insert(&node.id));
        edge = new.filter(|node| node.kind != EntityKind::Place).map(|node| node.id.as_str()).collect();
    }
    near
}
