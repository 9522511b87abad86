//! Who did the most, and who stands in the middle: counted where the statements lie, so that only those asked for are taken out.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rusqlite::params;

use super::load::Loader;
use super::{Error, Store};
use crate::graph::{EdgeKind, Graph, Node};
use crate::query::{self, Busy, by_share, shares};
use crate::vocab::{EntityKind, Relation};

impl Store {
    /// The people who did the most of a kind with all that they did of it, for [`query::busiest_chairs`] and
    /// [`query::busiest_directors`] with this limit.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn busiest(&self, relation: Relation, limit: usize) -> Result<Graph, Error> {
        self.settle()?;
        let kind = EdgeKind::Did(relation);
        let mut said = self.db.prepare_cached(
            "SELECT s.node, sum(times) FROM
               (SELECT source, count(*) AS times FROM statement WHERE relation = ?1 GROUP BY source)
             JOIN atom AS s ON s.number = source WHERE s.kind = ?2 GROUP BY s.node",
        )?;
        let said = said.query_map(params![kind.id(), EntityKind::Person.id()], |row| {
            Ok((Reverse(row.get::<_, i64>(1)? as usize), row.get::<_, i64>(0)?))
        })?;
        let mut people: Vec<(Reverse<usize>, i64)> = said.collect::<Result<_, _>>()?;
        people.sort_unstable();
        // Nobody did more than is said of them; so who is said to have done less than the last one did need not be looked at.
        let mut looked = 0;
        loop {
            looked = people.len().min(2 * looked.max(limit));
            let mut loader = Loader::new(&self.db);
            for (_, person) in &people[..looked] {
                loader.from(*person, kind)?;
            }
            let graph = loader.graph()?;
            let busiest = match relation {
                Relation::Directed => query::busiest_directors(&graph, limit),
                _ => query::busiest_chairs(&graph, limit),
            };
            let last: Option<&Busy> = busiest.get(limit.wrapping_sub(1));
            let rest = people.get(looked).map_or(0, |(Reverse(said), _)| *said);
            if looked == people.len() || last.is_some_and(|last| last.count > rest) {
                return Ok(graph);
            }
        }
    }

    /// [`query::most_central`] of the whole graph.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn most_central(&self, limit: usize) -> Result<Vec<(Node, f64)>, Error> {
        self.settle()?;
        let mut of_atom: Vec<u32> = Vec::new();
        let (mut nodes, mut people) = (Vec::new(), BTreeSet::new());
        let mut atoms = self
            .db
            .prepare_cached("SELECT number, node, kind FROM atom WHERE node IS NOT NULL ORDER BY number")?;
        let mut rows = atoms.query([])?;
        while let Some(row) = rows.next()? {
            let (atom, own): (i64, i64) = (row.get(0)?, row.get(1)?);
            of_atom.resize(atom as usize + 1, 0);
            // A node has the number of its first atom.
            if atom == own {
                of_atom[atom as usize] = nodes.len() as u32;
                if row.get_ref(2)?.as_str() == Ok(EntityKind::Person.id()) {
                    people.insert(nodes.len());
                }
                nodes.push(own);
            } else {
                of_atom[atom as usize] = of_atom[own as usize];
            }
        }
        let mut edges: Vec<(u32, u32)> = Vec::new();
        let mut acts =
            self.db.prepare_cached("SELECT DISTINCT source, target FROM statement WHERE relation = ?1")?;
        for relation in Relation::ALL {
            let mut rows = acts.query([relation.id()])?;
            while let Some(row) = rows.next()? {
                let end = |atom: i64| of_atom[atom as usize];
                edges.push((end(row.get(0)?), end(row.get(1)?)));
            }
        }
        let mut shares = shares(nodes.len(), edges, &|at| people.contains(&at));
        shares.sort_by(|a, b| b.1.total_cmp(&a.1));
        // Of those who are equal to the last one, the names decide.
        let last = shares.get(limit.wrapping_sub(1)).map_or(0.0, |&(_, share)| share);
        shares.retain(|&(_, share)| share >= last);
        let mut loader = Loader::new(&self.db);
        loader.nodes.extend(shares.iter().map(|&(at, _)| nodes[at]));
        let graph = loader.graph()?;
        let mut id = self.db.prepare_cached("SELECT id FROM node WHERE number = ?1")?;
        let mut found = Vec::new();
        for (at, share) in shares {
            let id: String = id.query_row([nodes[at]], |row| row.get(0))?;
            found.extend(graph.node(&id).map(|node| (node.clone(), share)));
        }
        found.sort_by(|a, b| by_share((&a.0, a.1), (&b.0, b.1)));
        found.truncate(limit);
        Ok(found)
    }

    /// What the nodes of a kind are called, those of most articles first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn labels(&self, kind: EntityKind) -> Result<Vec<String>, Error> {
        self.settle()?;
        let mut all = self.db.prepare("SELECT label FROM node WHERE kind = ?1 ORDER BY articles DESC, id")?;
        let all = all.query_map([kind.id()], |row| row.get(0))?;
        Ok(all.collect::<Result<_, _>>()?)
    }
}
