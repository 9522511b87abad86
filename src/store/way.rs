//! Two nodes -> the shortest way between them, found from both ends, node by node.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::FixedState;
use rusqlite::Connection;

use super::Error;
use super::said::{along, relation};
use crate::graph::EdgeKind;
use crate::query::step_cost;

/// What was found from one end.
struct Side {
    /// How far nodes are, as far as is known.
    far: HashMap<i64, u32, FixedState>,
    /// Nodes to go on from, by how far they are.
    open: BTreeMap<u32, Vec<i64>>,
}

impl Side {
    fn at(node: i64) -> Side {
        let mut side = Side { far: HashMap::default(), open: BTreeMap::new() };
        side.reach(node, 0);
        side
    }

    /// How far the next node to go on from is.
    fn next(&self) -> Option<u32> {
        self.open.keys().next().copied()
    }

    fn reach(&mut self, node: i64, far: u32) {
        if self.far.get(&node).is_none_or(|&before| far < before) {
            self.far.insert(node, far);
            self.open.entry(far).or_default().push(node);
        }
    }
}

/// Pairs of neighbours, and how far apart they are.
type Steps = BTreeMap<(i64, i64), u32>;

/// The nodes on the shortest way from one to another, both included; none where there is no way. Of ways of one length it is the one whose
/// next node has the least id, at every step.
pub(super) fn shortest(db: &Connection, from: i64, to: i64) -> Result<Vec<i64>, Error> {
    let mut ways = Ways { db, known: HashMap::default() };
    let steps = ways.steps(from, to)?;
    let mut beside: BTreeMap<i64, Vec<(i64, u32)>> = BTreeMap::new();
    for (&(one, other), &cost) in &steps {
        beside.entry(one).or_default().push((other, cost));
        beside.entry(other).or_default().push((one, cost));
    }
    let mut left = Side::at(to);
    while let Some((far, nodes)) = left.open.pop_first() {
        for (beyond, cost) in nodes.iter().flat_map(|node| beside.get(node).into_iter().flatten()) {
            left.reach(*beyond, far + cost);
        }
    }
    let left = left.far;
    if !left.contains_key(&from) {
        return Ok(Vec::new());
    }
    let mut id = db.prepare_cached("SELECT id FROM node WHERE number = ?1")?;
    let mut way = vec![from];
    let mut stop = from;
    while stop != to {
        let mut next: BTreeSet<(String, i64)> = BTreeSet::new();
        for &(beyond, cost) in beside.get(&stop).into_iter().flatten() {
            if left.get(&beyond).is_some_and(|rest| rest + cost == left[&stop]) {
                next.insert((id.query_row([beyond], |row| row.get(0))?, beyond));
            }
        }
        let Some((_, beyond)) = next.pop_first() else { return Ok(Vec::new()) };
        way.push(beyond);
        stop = beyond;
    }
    Ok(way)
}

/// Nodes and what is beside them, as far as was looked.
struct Ways<'d> {
    db: &'d Connection,
    known: HashMap<i64, Vec<(i64, u32)>, FixedState>,
}

impl Ways<'_> {
    /// The steps on all shortest ways from one node to another.
    fn steps(&mut self, from: i64, to: i64) -> Result<Steps, Error> {
        let mut sides = [Side::at(from), Side::at(to)];
        let Some(best) = self.meet(&mut sides, from == to)? else { return Ok(Steps::new()) };
        // From where both sides meet towards both ends.
        let mut steps = Steps::new();
        let mut ends: [BTreeSet<i64>; 2] = [BTreeSet::new(), BTreeSet::new()];
        for (own, other) in [(0, 1), (1, 0)] {
            let looked: BTreeSet<i64> = sides[own].far.keys().copied().collect();
            for node in looked {
                for &(beyond, cost) in self.known.get(&node).into_iter().flatten() {
                    let rest = sides[other].far.get(&beyond);
                    if rest.is_some_and(|rest| sides[own].far[&node] + cost + rest == best) {
                        steps.insert((node, beyond), cost);
                        ends[own].insert(node);
                        ends[other].insert(beyond);
                    }
                }
            }
        }
        for (side, mut open) in sides.iter().zip(ends) {
            while let Some(node) = open.pop_last() {
                // Whatever is nearer to the end was gone on from.
                for &(before, cost) in self.beside(node)? {
                    let is_on_way = side.far.get(&before).is_some_and(|near| near + cost == side.far[&node]);
                    if is_on_way && steps.insert((before, node), cost).is_none() {
                        open.insert(before);
                    }
                }
            }
        }
        Ok(steps)
    }

    /// Goes on from both ends until no way through what is not yet seen is as short as the one found; how long that is.
    fn meet(&mut self, sides: &mut [Side; 2], is_one: bool) -> Result<Option<u32>, Error> {
        let mut best = is_one.then_some(0);
        while let (Some(one), Some(other)) = (sides[0].next(), sides[1].next()) {
            if best.is_some_and(|best| one + other >= best) {
                break;
            }
            let next = usize::from(sides[1].open[&other].len() < sides[0].open[&one].len());
            let Some((far, nodes)) = sides[next].open.pop_first() else { break };
            for node in nodes {
                if sides[next].far[&node] < far {
                    continue;
                }
                for &(beyond, cost) in self.beside(node)? {
                    sides[next].reach(beyond, far + cost);
                    if let Some(rest) = sides[1 - next].far.get(&beyond) {
                        let length = far + cost + rest;
                        best = Some(best.map_or(length, |best| best.min(length)));
                    }
                }
            }
        }
        Ok(best)
    }

    /// The nodes beside a node, and how far they are.
    fn beside(&mut self, node: i64) -> Result<&[(i64, u32)], Error> {
        if !self.known.contains_key(&node) {
            let ways = neighbours(self.db, node)?;
            self.known.insert(node, ways);
        }
        Ok(&self.known[&node])
    }
}

/// The nodes beside a node, and how far they are; a post beside those alone who are said to hold it.
fn neighbours(db: &Connection, node: i64) -> Result<Vec<(i64, u32)>, Error> {
    let costs: Vec<Option<u32>> = costs();
    let mut beside = db.prepare_cached(
        "SELECT way, far.node, own.number, other FROM atom AS own CROSS JOIN beside CROSS JOIN atom AS far INDEXED BY atom_own
         WHERE own.node = ?1 AND beside.atom = own.number AND far.number = other",
    )?;
    let mut held = db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM stint WHERE person = ?1 AND post = ?2 AND held > 0)")?;
    let holds = along(relation(EdgeKind::Holds));
    let mut found: Vec<(i64, u32)> = Vec::new();
    let mut rows = beside.query([node])?;
    while let Some(row) = rows.next()? {
        let way: i64 = row.get(0)?;
        let (Some(&Some(cost)), Some(beyond)) = (costs.get(way as usize / 2), row.get(1)?) else { continue };
        if way / 2 == holds / 2 {
            let (own, other): (i64, i64) = (row.get(2)?, row.get(3)?);
            let ends = if way == holds { [own, other] } else { [other, own] };
            if !held.query_row(ends, |row| row.get::<_, bool>(0))? {
                continue;
            }
        }
        found.push((beyond, cost));
    }
    found.sort_unstable();
    found.dedup_by_key(|(beyond, _)| *beyond);
    Ok(found)
}

/// How far apart a relation leaves its ends, by its number.
fn costs() -> Vec<Option<u32>> {
    let mut costs = Vec::new();
    for kind in EdgeKind::all() {
        let number = relation(kind) as usize;
        costs.resize(costs.len().max(number + 1), None);
        costs[number] = step_cost(kind);
    }
    costs
}
