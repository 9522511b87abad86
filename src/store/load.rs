//! A store -> its graph, or the part of it that a question needs.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, Row, params};

use super::entry::Words;
use super::settle::{More, Posts, kind};
use super::{Error, Store};
use crate::extractor::Quote;
use crate::graph::{
    Apart, Articles, EdgeKind, Edges, Evidence, Graph, Held, Namesakes, Node, Report, Slot, in_order, state,
};
use crate::vocab::{EntityKind, RoleStatus, Strength};

/// The statements that are looked for, and where one begins to look: SQLite takes the tables in this order. Relations are numbers (`said`).
#[derive(Clone, Copy)]
pub(super) enum Sought {
    /// All.
    All,
    /// Those of a relation (2) from a node (1).
    From,
    /// One of a relation (2) from a node (1) to each atom beside it on this way (3).
    FromOnce,
    /// Those of a relation (2) to a node (1), which lies on this way (3) beside those they come from.
    To,
    /// Those of a relation (2) from a node (1) to another (3).
    Between,
    /// The same, of articles of one of two days (4, 5) or of none.
    OnDays,
    /// Instructions.
    Directed,
    /// Instructions of some days (1, 2).
    DirectedOn,
}

impl Sought {
    /// The query, with the columns that [`Loader::take`] reads.
    fn query(self) -> String {
        let from = "atom AS s CROSS JOIN said CROSS JOIN statement USING (article, place) CROSS JOIN atom AS t
                    WHERE said.relation = ?2 AND said.source = s.number AND t.number = said.target AND s.node = ?1";
        let between =
            "atom AS s CROSS JOIN atom AS t CROSS JOIN said CROSS JOIN statement USING (article, place)
                       WHERE said.relation = ?2 AND said.source = s.number AND said.target = t.number
                         AND s.node = ?1 AND t.node = ?3";
        let each = "statement CROSS JOIN atom AS s CROSS JOIN atom AS t
                    WHERE s.number = statement.source AND t.number = statement.target";
        let rest = match self {
            Sought::All => each.to_owned(),
            Sought::From => from.to_owned(),
            Sought::FromOnce => "atom AS s CROSS JOIN beside CROSS JOIN statement CROSS JOIN atom AS t
                WHERE s.node = ?1 AND beside.atom = s.number AND beside.way = ?3 AND t.number = beside.other
                  AND (article, place) = (SELECT article, place FROM said
                                          WHERE relation = ?2 AND source = s.number AND target = beside.other LIMIT 1)"
                .to_owned(),
            Sought::To => "atom AS t CROSS JOIN beside CROSS JOIN said CROSS JOIN statement USING (article, place)
                CROSS JOIN atom AS s
                WHERE t.node = ?1 AND beside.atom = t.number AND beside.way = ?3
                  AND said.relation = ?2 AND said.source = beside.other AND said.target = t.number
                  AND s.number = said.source"
                .to_owned(),
            Sought::Between => between.to_owned(),
            Sought::OnDays => format!("{between} AND said.day IN ('', ?4, ?5)"),
            Sought::Directed => format!("{each} AND relation = 'directed'"),
            Sought::DirectedOn => {
                format!("{each} AND relation = 'directed' AND {}", within("coalesce(date, statement.day)", 1))
            }
        };
        format!(
            "SELECT article, place, s.node, t.node, statement.relation, date, statement.day, status,
                    (SELECT node FROM atom WHERE number = post), (SELECT node FROM atom WHERE number = on_behalf_of),
                    begins, ends, evidence
             FROM {rest}"
        )
    }
}

/// After whatever a day or a name goes on with.
pub(super) const LAST: char = '\u{10ffff}';

/// A day of SQL between the value of this number and the next, the last day of a range with its hours.
pub(super) fn within(day: &str, number: usize) -> String {
    let (first, last) = (number, number + 1);
    format!("{day} >= coalesce(?{first}, '') AND {day} < coalesce(?{last}, '') || '{LAST}'")
}

