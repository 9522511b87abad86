//! Articles come and go -> what follows from them: what each one says is told apart from all others, and the nodes it speaks of wait until
//! they are settled.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::Error;
use super::entry::{PART, Spoken, json};
use crate::export::facts;
use crate::extractor::{Reading, Sketch};
use crate::graph::{Aspect, Atom, Identity, Ledger, Occasion, are_reprints, groups, marks, tell};
use crate::vocab::EntityKind;
use rusqlite::{Connection, OptionalExtension, params};

/// An article is there, and is told; so are those of which it is a reprint, or the original.
pub(super) fn enter(db: &Connection, number: i64, all: &[i64], spoken: &Spoken) -> Result<(), Error> {
    let near = near(db, number, all, &spoken.sketch)?;
    let mut mark = db.prepare_cached("INSERT OR IGNORE INTO mark (pair, article) VALUES (?1, ?2)")?;
    for pair in all {
        mark.execute([*pair, number])?;
    }
    if near.is_empty() {
        return keep(db, number, (number, 1.0), spoken);
    }
    let mut touched = BTreeMap::from([(number, read(db, number)?)]);
    for other in near {
        for member in members(db, other)? {
            if let Entry::Vacant(new) = touched.entry(member) {
                leave(db, member)?;
                new.insert(read(db, member)?);
            }
        }
    }
    regroup(db, touched)
}

/// An article goes; its reprints, or its original, are told anew.
pub(super) fn forget(db: &Connection, number: i64) -> Result<(), Error> {
    let rest: Vec<i64> = members(db, number)?.into_iter().filter(|&member| member != number).collect();
    let reading = read(db, number)?;
    leave(db, number)?;
    let mut mark = db.prepare_cached("DELETE FROM mark WHERE pair = ?1 AND article = ?2")?;
    for pair in marks(&reading.doc.sketch) {
        mark.execute([pair, number])?;
    }
    let mut readings = BTreeMap::new();
    for member in rest {
        leave(db, member)?;
        readings.insert(member, read(db, member)?);
    }
    regroup(db, readings)
}

