//! Articles come and go -> what follows from them: which are reprints of which, and so what each one says.
//!
//! Those of one transaction are looked at together, in memory, before anything is written of them (`pen`).

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;
use rusqlite::{Connection, OptionalExtension};

use super::Error;
use super::entry::{PART, Spoken};
use super::leave::{Ends, leave};
use super::pen::{self, Teller};
use crate::export::facts;
use crate::extractor::{Reading, Sketch};
use crate::graph::{Aspect, Atom, Identity, Ledger, Occasion, are_reprints, groups, marks, tell};
use crate::vocab::EntityKind;

/// The articles of a transaction, until what they say is written.
#[derive(Default)]
pub(super) struct Batch {
    /// Those that are new, with the pairs of digests by which reprints are found, and what they say if they are no reprints.
    new: BTreeMap<i64, (Vec<i64>, Spoken)>,
    /// Those that were there, and of which nothing is written any more: they may say it otherwise now.
    loose: BTreeMap<i64, Reading>,
    ends: Ends,
}

impl Batch {
    pub(super) fn len(&self) -> usize {
        self.new.len()
    }

    pub(super) fn has(&self, number: i64) -> bool {
        self.new.contains_key(&number)
    }

    /// An article is there.
    pub(super) fn enter(&mut self, number: i64, marks: Vec<i64>, spoken: Spoken) {
        self.new.insert(number, (marks, spoken));
    }

    /// An article goes, one of those of which something is written; its reprints, or its original, are told anew.
    pub(super) fn forget(&mut self, db: &Connection, number: i64) -> Result<(), Error> {
        self.loosen(db, number)?;
        let Some(reading) = self.loose.remove(&number) else { return Ok(()) };
        let mut mark = db.prepare_cached("DELETE FROM mark WHERE pair = ?1 AND article = ?2")?;
        for pair in marks(&reading.doc.sketch) {
            mark.execute([pair, number])?;
        }
        Ok(())
    }

    /// Takes back what is written of an article, its reprints and its original.
    fn loosen(&mut self, db: &Connection, number: i64) -> Result<(), Error> {
        let members = members(db, number)?;
        leave(db, &members, &mut self.ends)?;
        for member in members {
            self.loose.insert(member, read(db, member)?);
        }
        Ok(())
    }

    /// Writes what the articles say.
    pub(super) fn write(&mut self, db: &Connection) -> Result<(), Error> {
        for (one, other) in self.near(db)? {
            for number in [one, other] {
                if self.new.remove(&number).is_some() {
                    self.loose.insert(number, read(db, number)?);
                } else if !self.loose.contains_key(&number) {
                    self.loosen(db, number)?;
                }
            }
        }
        let mut tellers = regroup(std::mem::take(&mut self.loose));
        let alone = |(number, (_, spoken))| Teller { number, original: number, shared: 1.0, spoken };
        tellers.extend(std::mem::take(&mut self.new).into_iter().map(alone));
        pen::write(db, tellers, &mut self.ends)?;
        std::mem::take(&mut self.ends).settle(db)
    }

    /// The pairs of articles that are the same, of which one is new.
    fn near(&self, db: &Connection) -> Result<Vec<(i64, i64)>, Error> {
        let mut pairs: Vec<(i64, i64)> = Vec::new();
        for (&number, (marks, _)) in &self.new {
            pairs.extend(marks.iter().map(|&pair| (pair, number)));
        }
        // In their order, in which they are looked up and written with the least of moving about.
        pairs.sort_unstable();
        pairs.dedup();
        let mut known = db.prepare_cached("SELECT article FROM mark WHERE pair = ?1")?;
        let mut mark = db.prepare_cached("INSERT OR IGNORE INTO mark (pair, article) VALUES (?1, ?2)")?;
        let mut met: Vec<(i64, i64)> = Vec::new();
        for bearers in pairs.chunk_by(|a, b| a.0 == b.0) {
            let before: Vec<i64> =
                known.query_map([bearers[0].0], |row| row.get(0))?.collect::<Result<_, _>>()?;
            for (at, &(pair, own)) in bearers.iter().enumerate() {
                let others = before.iter().copied().chain(bearers[..at].iter().map(|bearer| bearer.1));
                met.extend(others.filter(|&other| other != own).map(|other| (other, own)));
                mark.execute([pair, own])?;
            }
        }
        met.sort_unstable();
        met.dedup();
        let mut sketches: HashMap<i64, Sketch, FixedState> = HashMap::default();
        for number in met.iter().flat_map(|&(one, other)| [one, other]) {
            if let Entry::Vacant(new) = sketches.entry(number) {
                new.insert(self.sketch(db, number)?);
            }
        }
        met.retain(|(one, other)| are_reprints(&sketches[one], &sketches[other]));
        Ok(met)
    }

