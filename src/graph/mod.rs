//! Turns readings into one graph: who is the same across articles, and which statements say the same thing.
//!
//! Every node has a slug that is stable for its name, every edge the quotes it was read from. The graph depends on the
//! set of readings alone, never on their order. Files and formats are the business of `export`.

mod atom;
mod build;
mod day;
mod draft;
mod identity;
mod key;
mod ledger;
mod person;
mod post;
mod reprint;
mod stay;

use std::collections::{BTreeMap, BTreeSet};

use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::extractor::{Quote, Reading};
use crate::vocab::{EntityKind, Level, Relation, RoleStatus, Session, Strength};

pub(crate) use atom::{Atom, Statement, Told, tell};
pub(crate) use build::state;
pub(crate) use day::{between, days};
pub(crate) use draft::{Draft, Form};
pub(crate) use identity::{Identity, Occasion, which_meetings};
pub(crate) use key::{ids, key, slug};
pub use ledger::{Ledger, LedgerError, Unfit};
pub(crate) use person::identify;
pub use person::{Apart, Namesakes};
pub(crate) use post::{Held, in_order};
pub(crate) use reprint::{are_reprints, groups, marks};
pub(crate) use stay::Aspect;

/// People, posts, bodies, groups, meetings and places, and what the articles say between them.
///
/// A directed multigraph. Nodes stand in the order of their ids, edges in the order of source, target, kind and date.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    inner: DiGraph<Node, Edge>,
    index: BTreeMap<String, NodeIndex>,
    sightings: Vec<Sighting>,
    namesakes: Vec<Namesakes>,
    unfit: Vec<Unfit>,
    articles: Articles,
}

/// The articles that a graph was built from, by their ids.
pub(crate) type Articles = BTreeMap<String, Report>;

/// An article that a graph was built from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Its day, ISO 8601.
    pub day: Option<String>,
    /// The article that it repeats, where it is a reprint, and the share of the shorter text that both have.
    pub original: Option<(String, f64)>,
}

impl Graph {
    /// The graph of these readings, the same for any order of them.
    ///
    /// Document ids are taken to be unique; the caller sees to that.
    pub fn from_readings(readings: &[Reading]) -> Graph {
        build::build(readings, &Ledger::default())
    }

    /// The same, with the user's word on who is who.
    pub fn with_ledger(readings: &[Reading], ledger: &Ledger) -> Graph {
        build::build(readings, ledger)
    }

    /// The graph of these nodes and edges; an edge whose ends are not among the nodes is left out.
    pub(crate) fn from_parts(articles: Articles, mut nodes: Vec<Node>, edges: Edges) -> Graph {
        nodes.sort_by(|a, b| a.id.cmp(&b.id));
        let mut graph = Graph { articles, ..Graph::default() };
        for node in nodes {
            let id = node.id.clone();
            let at = graph.inner.add_node(node);
            graph.index.insert(id, at);
        }
        // Slots come in order, so parallel edges follow each other.
        let mut before = (None, 0);
        for (slot, mut edge) in edges {
            let ends = graph.index.get(&slot.source).copied().zip(graph.index.get(&slot.target).copied());
            let Some((source, target)) = ends else { continue };
            edge.key = if before.0 == ends { before.1 + 1 } else { 0 };
            before = (ends, edge.key);
            edge.evidence.sort_by(Evidence::order);
            edge.evidence.dedup();
            graph.inner.add_edge(source, target, edge);
        }
        graph
    }

    /// The same graph with what is said of people in posts and of people of one name.
    pub(crate) fn with_people(
        mut self,
        mut sightings: Vec<Sighting>,
        mut namesakes: Vec<Namesakes>,
    ) -> Graph {
        sightings.sort_by(Sighting::order);
        sightings.dedup();
        namesakes.iter_mut().for_each(|pair| pair.people.sort());
        namesakes.sort_by(|a, b| a.people.cmp(&b.people));
        (self.sightings, self.namesakes) = (sightings, namesakes);
        self
    }

    /// How many readings it was built from.
    pub fn articles(&self) -> usize {
        self.articles.len()
    }

    /// The articles that it was built from, by their ids.
    pub fn reports(&self) -> impl Iterator<Item = (&str, &Report)> {
        self.articles.iter().map(|(id, report)| (id.as_str(), report))
    }

    /// The day of an article, ISO 8601, where it is known.
    pub fn day_of(&self, article: &str) -> Option<&str> {
        self.articles.get(article)?.day.as_deref()
    }

    /// The article that this one repeats, where it is a reprint; else itself.
    pub fn original<'g>(&'g self, article: &'g str) -> &'g str {
        let original = self.articles.get(article).and_then(|report| report.original.as_ref());
        original.map_or(article, |(id, _)| id)
    }

