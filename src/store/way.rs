//! Two nodes -> every pair of neighbours on a shortest way between them, found from both ends.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension, params};

use super::Error;
use crate::graph::EdgeKind;
use crate::query::step_cost;
use crate::vocab::RoleStatus;

/// What was found from one end.
struct Side {
    /// How far nodes are, as far as is known.
    far: HashMap<i64, u32>,
    /// Nodes to go on from, by how far they are.
    open: BTreeMap<u32, BTreeSet<i64>>,
}

impl Side {
    fn at(node: i64) -> Side {
        Side { far: HashMap::from([(node, 0)]), open: BTreeMap::from([(0, BTreeSet::from([node]))]) }
    }

    /// How far the next node to go on from is.
    fn reach(&self) -> Option<u32> {
        self.open.keys().next().copied()
    }
}

/// The pairs of neighbours on all shortest ways from one node to another; none where there is no way.
pub(super) fn shortest(db: &Connection, from: i64, to: i64) -> Result<BTreeSet<(i64, i64)>, Error> {
    let mut sides = [Side::at(from), Side::at(to)];
    let mut known: HashMap<i64, Vec<(i64, u32)>> = HashMap::new();
    let mut best: Option<u32> = if from == to { Some(0) } else { None };
    while let (Some(one), Some(other)) = (sides[0].reach(), sides[1].reach()) {
        // No way through what is not yet seen is as short.
        if best.is_some_and(|best| one + other >= best) {
            break;
        }
        let next = usize::from(sides[1].open[&other].len() < sides[0].open[&one].len());
        let Some((far, nodes)) = sides[next].open.pop_first() else { break };
        for node in nodes {
            if sides[next].far[&node] < far {
                continue;
            }
            let ways = neighbours(db, node)?;
            for &(beyond, cost) in &ways {
                let reached = far + cost;
                if sides[next].far.get(&beyond).is_none_or(|&before| reached < before) {
                    sides[next].far.insert(beyond, reached);
                    sides[next].open.entry(reached).or_default().insert(beyond);
                }
                if let Some(rest) = sides[1 - next].far.get(&beyond) {
                    best = Some(best.map_or(reached + rest, |best| best.min(reached + rest)));
                }
            }
            known.insert(node, ways);
        }
    }
    let Some(best) = best else { return Ok(BTreeSet::new()) };
    // Steps that lie on a way of that length, from where both sides meet towards both ends.
    let mut pairs = BTreeSet::new();
    let mut ends: [BTreeSet<i64>; 2] = [BTreeSet::new(), BTreeSet::new()];
    for (&node, ways) in known.iter().collect::<BTreeMap<_, _>>() {
        for &(beyond, cost) in ways {
            for (own, other) in [(0, 1), (1, 0)] {
                let far = sides[own].far.get(&node).zip(sides[other].far.get(&beyond));
                if far.is_some_and(|(one, rest)| one + cost + rest == best) {
                    pairs.insert((node, beyond));
                    ends[own].insert(node);
                    ends[other].insert(beyond);
                }
            }
        }
    }
    for (side, mut open) in sides.iter().zip(ends) {
        while let Some(node) = open.pop_last() {
            let far = side.far[&node];
            // Whatever is nearer to the end was gone on from.
            let before: Vec<i64> = neighbours(db, node)?
                .into_iter()
                .filter(|(before, cost)| side.far.get(before).is_some_and(|near| near + cost == far))
                .map(|(before, _)| before)
                .collect();
            for before in before {
                if pairs.insert((before, node)) {
                    open.insert(before);
                }
            }
        }
    }
    Ok(pairs)
}

/// The nodes beside a node, and how far they are. Articles say again and again who holds what: of each pair of atoms one statement is looked
/// at, the next one that begins after it.
fn neighbours(db: &Connection, node: i64) -> Result<Vec<(i64, u32)>, Error> {
    let mut atoms = db.prepare_cached("SELECT number FROM atom WHERE node = ?1")?;
    let atoms: Vec<i64> = atoms.query_map([node], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut of_atom = db.prepare_cached("SELECT node FROM atom WHERE number = ?1")?;
    let mut found: BTreeMap<i64, u32> = BTreeMap::new();
    let held: Vec<&str> =
        RoleStatus::ALL.iter().filter(|status| status.is_held()).map(|status| status.id()).collect();
    let held = format!("(status IS NULL OR status IN ('{}'))", held.join("', '"));
    for (own, other) in [("source", "target"), ("target", "source")] {
        let next = format!(
            "SELECT {other} FROM statement WHERE relation = ?1 AND {own} = ?2 AND {other} > ?3 AND {held}
             ORDER BY {other} LIMIT 1"
        );
        let mut next = db.prepare_cached(&next)?;
        for (kind, cost) in EdgeKind::all().filter_map(|kind| Some((kind, step_cost(kind)?))) {
            for &atom in &atoms {
                let mut last = 0;
                loop {
                    let beyond = next.query_row(params![kind.id(), atom, last], |row| row.get(0));
                    let Some(beyond) = beyond.optional()? else { break };
                    last = beyond;
                    if let Some(beyond) = of_atom.query_row([beyond], |row| row.get(0))? {
                        let known = found.entry(beyond).or_insert(cost);
                        *known = (*known).min(cost);
                    }
                }
            }
        }
    }
    Ok(found.into_iter().collect())
}