    fn sketch(&self, db: &Connection, number: i64) -> Result<Sketch, Error> {
        if let Some((_, spoken)) = self.new.get(&number) {
            return Ok(spoken.sketch.clone());
        }
        if let Some(reading) = self.loose.get(&number) {
            return Ok(reading.doc.sketch.clone());
        }
        let mut kept = db.prepare_cached("SELECT sketch FROM trace WHERE article = ?1")?;
        let bytes: Option<Vec<u8>> = kept.query_row([number], |row| row.get(0)).optional()?;
        Ok(bytes.and_then(|bytes| Sketch::from_bytes(&bytes)).unwrap_or_default())
    }
}

/// The articles of the group that this one is in.
fn members(db: &Connection, number: i64) -> Result<Vec<i64>, Error> {
    let mut rows = db.prepare_cached(
        "SELECT article FROM report WHERE original = (SELECT original FROM report WHERE article = ?1)",
    )?;
    let all = rows.query_map([number], |row| row.get(0))?;
    Ok(all.collect::<Result<_, _>>()?)
}

pub(super) fn read(db: &Connection, number: i64) -> Result<Reading, Error> {
    let mut row = db.prepare_cached("SELECT id, facts FROM article WHERE number = ?1")?;
    let (id, line): (String, String) = row.query_row([number], |row| Ok((row.get(0)?, row.get(1)?)))?;
    facts::read(&line).map_err(|error| Error::Facts { id, what: error.to_string() })
}

/// Finds the groups among articles that had one, or may have one now, and what each says.
fn regroup(readings: BTreeMap<i64, Reading>) -> Vec<Teller> {
    let mut readings: Vec<(i64, Reading)> = readings.into_iter().collect();
    readings.sort_by(|(_, a), (_, b)| (&a.doc.id, &a.doc.sha256).cmp(&(&b.doc.id, &b.doc.sha256)));
    let docs: Vec<_> = readings.iter().map(|(_, reading)| &reading.doc).collect();
    let mut tellers = Vec::with_capacity(readings.len());
    for group in groups(&docs) {
        let members: Vec<&Reading> = group.members.iter().map(|&at| &readings[at].1).collect();
        let original = readings[group.members[group.original]].0;
        let told = tell(&members, group.original, &Ledger::default());
        for ((&at, shared), told) in group.members.iter().zip(group.shared).zip(told) {
            let (number, reading) = &readings[at];
            let spoken = Spoken::new(told, &reading.doc);
            tellers.push(Teller { number: *number, original, shared, spoken });
        }
    }
    tellers
}

/// The atom of a row.
pub(super) fn atom(kind: EntityKind, name: String, rest: &str) -> Option<Atom> {
    Some(match kind {
        EntityKind::Person => Atom::Person(name, serde_json::from_str::<Aspect>(rest).ok()?),
        EntityKind::Meeting => {
            let mut parts = rest.split(PART).map(str::to_owned);
            let occasion = Occasion { exact: name, slug: parts.next()? };
            Atom::Meeting(occasion, Identity { kind, exact: parts.next()?, slug: parts.next()? })
        }
        kind => Atom::Named(Identity { kind, exact: name, slug: rest.to_owned() }),
    })
}