impl Store {
    /// The graph of all its articles, the same that one build over their readings gives.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn graph(&self) -> Result<Graph, Error> {
        self.settle()?;
        let mut loader = Loader::new(&self.db);
        loader.take(Sought::All, [])?;
        let mut all = self.db.prepare("SELECT number FROM node")?;
        let all = all.query_map([], |row| row.get(0))?;
        for node in all {
            loader.nodes.insert(node?);
        }
        let mut all = self.db.prepare("SELECT number FROM article")?;
        let all = all.query_map([], |row| row.get(0))?;
        for article in all {
            loader.articles.insert(article?);
        }
        loader.take_namesakes()?;
        loader.graph()
    }
}

/// A statement between nodes.
pub(super) struct Said {
    pub(super) source: i64,
    pub(super) target: i64,
    pub(super) kind: EdgeKind,
    pub(super) date: Option<String>,
    pub(super) day: Option<String>,
    post: Option<i64>,
    on_behalf_of: Option<i64>,
    /// Without its article and the nodes it names.
    evidence: Evidence,
}

/// What is taken out of a store, until it is a graph.
pub(super) struct Loader<'d> {
    db: &'d Connection,
    pub(super) said: BTreeMap<(i64, i64), Said>,
    pub(super) nodes: BTreeSet<i64>,
    pub(super) articles: BTreeSet<i64>,
    namesakes: Vec<(i64, i64, String)>,
}

impl<'d> Loader<'d> {
    pub(super) fn new(db: &'d Connection) -> Loader<'d> {
        let (said, nodes, articles) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
        Loader { db, said, nodes, articles, namesakes: Vec::new() }
    }

    /// Takes the statements that are sought.
    pub(super) fn take(&mut self, sought: Sought, values: impl rusqlite::Params) -> Result<(), Error> {
        let mut rows = self.db.prepare_cached(&sought.query())?;
        let mut rows = rows.query(values)?;
        while let Some(row) = rows.next()? {
            let place = (row.get(0)?, row.get(1)?);
            if self.said.contains_key(&place) {
                continue;
            }
            // Of what nobody else speaks of, nothing is said.
            let (Some(source), Some(target)) = (row.get(2)?, row.get(3)?) else { continue };
            let Some(kind) = EdgeKind::from_id(row.get_ref(4)?.as_str().unwrap_or_default()) else {
                continue;
            };
            let evidence = evidence(row)?;
            let said = Said {
                source,
                target,
                kind,
                date: row.get(5)?,
                day: row.get(6)?,
                post: row.get(8)?,
                on_behalf_of: row.get(9)?,
                evidence,
            };
            self.nodes.extend([source, target]);
            self.nodes.extend(said.post);
            self.nodes.extend(said.on_behalf_of);
            self.articles.insert(place.0);
            self.said.insert(place, said);
        }
        Ok(())
    }

    /// Takes all people of one name who are not one.
    pub(super) fn take_namesakes(&mut self) -> Result<(), Error> {
        let mut all = self.db.prepare("SELECT one, other, reason FROM namesake")?;
        let all = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?)))?;
        self.namesakes = all.collect::<Result<_, _>>()?;
        self.nodes.extend(self.namesakes.iter().flat_map(|(one, other, _)| [*one, *other]));
        Ok(())
    }

    /// The graph of what was taken.
    pub(super) fn graph(self) -> Result<Graph, Error> {
        let (articles, ids) = self.reports()?;
        let mut nodes: BTreeMap<i64, Node> = BTreeMap::new();
        let mut held = Vec::new();
        for &number in &self.nodes {
            if let Some((node, posts)) = node(self.db, number)? {
                held.push((number, posts));
                nodes.insert(number, node);
            }
        }
        for (number, posts) in held {
            let mut labels: Vec<String> = Vec::new();
            for (post, ..) in &posts {
                labels.push(match nodes.get(post) {
                    Some(post) => post.label.clone(),
                    None => label(self.db, *post)?,
                });
            }
            let held = posts.iter().zip(&labels).map(|((_, last, begins, ends), label)| Held {
                last: last.as_deref(),
                start: Some((*begins, *ends)),
                label,
            });
            let posts = in_order(held.collect());
            if let Some(node) = nodes.get_mut(&number) {
                node.posts = posts;
            }
        }
        let (mut edges, mut sightings) = (Edges::new(), Vec::new());
        let id = |number: i64| nodes.get(&number).map(|node| node.id.clone());
        for ((article, _), said) in self.said {
            let (Some(source), Some(target)) = (id(said.source), id(said.target)) else { continue };
            let mut evidence = said.evidence;
            evidence.doc.clone_from(&ids[&article]);
            evidence.post = said.post.and_then(id);
            evidence.on_behalf_of = said.on_behalf_of.and_then(id);
            let slot = Slot { source, target, kind: said.kind, date: said.date };
            state(&mut edges, &mut sightings, slot, said.day.as_deref(), evidence);
        }
        let namesakes = self.namesakes.iter().filter_map(|(one, other, reason)| {
            Some(Namesakes { people: [id(*one)?, id(*other)?], reason: Apart::from_id(reason)? })
        });
        let namesakes = namesakes.collect();
        Ok(Graph::from_parts(articles, nodes.into_values().collect(), edges)
            .with_people(sightings, namesakes))
    }

    /// The articles that were taken, and their ids by their numbers.
    fn reports(&self) -> Result<(Articles, BTreeMap<i64, String>), Error> {
        let mut rows = self.db.prepare_cached(
            "SELECT own.id, report.day, report.original, report.shared, first.id, home.day
             FROM report CROSS JOIN article AS own CROSS JOIN report AS home CROSS JOIN article AS first
             WHERE report.article = ?1 AND own.number = report.article
               AND home.article = report.original AND first.number = report.original",
        )?;
        let (mut reports, mut ids) = (BTreeMap::new(), BTreeMap::new());
        for &number in &self.articles {
            let (id, report, home) = rows.query_row([number], |row| {
                let (id, first): (String, String) = (row.get(0)?, row.get(4)?);
                let is_reprint = row.get::<_, i64>(2)? != number;
                let original = is_reprint.then_some((first.clone(), row.get(3)?));
                let home = (first, Report { day: row.get(5)?, original: None });
                Ok((id, Report { day: row.get(1)?, original }, home))
            })?;
            reports.insert(id.clone(), report);
            reports.entry(home.0).or_insert(home.1);
            ids.insert(number, id);
        }
        Ok((reports, ids))
    }
}

