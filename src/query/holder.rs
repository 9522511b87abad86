//! Who held a post when it acted, as any article attests it.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Edge, EdgeKind, Evidence, Graph, Link, Node, days};

/// A head who was last or first seen longer than this from an act is not taken for the one who acted or was told.
const REACH_IN_DAYS: i64 = 366;

/// The one who held a post that acts without a name: inferred from what another place tells.
#[derive(Clone, Copy, Debug)]
pub struct Holder<'g> {
    /// The person.
    pub person: &'g Node,
    /// What says that they hold it, as near to the act as any does.
    pub evidence: &'g Evidence,
}

/// On which day something was done, ISO 8601, and which articles tell of it.
pub(super) struct Act<'g> {
    pub(super) day: Option<&'g str>,
    pub(super) articles: BTreeSet<&'g str>,
}

impl<'g> Act<'g> {
    /// What an edge tells.
    pub(super) fn of(edge: &'g Edge) -> Act<'g> {
        let articles = edge.evidence.iter().map(|evidence| evidence.doc.as_str()).collect();
        Act { day: edge.date.as_deref(), articles }
    }
}

/// The holder of a post when it acted, if it can only be one.
pub(super) fn holder<'g>(graph: &'g Graph, post: &Node, act: &Act) -> Option<Holder<'g>> {
    let [held] = nearest(holds(graph, post), act)[..] else { return None };
    let evidence = at(graph, held.edge, act)?;
    Some(Holder { person: held.source, evidence })
}

/// Who is said to hold a post.
pub(super) fn holds<'g>(graph: &'g Graph, post: &Node) -> Vec<Link<'g>> {
    graph.to(&post.id).into_iter().filter(|link| link.edge.kind == EdgeKind::Holds).collect()
}

/// How near to an act a post is attested, nearest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Distance {
    SameArticle,
    Days(i64),
    Unknown,
}

impl Distance {
    /// Between the day of an act and the first and last day on which somebody was seen.
    pub(crate) fn between(act: Option<&str>, first: Option<&str>, last: Option<&str>) -> Distance {
        let day = |date: Option<&str>| date.and_then(days);
        match (day(act), day(first), day(last)) {
            (Some(act), Some(first), Some(last)) => Distance::Days((first - act).max(act - last).max(0)),
            _ => Distance::Unknown,
        }
    }
}

/// What is said of those who are attested nearest to the act, of each person once.
pub(super) fn nearest<'g>(holds: Vec<Link<'g>>, act: &Act) -> Vec<Link<'g>> {
    let mut by_distance: BTreeMap<Distance, BTreeMap<&str, Link>> = BTreeMap::new();
    for link in holds {
        by_distance.entry(distance(link.edge, act)).or_default().insert(&link.source.id, link);
    }
    let Some((distance, people)) = by_distance.pop_first() else { return Vec::new() };
    let is_sure = match distance {
        Distance::SameArticle => true,
        Distance::Days(days) => days <= REACH_IN_DAYS,
        Distance::Unknown => people.len() == 1,
    };
    if is_sure { people.into_values().collect() } else { Vec::new() }
}

fn distance(hold: &Edge, act: &Act) -> Distance {
    if hold.evidence.iter().any(|evidence| act.articles.contains(evidence.doc.as_str())) {
        return Distance::SameArticle;
    }
    Distance::between(act.day, hold.first.as_deref(), hold.last.as_deref())
}

/// The evidence of the articles that tell of the act, else of the first or the last day on which the post was held, whichever is nearer.
fn at<'g>(graph: &'g Graph, hold: &'g Edge, act: &Act) -> Option<&'g Evidence> {
    let own = |evidence: &&Evidence| act.articles.contains(evidence.doc.as_str());
    let late = act.day.is_some_and(|day| hold.last.as_deref().is_some_and(|last| day >= last));
    let day = if late { hold.last.as_deref() } else { hold.first.as_deref() };
    let of_day = |evidence: &&Evidence| graph.day_of(&evidence.doc) == day;
    let first = |fits: &dyn Fn(&&Evidence) -> bool| {
        hold.evidence.iter().filter(fits).min_by_key(|evidence| (&evidence.doc, &evidence.quote))
    };
    first(&own).or_else(|| first(&of_day))
}
