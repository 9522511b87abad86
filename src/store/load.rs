//! A store -> its graph, or the part of it that a question needs.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;
use rusqlite::{Connection, Row, Transaction, TransactionBehavior, params};

use super::said::{acts, relation};
use super::settle::{More, Posts, kind};
use super::{Error, Store};
use crate::extractor::Quote;
use crate::graph::{
    Apart, Articles, EdgeKind, Edges, Evidence, Graph, Held, Namesakes, Node, Report, Sighting, Slot,
    in_order, state,
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
    /// What was done at a meeting (1), looked up in the articles that speak of it: there it stands together.
    At,
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
            Sought::To => "atom AS t CROSS JOIN beside CROSS JOIN atom AS s CROSS JOIN said
                CROSS JOIN statement USING (article, place)
                WHERE t.node = ?1 AND beside.atom = t.number AND beside.way = ?3 AND s.number = beside.other
                  AND said.relation = ?2 AND said.source = s.number AND said.target = t.number"
                .to_owned(),
            Sought::At => {
                let acts: Vec<&str> = acts().map(EdgeKind::id).collect();
                format!(
                    "atom AS t CROSS JOIN part CROSS JOIN statement USING (article) CROSS JOIN atom AS s
                     WHERE t.node = ?1 AND part.atom = t.number AND statement.target = t.number
                       AND relation IN ('{}') AND s.number = statement.source",
                    acts.join("', '")
                )
            }
            Sought::Between => between.to_owned(),
            Sought::OnDays => format!("{between} AND said.day IN ('', ?4, ?5)"),
            Sought::Directed => format!("{each} AND relation = 'directed'"),
            Sought::DirectedOn => {
                format!("{each} AND relation = 'directed' AND {}", within("coalesce(date, statement.day)", 1))
            }
        };
        format!(
            "SELECT article, place, s.node, t.node, statement.relation, date,
                    (SELECT node FROM atom WHERE number = post), (SELECT node FROM atom WHERE number = on_behalf_of),
                    status, begins, ends, quote, rule, confidence, directive, strength, protocol
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
    /// What a question begins with: all is settled, and nothing changes while it is asked.
    pub(super) fn settled(&self) -> Result<Loader<'_>, Error> {
        self.settle()?;
        Loader::new(&self.db)
    }

    /// The graph of all its articles, the same that one build over their readings gives.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn graph(&self) -> Result<Graph, Error> {
        let mut loader = self.settled()?;
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
    post: Option<i64>,
    on_behalf_of: Option<i64>,
    /// Without its article and the nodes it names.
    evidence: Evidence,
}

/// An article, as short as a graph needs it.
struct Told {
    id: String,
    day: Option<String>,
}

/// What is taken out of a store, until it is a graph.
pub(super) struct Loader<'d> {
    db: &'d Connection,
    /// What is read between two changes of the file, and not locked and unlocked for every row.
    _reading: Option<Transaction<'d>>,
    pub(super) said: BTreeMap<(i64, i64), Said>,
    pub(super) nodes: BTreeSet<i64>,
    pub(super) articles: BTreeSet<i64>,
    /// People in posts, and articles that say that they hold them, where the words are not asked for.
    seen: Vec<(i64, i64, i64)>,
    namesakes: Vec<(i64, i64, String)>,
}

impl<'d> Loader<'d> {
    pub(super) fn new(db: &'d Connection) -> Result<Loader<'d>, Error> {
        let reading = match db.is_autocommit() {
            true => Some(Transaction::new_unchecked(db, TransactionBehavior::Deferred)?),
            false => None,
        };
        let (said, nodes, articles) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
        Ok(Loader { db, _reading: reading, said, nodes, articles, seen: Vec::new(), namesakes: Vec::new() })
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
            let said = Said {
                source,
                target,
                kind,
                date: row.get(5)?,
                post: row.get(6)?,
                on_behalf_of: row.get(7)?,
                evidence: evidence(row)?,
            };
            self.nodes.extend([source, target]);
            self.nodes.extend(said.post);
            self.nodes.extend(said.on_behalf_of);
            self.articles.insert(place.0);
            self.said.insert(place, said);
        }
        Ok(())
    }