fn evidence(row: &Row) -> Result<Evidence, Error> {
    let words: Words =
        serde_json::from_str(row.get_ref(12)?.as_str().unwrap_or_default()).unwrap_or_default();
    let quote = Quote {
        start: row.get::<_, i64>(10)? as usize,
        end: row.get::<_, i64>(11)? as usize,
        text: words.text,
    };
    Ok(Evidence {
        confidence: words.confidence,
        directive: words.directive,
        strength: words.strength.as_deref().and_then(Strength::from_id),
        order: words.order,
        status: row.get_ref(7)?.as_str().ok().and_then(RoleStatus::from_id),
        ..Evidence::new("", &quote, &words.rule)
    })
}

/// A node, and the posts that it holds.
fn node(db: &Connection, number: i64) -> Result<Option<(Node, Posts)>, Error> {
    let mut row = db.prepare_cached(
        "SELECT kind, id, label, more, articles, reports, date FROM node WHERE number = ?1",
    )?;
    let mut rows = row.query(params![number])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let mut more: More =
        serde_json::from_str(row.get_ref(3)?.as_str().unwrap_or_default()).unwrap_or_default();
    let posts = std::mem::take(&mut more.held);
    let kind: EntityKind = kind(row.get_ref(0)?.as_str().unwrap_or_default());
    let node = Node {
        articles: row.get::<_, i64>(4)? as usize,
        reports: row.get::<_, i64>(5)? as usize,
        date: row.get(6)?,
        ..more.node(kind, row.get(1)?, row.get(2)?)
    };
    Ok(Some((node, posts)))
}

fn label(db: &Connection, number: i64) -> Result<String, Error> {
    let mut row = db.prepare_cached("SELECT label FROM node WHERE number = ?1")?;
    Ok(row.query_row([number], |row| row.get(0))?)
}