    /// How many articles say this; reprints of one are one.
    pub fn sources<'g>(&'g self, evidence: impl IntoIterator<Item = &'g Evidence>) -> usize {
        evidence.into_iter().map(|evidence| self.original(&evidence.doc)).collect::<BTreeSet<_>>().len()
    }

    /// A graph of other nodes and edges of the same articles.
    pub(crate) fn with(&self, nodes: Vec<Node>, edges: Edges) -> Graph {
        Graph::from_parts(self.articles.clone(), nodes, edges)
    }

    /// Every node, in the order of ids.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.inner.node_weights()
    }

    /// The node with this id, such as `person/lu-anh-xuan`.
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.index.get(id).map(|&at| &self.inner[at])
    }

    /// Every edge with its ends, in the order of source, target, kind and date.
    pub fn links(&self) -> impl Iterator<Item = Link<'_>> {
        self.inner.edge_indices().filter_map(|at| {
            let (source, target) = self.inner.edge_endpoints(at)?;
            Some(Link { source: &self.inner[source], target: &self.inner[target], edge: &self.inner[at] })
        })
    }

    /// The edges that leave a node, in the order of target, kind and date.
    pub fn from<'g>(&'g self, id: &str) -> Vec<Link<'g>> {
        self.around(id, petgraph::Outgoing)
    }

    /// The edges that reach a node, in the order of source, kind and date.
    pub fn to<'g>(&'g self, id: &str) -> Vec<Link<'g>> {
        self.around(id, petgraph::Incoming)
    }

    fn around<'g>(&'g self, id: &str, direction: petgraph::Direction) -> Vec<Link<'g>> {
        let Some(&at) = self.index.get(id) else { return Vec::new() };
        let mut edges: Vec<_> = self.inner.edges_directed(at, direction).collect();
        // petgraph walks a node's edges from the newest to the oldest.
        edges.sort_by_key(|edge| edge.id());
        let end = |at| &self.inner[at];
        edges
            .iter()
            .map(|e| Link { source: end(e.source()), target: end(e.target()), edge: e.weight() })
            .collect()
    }

    /// Everything that articles say of people in posts, past ones and given ones too, in the order of person, post and day.
    pub fn sightings(&self) -> &[Sighting] {
        &self.sightings
    }

    /// People of one name who are not one, and why, in the order of ids.
    pub fn namesakes(&self) -> &[Namesakes] {
        &self.namesakes
    }

    /// The lines of the ledger that do not fit the articles, in their order.
    pub fn unfit(&self) -> &[Unfit] {
        &self.unfit
    }

    /// The petgraph itself, for its algorithms.
    pub fn inner(&self) -> &DiGraph<Node, Edge> {
        &self.inner
    }
}

/// One person, post, body, group, meeting or place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// A slug that begins with the kind: `post/bi-thu@tinh-uy-thanh-hoa`.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// The form of the name that most articles have, of equals the longest; capitals alone only if there is no other.
    pub label: String,
    /// Every other form, sorted.
    pub aliases: Vec<String>,
    /// Type of a body or meeting: an id of `body_types.tsv` or `meeting_types.tsv`.
    pub kind_type: Option<String>,
    /// Level of a body.
    pub level: Option<Level>,
    /// Place of a body or meeting, as most articles name it.
    pub place: Option<String>,
    /// Date of a meeting, ISO 8601.
    pub date: Option<String>,
    /// Part of the day of a meeting.
    pub session: Option<Session>,
    /// Title of a post, without its body.
    pub title: Option<String>,
    /// Labels of the posts that a person holds: last attested first, then in the order of the text.
    pub posts: Vec<String>,
    /// In how many articles it stands; reprints of one are one.
    pub articles: usize,
    /// In how many articles it stands, reprints counted too.
    pub reports: usize,
}

/// What an edge says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeKind {
    /// An event: somebody chaired, directed or attended.
    Did(Relation),
    /// Person to post.
    Holds,
    /// Post to body.
    Of,
    /// Body to the body above it.
    PartOf,
    /// Body to meeting.
    Organized,
    /// Meeting to place.
    HeldAt,
}

impl EdgeKind {
    /// The id that files use.
    pub fn id(self) -> &'static str {
        match self {
            EdgeKind::Did(relation) => relation.id(),
            EdgeKind::Holds => "holds",
            EdgeKind::Of => "of",
            EdgeKind::PartOf => "part_of",
            EdgeKind::Organized => "organized",
            EdgeKind::HeldAt => "held_at",
        }
    }

    /// The kind of this id.
    pub fn from_id(id: &str) -> Option<EdgeKind> {
        EdgeKind::all().find(|kind| kind.id() == id)
    }

    /// Every kind, in the order in which parallel edges are counted.
    pub fn all() -> impl Iterator<Item = EdgeKind> {
        let rest = [EdgeKind::Holds, EdgeKind::Of, EdgeKind::PartOf, EdgeKind::Organized, EdgeKind::HeldAt];
        Relation::ALL.iter().copied().map(EdgeKind::Did).chain(rest)
    }
}

/// One statement, with every quote that makes it. There is one for each source, target, kind and date.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// What it says.
    pub kind: EdgeKind,
    /// Its number among the edges with the same ends, from 0.
    pub key: usize,
    /// When it was done, ISO 8601; none for the lasting kinds.
    pub date: Option<String>,
    /// For `holds`: the earliest article that attests it, a date; in a graph of people, the day of the first instruction.
    pub first: Option<String>,
    /// For `holds`: the latest article that attests it, a date; in a graph of people, the day of the last instruction.
    pub last: Option<String>,
    /// Where it stands, in the order of articles and offsets. Never empty.
    pub evidence: Vec<Evidence>,
}