/// The articles that are the same as one with these marks and this sketch.
fn near(db: &Connection, number: i64, marks: &[i64], sketch: &str) -> Result<Vec<i64>, Error> {
    let mut bearers = db.prepare_cached("SELECT article FROM mark WHERE pair = ?1")?;
    let mut found = BTreeSet::new();
    for pair in marks {
        let mut rows = bearers.query([pair])?;
        while let Some(row) = rows.next()? {
            found.insert(row.get::<_, i64>(0)?);
        }
    }
    found.remove(&number);
    let Some(sketch) = Sketch::parse(sketch).filter(|_| !found.is_empty()) else { return Ok(Vec::new()) };
    let mut kept = db.prepare_cached("SELECT sketch FROM report WHERE article = ?1")?;
    let mut near = Vec::new();
    for other in found {
        let digits: Option<String> = kept.query_row([other], |row| row.get(0)).optional()?;
        if digits.and_then(|digits| Sketch::parse(&digits)).is_some_and(|other| are_reprints(&other, &sketch))
        {
            near.push(other);
        }
    }
    Ok(near)
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

/// Finds the groups among articles that had one, or may have one now, and keeps what each says.
fn regroup(db: &Connection, readings: BTreeMap<i64, Reading>) -> Result<(), Error> {
    let mut readings: Vec<(i64, Reading)> = readings.into_iter().collect();
    readings.sort_by(|(_, a), (_, b)| (&a.doc.id, &a.doc.sha256).cmp(&(&b.doc.id, &b.doc.sha256)));
    let docs: Vec<_> = readings.iter().map(|(_, reading)| &reading.doc).collect();
    for group in groups(&docs) {
        let members: Vec<&Reading> = group.members.iter().map(|&at| &readings[at].1).collect();
        let original = readings[group.members[group.original]].0;
        let told = tell(&members, group.original, &Ledger::default());
        for ((&at, shared), told) in group.members.iter().zip(group.shared).zip(told) {
            let (number, reading) = &readings[at];
            keep(db, *number, (original, shared), &Spoken::new(told, &reading.doc))?;
        }
    }
    Ok(())
}

fn keep(db: &Connection, number: i64, (original, shared): (i64, f64), spoken: &Spoken) -> Result<(), Error> {
    let atoms: Vec<i64> = spoken.atoms.iter().map(|atom| intern(db, atom)).collect::<Result<_, _>>()?;
    let mut form = db.prepare_cached(
        "INSERT INTO form (atom, text, times) VALUES (?1, ?2, 1)
         ON CONFLICT (atom, text) DO UPDATE SET times = times + 1 RETURNING number",
    )?;
    let mut forms: Vec<i64> = Vec::with_capacity(spoken.forms.len());
    let mut times: BTreeMap<i64, i64> = BTreeMap::new();
    for (atom, text) in &spoken.forms {
        let atom = atoms[*atom];
        forms.push(form.query_row(params![atom, text], |row| row.get(0))?);
        *times.entry(atom).or_default() += 1;
    }
    let mut part = db.prepare_cached(
        "INSERT INTO part (atom, article, original, times, day) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    let mut moved = db.prepare_cached("INSERT OR IGNORE INTO moved (atom) VALUES (?1)")?;
    for (atom, times) in times {
        part.execute(params![atom, number, original, times, spoken.count])?;
        moved.execute([atom])?;
    }
    say(db, number, &atoms, spoken)?;
    let mut crowd = db.prepare_cached("INSERT INTO crowd (occasion, article) VALUES (?1, ?2)")?;
    for occasion in &spoken.crowded {
        crowd.execute(params![occasion, number])?;
        move_occasion(db, occasion)?;
    }
    db.prepare_cached(
        "INSERT INTO report (article, original, shared, sketch, forms) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![number, original, shared, spoken.sketch, json(&forms)])?;
    Ok(())
}

fn say(db: &Connection, number: i64, atoms: &[i64], spoken: &Spoken) -> Result<(), Error> {
    let mut insert = db.prepare_cached(
        "INSERT INTO statement (article, place, source, target, relation, date, day, status, post, on_behalf_of,
                                begins, ends, evidence)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?;
    for (place, (said, words)) in spoken.statements.iter().enumerate() {
        let evidence = &said.evidence;
        insert.execute(params![
            number,
            place as i64,
            atoms[said.source],
            atoms[said.target],
            said.kind.id(),
            said.date,
            spoken.day,
            evidence.status.map(|status| status.id()),
            said.post.map(|atom| atoms[atom]),
            said.on_behalf_of.map(|atom| atoms[atom]),
            evidence.quote.start as i64,
            evidence.quote.end as i64,
            words,
        ])?;
    }
    Ok(())
}

/// Takes back what an article says.
fn leave(db: &Connection, number: i64) -> Result<(), Error> {
    let forms: String =
        db.query_row("SELECT forms FROM report WHERE article = ?1", [number], |row| row.get(0))?;
    let forms: Vec<i64> = serde_json::from_str(&forms).unwrap_or_default();
    let mut less =
        db.prepare_cached("UPDATE form SET times = times - 1 WHERE number = ?1 RETURNING atom, times")?;
    let mut gone = db.prepare_cached("DELETE FROM form WHERE number = ?1")?;
    let mut atoms = BTreeSet::new();
    for form in forms {
        let (atom, times): (i64, i64) = less.query_row([form], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if times == 0 {
            gone.execute([form])?;
        }
        atoms.insert(atom);
    }
    let mut part = db.prepare_cached("DELETE FROM part WHERE atom = ?1 AND article = ?2")?;
    let mut moved = db.prepare_cached("INSERT OR IGNORE INTO moved (atom) VALUES (?1)")?;
    for atom in atoms {
        part.execute([atom, number])?;
        moved.execute([atom])?;
    }
    db.prepare_cached("DELETE FROM statement WHERE article = ?1")?.execute([number])?;
    let mut crowded = db.prepare_cached("DELETE FROM crowd WHERE article = ?1 RETURNING occasion")?;
    let crowded: Vec<String> = crowded.query_map([number], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for occasion in crowded {
        move_occasion(db, &occasion)?;
    }
    db.prepare_cached("DELETE FROM report WHERE article = ?1")?.execute([number])?;
    Ok(())
}

/// The meetings of an occasion may be others now.
fn move_occasion(db: &Connection, occasion: &str) -> Result<(), Error> {
    let all = "INSERT OR IGNORE INTO moved (atom) SELECT number FROM atom WHERE name = ?1 AND kind = ?2";
    db.prepare_cached(all)?.execute(params![occasion, EntityKind::Meeting.id()])?;
    Ok(())
}

/// The number of an atom.
fn intern(db: &Connection, (kind, name, rest): &(EntityKind, String, String)) -> Result<i64, Error> {
    let known = "SELECT number FROM atom WHERE name = ?1 AND kind = ?2 AND rest = ?3";
    let known =
        db.prepare_cached(known)?.query_row(params![name, kind.id(), rest], |row| row.get(0)).optional()?;
    if let Some(number) = known {
        return Ok(number);
    }
    let new = "INSERT INTO atom (kind, name, rest) VALUES (?1, ?2, ?3)";
    db.prepare_cached(new)?.execute(params![kind.id(), name, rest])?;
    Ok(db.last_insert_rowid())
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
