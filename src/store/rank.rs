//! Who did the most, and who stands in the middle: counted where the statements lie, so that only those asked for are taken out.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rusqlite::params;

use super::load::Loader;
use super::said::relation;
use super::{Error, Store};
use crate::graph::{EdgeKind, Node};
use crate::query::{by_share, shares};
use crate::vocab::{EntityKind, Relation};

/// An instruction of an article.
struct Clause {
    target: i64,
    date: Option<String>,
    original: i64,
    directive: Option<String>,
}

impl Clause {
    /// To whom, when, in an article or what repeats it, and the words.
    fn words(&self) -> (i64, Option<&str>, i64, Option<&str>) {
        (self.target, self.date.as_deref(), self.original, self.directive.as_deref())
    }
}

impl Store {
    /// [`crate::query::busiest_chairs`] of the whole graph.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn busiest_chairs(&self, limit: usize) -> Result<Vec<(Node, usize)>, Error> {
        let _reading = self.settled()?;
        let mut chaired = self.db.prepare_cached(
            "SELECT count(DISTINCT t.node), s.node FROM (SELECT DISTINCT source, target FROM said WHERE relation = ?1)
             CROSS JOIN atom AS s CROSS JOIN atom AS t
             WHERE s.number = source AND t.number = target AND s.kind = ?2 AND s.node IS NOT NULL GROUP BY s.node",
        )?;
        let chaired = chaired.query_map(
            params![relation(EdgeKind::Did(Relation::Chaired)), EntityKind::Person.id()],
            |row| Ok((row.get::<_, i64>(0)? as usize, row.get(1)?)),
        )?;
        self.first(chaired.collect::<Result<_, _>>()?, limit)
    }

    /// [`crate::query::busiest_directors`] of the whole graph.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn busiest_directors(&self, limit: usize) -> Result<Vec<(Node, usize)>, Error> {
        let _reading = self.settled()?;
        let mut said = self.db.prepare_cached(
            "SELECT sum(told), s.node FROM
               (SELECT source, count(*) AS told FROM said WHERE relation = ?1 GROUP BY source)
             CROSS JOIN atom AS s WHERE s.number = source AND s.kind = ?2 AND s.node IS NOT NULL GROUP BY s.node",
        )?;
        let said = said.query_map(
            params![relation(EdgeKind::Did(Relation::Directed)), EntityKind::Person.id()],
            |row| Ok((row.get::<_, i64>(0)? as usize, row.get(1)?)),
        )?;
        let mut said: Vec<(usize, i64)> = said.collect::<Result<_, _>>()?;
        said.sort_unstable_by(|a, b| b.cmp(a));
        // Nobody gave more instructions than are said; so who is said to have given less than the last one did need not be looked at.
        let mut found: Vec<(usize, i64)> = Vec::new();
        for (most, person) in said {
            if found.len() >= limit {
                found.sort_unstable_by(|a, b| b.cmp(a));
                if limit == 0 || found[limit - 1].0 > most {
                    break;
                }
            }
            found.push((self.instructions_by(person)?, person));
        }
        self.first(found, limit)
    }

    /// How many instructions somebody gave: clauses of articles, of reprints those alone that no other of them has.
    fn instructions_by(&self, person: i64) -> Result<usize, Error> {
        let mut rows = self.db.prepare_cached(
            "SELECT DISTINCT t.node, date, original, article, begins, ends, directive, rule, confidence, strength, protocol,
                             (SELECT node FROM atom WHERE number = post), (SELECT node FROM atom WHERE number = on_behalf_of)
             FROM atom AS s CROSS JOIN said CROSS JOIN statement USING (article, place) CROSS JOIN report USING (article)
             CROSS JOIN atom AS t
             WHERE s.node = ?1 AND said.relation = ?2 AND said.source = s.number AND t.number = said.target
               AND t.node IS NOT NULL",
        )?;
        let mut rows = rows.query(params![person, relation(EdgeKind::Did(Relation::Directed))])?;
        let (mut own, mut again) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let (original, article): (i64, i64) = (row.get(2)?, row.get(3)?);
            let clause = Clause { target: row.get(0)?, date: row.get(1)?, original, directive: row.get(6)? };
            if original == article { own.push(clause) } else { again.push(clause) }
        }
        let reprinted: BTreeSet<i64> = again.iter().map(|clause| clause.original).collect();
        let told = own.iter().filter(|clause| reprinted.contains(&clause.original)).map(Clause::words);
        let told: BTreeSet<_> = told.collect();
        let again: BTreeSet<_> =
            again.iter().map(Clause::words).filter(|words| !told.contains(words)).collect();
        Ok(own.len() + again.len())
    }

    /// The first of these people, most first, of equals by name.
    fn first(&self, mut busy: Vec<(usize, i64)>, limit: usize) -> Result<Vec<(Node, usize)>, Error> {
        busy.retain(|(count, _)| *count > 0);
        busy.sort_unstable_by(|a, b| b.cmp(a));
        // Of those who are equal to the last one, the names decide.
        let last = busy.get(limit.wrapping_sub(1)).map_or(0, |(count, _)| *count);
        busy.retain(|(count, _)| *count >= last);
        let nodes = self.nodes(busy.iter().map(|(_, person)| *person))?;
        let mut found: Vec<(Node, usize)> =
            nodes.into_iter().zip(busy).map(|(node, (count, _))| (node, count)).collect();
        found.sort_by(|(a, own), (b, other)| {
            (Reverse(own), &a.label, &a.id).cmp(&(Reverse(other), &b.label, &b.id))
        });
        found.truncate(limit);
        Ok(found)
    }

    /// Nodes of these numbers.
    fn nodes(&self, numbers: impl Iterator<Item = i64> + Clone) -> Result<Vec<Node>, Error> {
        let mut loader = Loader::new(&self.db)?;
        loader.nodes.extend(numbers.clone());
        let graph = loader.graph()?;
        let mut id = self.db.prepare_cached("SELECT id FROM node WHERE number = ?1")?;
        let mut found = Vec::new();
        for number in numbers {
            let id: String = id.query_row([number], |row| row.get(0))?;
            found.extend(graph.node(&id).cloned());
        }
        Ok(found)
    }

    /// [`crate::query::most_central`] of the whole graph.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn most_central(&self, limit: usize) -> Result<Vec<(Node, f64)>, Error> {
        let _reading = self.settled()?;
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
            self.db.prepare_cached("SELECT DISTINCT source, target FROM said WHERE relation = ?1")?;
        for did in Relation::ALL {
            let mut rows = acts.query([relation(EdgeKind::Did(*did))])?;
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
        let central = self.nodes(shares.iter().map(|&(at, _)| nodes[at]))?.into_iter();
        let mut found: Vec<(Node, f64)> =
            central.zip(shares).map(|(node, (_, share))| (node, share)).collect();
        found.sort_by(|a, b| by_share((&a.0, a.1), (&b.0, b.1)));
        found.truncate(limit);
        Ok(found)
    }

    /// What the nodes of a kind are called, those of most articles first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn labels(&self, kind: EntityKind) -> Result<Vec<String>, Error> {
        let _reading = self.settled()?;
        let mut all = self.db.prepare("SELECT label FROM node WHERE kind = ?1 ORDER BY articles DESC, id")?;
        let all = all.query_map([kind.id()], |row| row.get(0))?;
        Ok(all.collect::<Result<_, _>>()?)
    }
}
