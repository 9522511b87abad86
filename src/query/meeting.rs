//! Meetings and instructions as the graph has them: who chaired, directed and attended what, with the words.

use std::collections::{BTreeMap, BTreeSet};

use super::holder::{self, Act, Holder};
use crate::graph::{EdgeKind, Evidence, Graph, Link, Node};
use crate::vocab::{EntityKind, Relation};

/// A meeting and who had to do with it.
#[derive(Clone, Debug)]
pub struct Gathering<'g> {
    /// The meeting.
    pub meeting: &'g Node,
    /// The bodies that organised it.
    pub organizers: Vec<&'g Node>,
    /// Who did what there, in the order of relation and protocol, then of ids.
    pub links: Vec<Link<'g>>,
}

impl<'g> Gathering<'g> {
    /// Who did this there, each once.
    pub fn who(&self, relation: Relation) -> Vec<&'g Node> {
        let own = self.links.iter().filter(|link| link.edge.kind == EdgeKind::Did(relation));
        let mut seen = BTreeSet::new();
        own.map(|link| link.source).filter(|node| seen.insert(&node.id)).collect()
    }

    /// Whether the node of this id organised, chaired, directed or attended it.
    pub fn has(&self, id: &str) -> bool {
        let sources = self.links.iter().map(|link| link.source);
        sources.chain(self.organizers.iter().copied()).any(|node| node.id == id)
    }

    /// Ids of the articles that tell of it, sorted.
    pub fn articles(&self) -> BTreeSet<&'g str> {
        self.links.iter().flat_map(|link| &link.edge.evidence).map(|evidence| evidence.doc.as_str()).collect()
    }
}

/// Every meeting at which somebody did something, in the order of dates and ids, undated ones first.
pub fn meetings(graph: &Graph) -> Vec<Gathering<'_>> {
    let mut found: BTreeMap<(Option<&str>, &str), Gathering> = BTreeMap::new();
    for link in graph.links().filter(|link| link.target.kind == EntityKind::Meeting) {
        let meeting = link.target;
        let blank = || Gathering { meeting, organizers: Vec::new(), links: Vec::new() };
        let gathering = found.entry((meeting.date.as_deref(), &meeting.id)).or_insert_with(blank);
        match link.edge.kind {
            EdgeKind::Did(_) => gathering.links.push(link),
            EdgeKind::Organized => gathering.organizers.push(link.source),
            _ => {}
        }
    }
    let mut meetings: Vec<Gathering> =
        found.into_values().filter(|gathering| !gathering.links.is_empty()).collect();
    for gathering in &mut meetings {
        let rank = |link: &Link| (link.edge.kind, link.edge.order().unwrap_or(u32::MAX));
        gathering.links.sort_by_key(rank);
    }
    meetings
}

/// One clause in which somebody told somebody what to do.
#[derive(Clone, Copy, Debug)]
pub struct Instruction<'g> {
    /// Who and whom.
    pub link: Link<'g>,
    /// The clause.
    pub evidence: &'g Evidence,
    /// The post in which it was given, where the article says it.
    pub post: Option<&'g Node>,
    /// Of a post that gave it, who held it then.
    pub holder: Option<Holder<'g>>,
    /// When it was given, else the day of the article, ISO 8601.
    pub day: Option<&'g str>,
}

/// The clauses of an instruction, each with one evidence: reprints say it again.
pub(super) fn clauses<'g>(graph: &'g Graph, link: Link<'g>) -> Vec<&'g Evidence> {
    let mut told = BTreeSet::new();
    let own = |evidence: &&Evidence| graph.original(&evidence.doc) == evidence.doc;
    let (own, again): (Vec<_>, Vec<_>) = link.edge.evidence.iter().partition(own);
    let said = |evidence: &'g Evidence| (graph.original(&evidence.doc), evidence.directive.as_deref());
    told.extend(own.iter().copied().map(said));
    let new = again.into_iter().filter(|evidence| told.insert(said(evidence)));
    own.iter().copied().chain(new).collect()
}

/// Every instruction, in the order of days, articles and words, undated ones first.
pub fn instructions(graph: &Graph) -> Vec<Instruction<'_>> {
    let directed = graph.links().filter(|link| link.edge.kind == EdgeKind::Did(Relation::Directed));
    let mut found: Vec<Instruction> = directed
        .flat_map(|link| {
            clauses(graph, link).into_iter().map(move |evidence| {
                let post = evidence.post.as_deref().and_then(|post| graph.node(post));
                let day = link.edge.date.as_deref().or_else(|| graph.day_of(&evidence.doc));
                let act = Act { day, articles: BTreeSet::from([evidence.doc.as_str()]) };
                let holder = Some(link.source).filter(|source| source.kind == EntityKind::Post);
                let holder = holder.and_then(|post| holder::holder(graph, post, &act));
                Instruction { link, evidence, post, holder, day }
            })
        })
        .collect();
    found.sort_by_key(|one| {
        (one.day, &one.evidence.doc, &one.evidence.quote, &one.link.source.id, &one.link.target.id)
    });
    found
}
