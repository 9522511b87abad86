//! Turns a graph into a graph of people: who directed whom, in person or through a body or post.

use std::collections::{BTreeMap, BTreeSet};

use super::holder::{Act, holder, holds, nearest};
use crate::graph::{Edge, EdgeKind, Edges, Graph, Link, Node, Slot, attest};
use crate::vocab::{EntityKind, Relation};

/// The graph of people in which an edge says that one directed another.
///
/// An instruction to a body counts as given to its head: a person in a post of the body whose title `heads` accepts. Where
/// several were heads in their time, those count whom the article of the instruction itself attests, else those attested
/// nearest to its date, else, where dates are unknown, the only one there is. An instruction by or to an office counts for
/// its holder, found in the same way, unless there are several. Each evidence says in `via` which body or post stood
/// between. Nobody directs themselves.
///
/// There is one edge from one to another, with the days of the first and the last instruction.
pub fn who_directed_whom(graph: &Graph, heads: &dyn Fn(&str) -> bool) -> Graph {
    let titles: BTreeSet<_> = graph.nodes().filter_map(|node| node.title.as_deref()).collect();
    let leading: BTreeSet<_> = titles.into_iter().filter(|title| heads(title)).collect();
    let mut people: BTreeMap<&str, &Node> = BTreeMap::new();
    let mut edges = Edges::new();
    let directed = EdgeKind::Did(Relation::Directed);
    for link in graph.links().filter(|link| link.edge.kind == directed) {
        for (from, to, via) in pairs(graph, link, &leading) {
            people.extend([(from.id.as_str(), from), (to.id.as_str(), to)]);
            pass_on(&mut edges, graph, (from, to), via, link.edge);
        }
    }
    graph.with(people.into_values().cloned().collect(), edges)
}

/// Who directed whom by this edge, and the label of what stood between.
fn pairs<'g>(
    graph: &'g Graph,
    link: Link<'g>,
    leading: &BTreeSet<&str>,
) -> Vec<(&'g Node, &'g Node, Option<&'g str>)> {
    let edge = link.edge;
    let holder = |post| holder(graph, post, &Act::of(edge)).map(|holder| holder.person).into_iter().collect();
    let agents = match link.source.kind {
        EntityKind::Person => vec![link.source],
        EntityKind::Post => holder(link.source),
        _ => Vec::new(),
    };
    let told = match link.target.kind {
        EntityKind::Person => vec![link.target],
        EntityKind::Post => holder(link.target),
        EntityKind::Body => heads_of(graph, link.target, edge, leading),
        _ => Vec::new(),
    };
    let via = [link.target, link.source].into_iter().find(|node| node.kind != EntityKind::Person);
    let via = via.map(|node| node.label.as_str());
    let all = agents.iter().flat_map(|&from| told.iter().map(move |&to| (from, to, via)));
    all.filter(|(from, to, _)| from.id != to.id).collect()
}

fn pass_on(edges: &mut Edges, graph: &Graph, (from, to): (&Node, &Node), via: Option<&str>, edge: &Edge) {
    for evidence in &edge.evidence {
        let slot = Slot { source: from.id.clone(), target: to.id.clone(), kind: edge.kind, date: None };
        // The day of the instruction, else that of the article.
        let day = edge.date.as_deref().or_else(|| graph.day_of(&evidence.doc)).filter(|day| !day.is_empty());
        let day = day.map(str::to_owned);
        let mut evidence = evidence.clone();
        evidence.via = via.map(str::to_owned);
        let passed = attest(edges, slot, evidence);
        passed.first = [passed.first.take(), day.clone()].into_iter().flatten().min();
        passed.last = [passed.last.take(), day].into_iter().flatten().max();
    }
}

fn heads_of<'g>(
    graph: &'g Graph,
    body: &Node,
    instruction: &Edge,
    leading: &BTreeSet<&str>,
) -> Vec<&'g Node> {
    let of = graph.to(&body.id).into_iter().filter(|link| link.edge.kind == EdgeKind::Of);
    let posts =
        of.map(|of| of.source).filter(|post| post.title.as_deref().is_some_and(|t| leading.contains(t)));
    let held = posts.flat_map(|post| holds(graph, post)).collect();
    nearest(held, &Act::of(instruction)).into_iter().map(|link| link.source).collect()
}