    /// Takes the articles that see somebody in a post after this day, without their words.
    pub(super) fn see_after(&mut self, person: i64, post: i64, day: Option<String>) -> Result<(), Error> {
        let mut rows = self.db.prepare_cached(
            "SELECT DISTINCT article FROM atom AS s CROSS JOIN atom AS t CROSS JOIN said
             WHERE relation = ?2 AND source = s.number AND target = t.number AND s.node = ?1 AND t.node = ?3 AND day > ?4",
        )?;
        let rows = rows.query_map(params![person, relation(EdgeKind::Holds), post, day], |row| row.get(0))?;
        for article in rows {
            let article = article?;
            self.articles.insert(article);
            self.seen.push((person, post, article));
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
    pub(super) fn graph(mut self) -> Result<Graph, Error> {
        let (reports, told) = self.reports()?;
        let mut nodes = self.described()?;
        nodes.sort_unstable_by(|(_, a), (_, b)| a.id.cmp(&b.id));
        let ranks: HashMap<i64, usize, FixedState> =
            nodes.iter().enumerate().map(|(rank, (number, _))| (*number, rank)).collect();
        let id = |number: i64| ranks.get(&number).map(|&rank| nodes[rank].1.id.clone());
        let namesakes = self.namesakes.iter().filter_map(|(one, other, reason)| {
            Some(Namesakes { people: [id(*one)?, id(*other)?], reason: Apart::from_id(reason)? })
        });
        let namesakes = namesakes.collect();
        let (mut edges, mut sightings) = (Edges::new(), Vec::new());
        for (article, said) in in_order_of_edges(std::mem::take(&mut self.said), &ranks, &told) {
            let (Some(source), Some(target)) = (id(said.source), id(said.target)) else { continue };
            let (mut evidence, told) = (said.evidence, &told[&article]);
            evidence.doc.clone_from(&told.id);
            evidence.post = said.post.and_then(id);
            evidence.on_behalf_of = said.on_behalf_of.and_then(id);
            let slot = Slot { source, target, kind: said.kind, date: said.date };
            state(&mut edges, &mut sightings, slot, told.day.as_deref(), evidence);
        }
        for (person, post, article) in self.seen {
            let (Some(person), Some(post)) = (id(person), id(post)) else { continue };
            let (status, told) = (RoleStatus::Current, &told[&article]);
            let words = Quote { start: 0, end: 0, text: String::new() };
            let evidence = Evidence { status: Some(status), ..Evidence::new(&told.id, &words, "") };
            sightings.push(Sighting { person, post, status, day: told.day.clone(), evidence });
        }
        let nodes = nodes.into_iter().map(|(_, node)| node).collect();
        Ok(Graph::from_parts(reports, nodes, edges).with_people(sightings, namesakes))
    }

    /// The nodes that were taken, with the posts that they hold.
    fn described(&self) -> Result<Vec<(i64, Node)>, Error> {
        let mut nodes: Vec<(i64, Node)> = Vec::with_capacity(self.nodes.len());
        let (mut held, mut labels) = (Vec::new(), HashMap::<i64, String, FixedState>::default());
        for &number in &self.nodes {
            if let Some((node, posts)) = node(self.db, number)? {
                if !posts.is_empty() {
                    held.push((nodes.len(), posts));
                }
                nodes.push((number, node));
            }
        }
        for (post, ..) in held.iter().flat_map(|(_, posts)| posts) {
            if !labels.contains_key(post) {
                labels.insert(*post, label(self.db, *post)?);
            }
        }
        for (at, posts) in held {
            let held = posts.iter().map(|(post, last, begins, ends)| Held {
                last: last.as_deref(),
                start: Some((*begins, *ends)),
                label: &labels[post],
            });
            nodes[at].1.posts = in_order(held.collect());
        }
        Ok(nodes)
    }

    /// The articles that were taken, as graphs have them and by their numbers.
    fn reports(&self) -> Result<(Articles, HashMap<i64, Told, FixedState>), Error> {
        let mut rows = self.db.prepare_cached(
            "SELECT own.id, own.day, own.original, own.shared, home.id, home.day
             FROM report AS own CROSS JOIN report AS home WHERE own.article = ?1 AND home.article = own.original",
        )?;
        let (mut reports, mut told) = (Articles::new(), HashMap::default());
        for &number in &self.articles {
            let (id, report, home) = rows.query_row([number], |row| {
                let (id, day): (String, Option<String>) = (row.get(0)?, row.get(1)?);
                if row.get::<_, i64>(2)? == number {
                    return Ok((id, Report { day, original: None }, None));
                }
                let first: String = row.get(4)?;
                let home = (first.clone(), Report { day: row.get(5)?, original: None });
                Ok((id, Report { day, original: Some((first, row.get(3)?)) }, Some(home)))
            })?;
            told.insert(number, Told { id: id.clone(), day: report.day.clone() });
            reports.insert(id, report);
            if let Some((id, home)) = home {
                reports.entry(id).or_insert(home);
            }
        }
        Ok((reports, told))
    }
}

/// Statements with their articles, in the order in which graphs have edges and sightings, by numbers: what stands in its order is soon sorted.
fn in_order_of_edges(
    said: BTreeMap<(i64, i64), Said>,
    ranks: &HashMap<i64, usize, FixedState>,
    told: &HashMap<i64, Told, FixedState>,
) -> Vec<(i64, Said)> {
    let mut articles: Vec<(&Told, i64)> = told.iter().map(|(&number, told)| (told, number)).collect();
    articles.sort_unstable_by_key(|(told, _)| (&told.day, &told.id));
    let articles: HashMap<i64, usize, FixedState> =
        articles.into_iter().enumerate().map(|(rank, (_, number))| (number, rank)).collect();
    let mut all: Vec<(i64, Said)> = said.into_iter().map(|((article, _), said)| (article, said)).collect();
    all.sort_by_cached_key(|(article, said)| {
        let ends = (ranks.get(&said.source), ranks.get(&said.target));
        (ends, said.kind, articles[article], said.evidence.quote.start)
    });
    all
}

fn evidence(row: &Row) -> Result<Evidence, Error> {
    let quote = Quote {
        start: row.get::<_, i64>(9)? as usize,
        end: row.get::<_, i64>(10)? as usize,
        text: row.get(11)?,
    };
    Ok(Evidence {
        doc: String::new(),
        quote,
        rule: row.get(12)?,
        confidence: row.get(13)?,
        directive: row.get(14)?,
        strength: row.get_ref(15)?.as_str().ok().and_then(Strength::from_id),
        order: row.get(16)?,
        post: None,
        on_behalf_of: None,
        status: row.get_ref(8)?.as_str().ok().and_then(RoleStatus::from_id),
        via: None,
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