impl Edge {
    /// The different clauses of an instruction, in the order of the evidence.
    pub fn directives(&self) -> Vec<&str> {
        let mut seen = Vec::new();
        for directive in self.evidence.iter().filter_map(|e| e.directive.as_deref()) {
            if !seen.contains(&directive) {
                seen.push(directive);
            }
        }
        seen
    }

    /// How strongly an instruction is put at its strongest.
    pub fn strength(&self) -> Option<Strength> {
        self.evidence.iter().filter_map(|e| e.strength).min()
    }

    /// The best place in a printed list of attendees, from 1.
    pub fn order(&self) -> Option<u32> {
        self.evidence.iter().filter_map(|e| e.order).min()
    }

    /// The highest probability that any evidence gives.
    pub fn confidence(&self) -> Option<f64> {
        self.evidence.iter().filter_map(|e| e.confidence).max_by(f64::total_cmp)
    }
}

/// A place in an article that says what an edge says.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Id of the article.
    pub doc: String,
    /// Offsets in code points of the decoded text, and the words.
    pub quote: Quote,
    /// The rule that read it.
    pub rule: String,
    /// Probability that a careful reader agrees, for events.
    pub confidence: Option<f64>,
    /// The instructed clause, for `directed`.
    pub directive: Option<String>,
    /// How strongly it is put, for `directed`.
    pub strength: Option<Strength>,
    /// Place in a printed list, for `attended`.
    pub order: Option<u32>,
    /// Node id of the post in which the agent acts.
    pub post: Option<String>,
    /// Node id of whom the agent stands in for.
    pub on_behalf_of: Option<String>,
    /// How the person stands to the post, for `holds`.
    pub status: Option<RoleStatus>,
    /// In a graph of people: the label of the body or post that was told or that spoke in a person's stead.
    pub via: Option<String>,
}

impl Evidence {
    /// Evidence with no details.
    pub(crate) fn new(doc: &str, quote: &Quote, rule: &str) -> Evidence {
        Evidence {
            doc: doc.to_owned(),
            quote: quote.clone(),
            rule: rule.to_owned(),
            confidence: None,
            directive: None,
            strength: None,
            order: None,
            post: None,
            on_behalf_of: None,
            status: None,
            via: None,
        }
    }

    /// A total order, so that the same statements always stand in the same order.
    fn order(&self, other: &Evidence) -> std::cmp::Ordering {
        let confidence = |e: &Evidence| e.confidence.unwrap_or(0.0);
        self.rank().cmp(&other.rank()).then(confidence(self).total_cmp(&confidence(other)))
    }

    fn rank(&self) -> impl Ord {
        let words = [&self.directive, &self.post, &self.on_behalf_of, &self.via].map(|word| word.as_deref());
        (&self.doc, &self.quote, &self.rule, self.order, words, self.strength, self.status)
    }
}

/// What an article says of a person in a post, whether it is held, given, left or long past.
#[derive(Clone, Debug, PartialEq)]
pub struct Sighting {
    /// Node id of the person.
    pub person: String,
    /// Node id of the post.
    pub post: String,
    /// How the person stands to it.
    pub status: RoleStatus,
    /// Day of the article, ISO 8601.
    pub day: Option<String>,
    /// Where it stands.
    pub evidence: Evidence,
}

impl Sighting {
    fn order(&self, other: &Sighting) -> std::cmp::Ordering {
        (&self.person, &self.post, &self.day)
            .cmp(&(&other.person, &other.post, &other.day))
            .then_with(|| self.evidence.order(&other.evidence))
    }
}

/// An edge between its ends.
#[derive(Clone, Copy, Debug)]
pub struct Link<'g> {
    /// Where it comes from.
    pub source: &'g Node,
    /// Where it goes.
    pub target: &'g Node,
    /// What it says.
    pub edge: &'g Edge,
}

impl Link<'_> {
    /// What tells the edge from every other.
    pub(crate) fn slot(&self) -> Slot {
        let (source, target) = (self.source.id.clone(), self.target.id.clone());
        Slot { source, target, kind: self.edge.kind, date: self.edge.date.clone() }
    }
}

/// What makes two statements one edge, in the order in which edges stand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Slot {
    pub(crate) source: String,
    pub(crate) target: String,
    pub(crate) kind: EdgeKind,
    pub(crate) date: Option<String>,
}

/// Edges that wait for their numbers.
pub(crate) type Edges = BTreeMap<Slot, Edge>;

/// Adds evidence to the edge of this slot, and makes the edge if it is the first.
pub(crate) fn attest(edges: &mut Edges, slot: Slot, evidence: Evidence) -> &mut Edge {
    let (kind, date) = (slot.kind, slot.date.clone());
    let blank = || Edge { kind, key: 0, date, first: None, last: None, evidence: Vec::new() };
    let edge = edges.entry(slot).or_insert_with(blank);
    edge.evidence.push(evidence);
    edge
}
